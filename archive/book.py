"""What goes into a book, and in which order: pure data, no keys, no tables, no typesetting.

The typesetter takes JSON and nothing else, so nothing a person wrote can become markup.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from entries.content import EntryContent
from entries.markdown import Block, parse, plain_text, span_of
from entries.marks import Mark, marked_spans
from entries.sentences import find_passage
from reflections.content import ReflectionContent
from reflections.library import theme_name

PAPERS = ("a5", "a4")
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_STRONG = _RIGHT_TO_LEFT | {"L"}


@dataclass(frozen=True, slots=True)
class BookAnswer:
    """An answer and its day."""

    written_on: date
    content: ReflectionContent


@dataclass(frozen=True, slots=True)
class BookPage:
    """A page of the journal, its day, and the answers about it, oldest first."""

    written_on: date
    content: EntryContent
    answers: tuple[BookAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """A whole book. `paper` is `a5` or `a4`; `loose` are the answers that are about no page in it."""

    pages: Sequence[BookPage]
    loose: Sequence[BookAnswer]
    paper: str
    language: str


def as_data(book: Book) -> dict[str, Any]:
    """Return the book as the typesetter takes it: strings, lists and numbers."""
    days = [page.written_on for page in book.pages] + [answer.written_on for answer in book.loose]
    return {
        "title": _title(min(days), max(days)),
        "years": _years(min(days), max(days)),
        "paper": book.paper,
        "language": book.language,
        "contents": _("Contents"),
        "months": [_month(name, list(pages)) for name, pages in groupby(book.pages, key=_month_of)],
        "loose_title": _("Answers"),
        "loose": [_answer(answer, shows_quote=True) for answer in book.loose],
        "without_font": _(
            "Some characters in this book show as boxes: the computer that set it has no typeface for them."
        ),
    }


def _title(first: date, last: date) -> str:
    names = [date_format(day, "F") for day in (first, last)]
    if (first.year, first.month) == (last.year, last.month):
        return names[0]
    if first.year != last.year:
        names = [date_format(day, "F Y") for day in (first, last)]
    return _("%(first)s to %(last)s") % {"first": names[0], "last": names[1]}


def _years(first: date, last: date) -> str:
    return str(first.year) if first.year == last.year else ""


def _month_of(page: BookPage) -> str:
    return date_format(page.written_on, "F Y")


def _month(name: str, pages: list[BookPage]) -> dict[str, Any]:
    return {"name": name, "pages": [_page(page) for page in pages]}


def _page(page: BookPage) -> dict[str, Any]:
    blocks = parse(page.content.body)
    plain = plain_text(blocks)
    about = [answer.content for answer in page.answers]
    places = [find_passage(plain, each.start, each.end, each.quote) for each in about]
    marks = [Mark(*place, each.theme) for place, each in zip(places, about, strict=True) if place]
    beside, after = _placed(blocks, page.answers, places)
    return {
        "date": date_format(page.written_on, "l, j F Y"),
        "title": page.content.title,
        "dir": _direction(page.content.title or plain),
        "blocks": [_block(block, marks) | {"answers": beside[index]} for index, block in enumerate(blocks)],
        "answers": after,
    }


def _placed(
    blocks: Sequence[Block], answers: Sequence[BookAnswer], places: Sequence[tuple[int, int] | None]
) -> tuple[list[list[dict[str, Any]]], list[dict[str, Any]]]:
    """Put each answer behind the block that holds its sentence, and those without a place behind the page."""
    beside: list[list[dict[str, Any]]] = [[] for _block_ in blocks]
    after = []
    starts = [span_of(block)[0] for block in blocks]
    for answer, place in zip(answers, places, strict=True):
        if place is None:
            after.append(_answer(answer, shows_quote=True))
        else:
            holding = max(index for index, start in enumerate(starts) if start <= place[0])
            beside[holding].append(_answer(answer, shows_quote=False))
    return beside, after


def _answer(answer: BookAnswer, *, shows_quote: bool) -> dict[str, Any]:
    content = answer.content
    return {
        "theme": content.theme,
        "theme_name": theme_name(content.theme),
        "date": date_format(answer.written_on, "j F Y"),
        "question": content.question,
        "quote": content.quote if shows_quote else "",
        "dir": _direction(content.answer),
        "blocks": [_block(block, []) for block in parse(content.answer)],
    }


def _block(block: Block, marks: Sequence[Mark]) -> dict[str, Any]:
    return {
        "kind": block.kind,
        "level": block.level,
        "dir": _direction(plain_text([block])),
        "spans": list(_spans(block, marks)),
        "children": [_block(child, marks) for child in block.children],
    }


def _spans(block: Block, marks: Sequence[Mark]) -> Iterator[dict[str, Any]]:
    for span, mark in marked_spans(block, marks):
        style = {"emphasis": span.emphasis, "strong": span.strong, "code": span.code}
        yield {"lines": span.text.split("\n"), "mark": mark.theme if mark else "", "address": span.address} | style


def _direction(text: str) -> str:
    """Return the direction of the first strong character (rule P2 of the Unicode bidirectional algorithm)."""
    strong = (unicodedata.bidirectional(character) for character in text)
    first = next((kind for kind in strong if kind in _STRONG), "L")
    return "rtl" if first in _RIGHT_TO_LEFT else "ltr"
