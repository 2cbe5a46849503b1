"""Typst: a book as JSON set in this very process, from memory to memory. Only the child of `archive.pdf` calls this."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from archive.scripts import without_typeface

_BOOK = Path(__file__).parent / "book.typ"
# PDF/UA refuses a character that no typeface here has; the book is then set without that promise, still tagged.
_ACCESSIBLE = "ua-1"
_A_FEW_CHARACTERS = b'#set document(title: "Characters")\n#set text(lang: "en")\n#json("book.json")'


@dataclass(frozen=True, slots=True)
class Typeset:
    """A book that is set. `without_typeface` names the scripts that show as boxes: "Tamil (Noto Sans Tamil)"."""

    pdf: bytes
    without_typeface: tuple[str, ...] = ()

    def as_bytes(self) -> bytes:
        """Return both, as a child process hands them over."""
        return json.dumps(self.without_typeface).encode() + b"\n" + self.pdf

    @classmethod
    def from_bytes(cls, payload: bytes) -> "Typeset":
        """Read what `as_bytes` returns."""
        names, _newline, pdf = payload.partition(b"\n")
        return cls(pdf, tuple(json.loads(names)))


def typeset(data: dict[str, Any]) -> Typeset:
    """Set a book. `data` is what `archive.book.as_data` returns."""
    # Imported here, so that the server, which imports this module, never loads the typesetter.
    import typst  # noqa: PLC0415

    compiled: Any = partial(typst.compile, format="pdf", font_paths=typst.Fonts())
    book = {"main": _BOOK.read_bytes(), "book.json": json.dumps(data | {"boxes": ""}).encode()}
    try:
        return Typeset(bytes(compiled(book, pdf_standards=_ACCESSIBLE)))
    except RuntimeError:
        lacking = without_typeface("".join(_texts(data)), partial(_is_set, compiled))
    told = [data["boxes"]] + [data["to_install"] % ", ".join(lacking)] * bool(lacking)
    book["book.json"] = json.dumps(data | {"boxes": " ".join(told)}).encode()
    return Typeset(bytes(compiled(book)), lacking)


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
