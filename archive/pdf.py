"""The typesetter: a book as JSON in, a PDF or pictures of its first pages out, in a child process that ends with it.

Typst keeps about a megabyte a page until its process ends, so it never runs in the server itself. JSON goes in by stdin
and what is set comes out by stdout, behind a line of JSON that says what is to be told of it: nothing of a book is in a
file, an argument, the environment or a log. The kernel sees to the first: the child may not write a byte to a file.
"""

import io
import json
import logging
import resource
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

from archive.typesetting import Typeset, pictured, typeset

log = logging.getLogger("archive")

HERE = Path(__file__).parent
LONGEST_SECONDS = 300
# Of addresses, not of memory in use: the typesetter maps typefaces.
LARGEST_MEMORY = 6 * 1024**3
_LOOKS_UP_EVERY = 0.2


class BookNotSet(Exception):
    """The book could not be set; the message is a sentence for the person who asked for it."""


class CalledOff(Exception):
    """Nobody wants the book any more."""


def set_in_type(
    data: dict[str, Any],
    *,
    password: str = "",
    pictures: bool = False,
    seconds: float = LONGEST_SECONDS,
    stop: Event | None = None,
) -> Typeset:
    """Return the PDF of a book, or with `pictures` an SVG of its first pages.

    `data` is what `archive.book.as_data` returns; `password` (empty for none) is what a PDF then opens with; `seconds`
    is how long it may take; `stop` ends the work once it is set. Raises `CalledOff` then, and `BookNotSet` when it
    takes longer, or more memory than there is for one book.
    """
    order = json.dumps({"book": data, "password": password, "pictures": pictures}).encode()
    with subprocess.Popen(
        [sys.executable, "-m", "archive.pdf"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=HERE.parent,
        env={"PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"},
    ) as child:
        answer = _answer_of(child, order, time.monotonic() + seconds, stop or Event())
    if child.returncode != 0:
        # Its own words about it could quote the book.
        log.error("the typesetter ended with code %s", child.returncode)
        raise BookNotSet("This book could not be set. Choose a shorter range of days, then try again.")
    return Typeset.from_bytes(answer)


def _answer_of(child: "subprocess.Popen[bytes]", order: bytes, until: float, stop: Event) -> bytes:
    """Wait while another thread talks to the child: `communicate` with a time limit forgets what it has not sent."""
    with ThreadPoolExecutor(1) as pool:
        talk = pool.submit(child.communicate, order)
        while not wait([talk], timeout=_LOOKS_UP_EVERY).done:
            if stop.is_set() or time.monotonic() > until:
                child.kill()
    if stop.is_set() and child.returncode != 0:
        raise CalledOff
    if child.returncode != 0 and time.monotonic() > until:
        raise BookNotSet("This book took too long to set. Choose a shorter range of days.")
    return talk.result()[0]


def _locked(file: bytes, password: str) -> bytes:
    """Return the PDF under a password, by AES-256; readers for the blind may still read it aloud."""
    import pikepdf  # noqa: PLC0415

    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(file)) as opened:
        opened.save(locked, encryption=pikepdf.Encryption(owner=password, user=password, R=6))
    return locked.getvalue()


def bind_hands() -> None:
    """Bound this process in memory and time, and take from it the power to write to any file."""
    for limit, most in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CPU, LONGEST_SECONDS)):
        resource.setrlimit(limit, (most, most))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (LARGEST_MEMORY, LARGEST_MEMORY))


def main() -> int:
    """Run as the child, silent about what it sets."""
    bind_hands()
    order = json.load(sys.stdin.buffer)
    made = pictured(order["book"]) if order["pictures"] else typeset(order["book"])
    if order["password"]:
        made = replace(made, file=_locked(made.file, order["password"]))
    sys.stdout.buffer.write(made.as_bytes())
    return 0


if __name__ == "__main__":
    sys.exit(main())
