"""The typesetter: a book as JSON in, a PDF or pictures of its first pages out, in a child process that ends with it.

Typst keeps about a megabyte a page until its process ends, so it never runs in the server itself. JSON goes in by stdin
and what is set comes out by stdout, behind a line of JSON that says what is to be told of it: nothing of a book is in a
file, an argument, the environment or a log. The kernel sees to the first: the child may not write a byte to a file.
"""

import io
import json
import logging
import re
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any

log = logging.getLogger("archive")

HERE = Path(__file__).parent
LONGEST_SECONDS = 300
# Of addresses, not of memory in use: the typesetter maps typefaces.
LARGEST_MEMORY = 6 * 1024**3
_LOOKS_UP_EVERY = 0.2
# PDF/UA refuses a character that no typeface here has; the book is then set without that promise, still tagged.
ACCESSIBLE = "ua-1"
# Of the pages of a book those that a picture shows: title, contents, the first two of the first month.
PICTURED = slice(2, 6)
_GAP = 24
# How a page of the typesetter's begins; its width and height, in points, would not be those of the whole picture.
_SIZE = re.compile(r'<svg viewBox="0 0 ([\d.]+) ([\d.]+)" width="[\d.]+pt" height="[\d.]+pt"')


class BookNotSet(Exception):
    """The book could not be set; the message is a sentence for the person who asked for it."""


class CalledOff(Exception):
    """Nobody wants the book any more."""


@dataclass(frozen=True, slots=True)
class Typeset:
    """What was set, and what is to be said of it."""

    file: bytes
    without_typeface: Sequence[str] = ()


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
        try:
            answer = _answer_of(child, order, time.monotonic() + seconds, stop or Event())
        finally:
            child.kill()
    if child.returncode != 0:
        # Its own words about it could quote the book.
        log.error("the typesetter ended with code %s", child.returncode)
        raise BookNotSet("This book could not be set. Choose a shorter range of days, then try again.")
    said, _line, file = answer.partition(b"\n")
    return Typeset(file, **json.loads(said))


def _answer_of(child: "subprocess.Popen[bytes]", order: bytes, until: float, stop: Event) -> bytes:
    unsent: bytes | None = order
    while not stop.is_set():
        try:
            return child.communicate(unsent, timeout=_LOOKS_UP_EVERY)[0]
        except subprocess.TimeoutExpired:
            # What is left of the order is sent all the same.
            unsent = None
            if time.monotonic() > until:
                raise BookNotSet("This book took too long to set. Choose a shorter range of days.") from None
    raise CalledOff


def typeset(data: dict[str, Any]) -> bytes:
    """Set a book in this very process, from memory to memory."""
    try:
        return bytes(_compiled(data, format="pdf", pdf_standards=ACCESSIBLE))
    except RuntimeError:
        return bytes(_compiled(data | {"colophon": data["without_font"]}, format="pdf"))


def pictured(data: dict[str, Any]) -> bytes:
    """Return the first pages side by side, two and two, as one SVG."""
    compiled = _compiled(data, format="svg")
    pages = [page.decode() for page in (compiled if isinstance(compiled, list) else [compiled])[PICTURED]]
    width, height = (float(side) for side in _SIZE.findall(pages[0])[0])
    rows = -(-len(pages) // 2)
    whole = f"{2 * width + _GAP} {rows * height + (rows - 1) * _GAP}"
    places = [(number % 2 * (width + _GAP), number // 2 * (height + _GAP)) for number in range(len(pages))]
    placed = (
        _SIZE.sub(
            f'<svg x="{x}" y="{y}" width="{width}" height="{height}" viewBox="0 0 {width} {height}"', page, count=1
        )
        for page, (x, y) in zip(pages, places, strict=True)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole}">{"".join(placed)}</svg>'.encode()


def _compiled(data: dict[str, Any], **options: Any) -> Any:
    # Imported here, so that the server, which imports this module, never loads the typesetter.
    import typst  # noqa: PLC0415

    files: Any = {"main": (HERE / "book.typ").read_bytes(), "book.json": json.dumps({"colophon": ""} | data).encode()}
    return typst.compile(files, **options)


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
    file = pictured(order["book"]) if order["pictures"] else typeset(order["book"])
    if order["password"]:
        file = _locked(file, order["password"])
    sys.stdout.buffer.write(json.dumps({"without_typeface": []}).encode() + b"\n" + file)
    return 0


if __name__ == "__main__":
    sys.exit(main())
