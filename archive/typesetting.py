"""Typst: a book as JSON set in this very process, from memory to memory. Only the child of `archive.pdf` calls this."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from archive.scripts import without_typeface

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


def typeset(data: dict[str, Any]) -> Typeset:
    """Set a book. `data` is what `archive.book.as_data` returns."""
    compiled, book = _compiler("pdf"), _files(data, boxes="")
    try:
        return Typeset(bytes(compiled(book, pdf_standards=_ACCESSIBLE)))
    except RuntimeError:
        lacking = without_typeface("".join(_texts(data)), partial(_is_set, compiled))
    told = [data["boxes"]] + [data["to_install"] % ", ".join(lacking)] * bool(lacking)
    return Typeset(bytes(compiled(_files(data, boxes=" ".join(told)))), lacking)


def pictured(data: dict[str, Any]) -> Typeset:
    """Return the first pages of a book side by side, two and two, as one SVG."""
    whole_book = [page.decode() for page in _compiler("svg")(_files(data, boxes=""))]
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


def _compiler(file: str) -> Any:
    # Imported here, so that the server, which imports this module, never loads the typesetter.
    import typst  # noqa: PLC0415

    compiled: Any = partial(typst.compile, format=file, font_paths=typst.Fonts())
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
