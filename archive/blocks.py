"""Texts and Markdown as the typesetter takes them: runs in one language and one style, never markup."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from archive.scripts import language_of_han, runs
from entries.markdown import Block, parse, plain_text
from entries.marks import Mark, marked_spans

_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_STRONG = _RIGHT_TO_LEFT | {"L"}


def direction(text: str) -> str:
    """Return `rtl` or `ltr`, by the first strong character (rule P2 of the Unicode bidirectional algorithm)."""
    strong = (unicodedata.bidirectional(character) for character in text)
    first = next((kind for kind in strong if kind in _STRONG), "L")
    return "rtl" if first in _RIGHT_TO_LEFT else "ltr"


def line_as_data(text: str) -> dict[str, Any]:
    """Return a plain text, such as a title: its direction, and its runs."""
    return {"dir": direction(text), "runs": _runs(text, language_of_han(text))}


def text_as_data(text: str) -> list[dict[str, Any]]:
    """Return a text in Markdown, block by block."""
    return blocks_as_data(parse(text))


def dedication_as_data(text: str) -> list[dict[str, Any]]:
    """Return a text in Markdown whose headings are paragraphs: it stands where no chapter has begun."""
    return blocks_as_data(_without_headings(parse(text)))


def blocks_as_data(blocks: Sequence[Block], marks: Sequence[Mark] = ()) -> list[dict[str, Any]]:
    """Return blocks with the passages to underline."""
    han = language_of_han(plain_text(blocks))
    return [_block(block, marks, han) for block in blocks]


def _without_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    return tuple(
        replace(
            block,
            kind="paragraph" if block.kind == "heading" else block.kind,
            children=_without_headings(block.children),
        )
        for block in blocks
    )


def _block(block: Block, marks: Sequence[Mark], han: str) -> dict[str, Any]:
    return {
        "kind": block.kind,
        "level": block.level,
        "dir": direction(plain_text([block])),
        "spans": list(_spans(block, marks, han)),
        "children": [_block(child, marks, han) for child in block.children],
    }


def _spans(block: Block, marks: Sequence[Mark], han: str) -> Iterator[dict[str, Any]]:
    for span, mark in marked_spans(block, marks):
        style = {"emphasis": span.emphasis, "strong": span.strong, "code": span.code, "address": span.address}
        for run in _runs(span.text, han):
            yield run | style | {"mark": mark.theme if mark else ""}


def _runs(text: str, han: str) -> list[dict[str, Any]]:
    return [{"lines": run.split("\n"), "lang": language} for run, language in runs(text, han)]
