"""A book in, a PDF or a picture of its first pages out: set in a child process that ends with it.

Typst keeps about a megabyte a page until its process ends, so it never runs in the server itself. JSON goes in by stdin
and what is set comes out by stdout, behind a line of JSON that says what is to be told of it: nothing of a book is in a
file, an argument, the environment or a log. What the child does is in `archive.typesetting`.
"""

import json
import logging
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from threading import Event

from django.utils.translation import gettext as _

from archive.book import Book, as_data
from archive.typesetting import LONGEST_SECONDS, TOO_LARGE, Typeset

log = logging.getLogger("archive")

HERE = Path(__file__).parent
_LOOKS_UP_EVERY = 0.2
_SHORTEST = 0.01


class BookNotSet(Exception):
    """The book could not be set; the message is a sentence for the person who asked for it."""


class CalledOff(Exception):
    """Nobody wants the book any more."""


def goes_on_until(stop: Event) -> Callable[[], None]:
    """Return what raises `CalledOff` once `stop` is set."""

    def look_up() -> None:
        if stop.is_set():
            raise CalledOff

    return look_up


def set_in_type(
    book: Book,
    *,
    password: str = "",
    pictures: bool = False,
    seconds: float = LONGEST_SECONDS,
    stop: Event | None = None,
) -> Typeset:
    """Return the PDF of a book, or with `pictures` an SVG of its first pages.

    `password` (empty for none) is what a PDF then opens with; `seconds` is how long it may take; `stop` ends the work
    once it is set. Raises `CalledOff` then, and `BookNotSet` when it takes longer, or more memory than there is for one
    book, or when the typesetter fails.
    """
    until, stop = time.monotonic() + seconds, stop or Event()
    look_up = goes_on_until(stop)
    look_up()
    with subprocess.Popen(
        [sys.executable, "-m", "archive.typesetting"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=HERE.parent,
        # The C library then asks for memory in large pieces: a thirtieth of the time.
        env={"PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1", "MALLOC_TOP_PAD_": str(64 * 1024**2)},
    ) as child:
        # The child looks through its typefaces meanwhile.
        order = json.dumps({"book": as_data(book, look_up), "password": password, "pictures": pictures}).encode()
        answer = _answer_of(child, order, until, stop)
    if child.returncode != 0:
        # Its own words about it could quote the book.
        log.error("the typesetter ended with code %s", child.returncode)
        raise BookNotSet(_why(child.returncode))
    return Typeset.from_bytes(answer)


def _why(code: int) -> str:
    # Whoever goes beyond a bound is ended by the kernel, with a signal, or says so.
    if code < 0 or code == TOO_LARGE:
        return _("This book takes more than there is room for. Choose a shorter range of days, then try again.")
    return _("This book could not be set just now. Nothing you wrote is touched. Try again in a while.")


def _answer_of(child: "subprocess.Popen[bytes]", order: bytes, until: float, stop: Event) -> bytes:
    """Wait while another thread talks to the child: `communicate` with a time limit forgets what it has not sent."""
    with ThreadPoolExecutor(1) as pool:
        talk = pool.submit(child.communicate, order)
        while not wait([talk], timeout=min(_LOOKS_UP_EVERY, max(until - time.monotonic(), _SHORTEST))).done:
            if stop.is_set() or time.monotonic() > until:
                child.kill()
    if stop.is_set() and child.returncode != 0:
        raise CalledOff
    if child.returncode != 0 and time.monotonic() > until:
        raise BookNotSet(_("This book took too long to set. Choose a shorter range of days."))
    return talk.result()[0]
