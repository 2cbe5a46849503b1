"""The typesetter: Typst, from memory to memory, in the child process that `archive.pdf` starts.

The kernel sees to it that nothing of a book is in a file: this process may not write a byte to any.
"""

import io
import json
import re
import resource
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from archive.scripts import without_typeface

LONGEST_SECONDS = 300
# Of addresses, not of memory in use: the typesetter maps typefaces.
LARGEST_MEMORY = 6 * 1024**3
_BOOK = Path(__file__).parent / "book.typ"
# PDF/UA refuses a character that no typeface here has; the book is then set without that promise, still tagged.
_ACCESSIBLE = "ua-1"
# A picture shows so many pages behind the cover, and none that is blank.
_PICTURED = 4
_LETTERS = "<use "
_GAP = 24
# How a page of the typesetter's begins; its width and height, in points, would not be those of the whole picture.
_SIZE = re.compile(r'<svg viewBox="0 0 ([\d.]+) ([\d.]+)" width="[\d.]+pt" height="[\d.]+pt"')
_A_FEW_CHARACTERS = b'#set document(title: "Characters")\n#set text(lang: "en")\n#json("book.json")'


@dataclass(frozen=True, slots=True)
class Typeset:
    """A book, or a picture of it. `without_typeface` names scripts that show as boxes: "Tamil (Noto Sans Tamil)"."""

    file: bytes
    without_typeface: tuple[str, ...] = ()

    def as_bytes(self) -> bytes:
        """Return both, as a child process hands them over."""
        return json.dumps(self.without_typeface).encode() + b"\n" + self.file

    @classmethod
    def from_bytes(cls, payload: bytes) -> "Typeset":
        """Read what `as_bytes` returns."""
        names, _newline, file = payload.partition(b"\n")
        return cls(file, tuple(json.loads(names)))


def main() -> int:
    """Run as the child, silent about what it sets."""
    bind_hands()
    # Its typefaces are found while the book is still being put together.
    compiled = _compiler()
    order = json.load(sys.stdin.buffer)
    made = (_pictured if order["pictures"] else _typeset)(order["book"], compiled)
    if order["password"]:
        made = replace(made, file=_locked(made.file, order["password"]))
    sys.stdout.buffer.write(made.as_bytes())
    return 0


def bind_hands() -> None:
    """Bound this process in memory and time, and take from it the power to write to any file."""
    for limit, most in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CPU, LONGEST_SECONDS)):
        resource.setrlimit(limit, (most, most))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (LARGEST_MEMORY, LARGEST_MEMORY))


def _typeset(data: dict[str, Any], compiled: Any) -> Typeset:
    compiled, book = partial(compiled, format="pdf"), _files(data, boxes="")
    try:
        return Typeset(bytes(compiled(book, pdf_standards=_ACCESSIBLE)))
    except RuntimeError:
        lacking = without_typeface("".join(_texts(data)), partial(_is_set, compiled))
    told = [data["boxes"]] + [data["to_install"] % ", ".join(lacking)] * bool(lacking)
    return Typeset(bytes(compiled(_files(data, boxes=" ".join(told)))), lacking)


def _pictured(data: dict[str, Any], compiled: Any) -> Typeset:
    """Return the first pages of a book side by side, two and two, as one SVG.

    The contents are left out: they would list no more than what is pictured.
    """
    whole_book = [page.decode() for page in compiled(_files(data | {"contents": ""}, boxes=""), format="svg")]
    pages = [page for page in whole_book[1:] if _LETTERS in page][:_PICTURED]
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
    return Typeset(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole}">{"".join(placed)}</svg>'.encode())


def _compiler() -> Any:
    # Imported here, so that the server, which imports this module, never loads the typesetter.
    import typst  # noqa: PLC0415

    compiled: Any = partial(typst.compile, font_paths=typst.Fonts())
    return compiled


def _files(data: dict[str, Any], *, boxes: str) -> dict[str, bytes]:
    return {"main": _BOOK.read_bytes(), "book.json": json.dumps(data | {"boxes": boxes}).encode()}


def _is_set(compiled: Any, characters: str) -> bool:
    page = {"main": _A_FEW_CHARACTERS, "book.json": json.dumps(characters).encode()}
    try:
        compiled(page, pdf_standards=_ACCESSIBLE)
    except RuntimeError:
        return False
    return True


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)


def _locked(file: bytes, password: str) -> bytes:
    """Return the PDF under a password, by AES-256; readers for the blind may still read it aloud."""
    import pikepdf  # noqa: PLC0415

    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(file)) as opened:
        opened.save(locked, encryption=pikepdf.Encryption(owner=password, user=password, R=6))
    return locked.getvalue()


if __name__ == "__main__":
    sys.exit(main())
