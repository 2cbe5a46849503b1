"""One book cut into several: beyond a bound, one volume a year, each a whole book."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from archive.book import Book, BookAnswer, BookPage

# In characters; about 420 A5 pages. The typesetter needs some 90 MB and 0.45 MB more for each thousand, so that two
# volumes set at once stay under a gigabyte with the server (measured on the diary of Samuel Pepys, Typst 0.15).
LONGEST = 800_000
# Three pages of the largest paper, in the smallest text; a page and an answer take room as well, however short.
_PICTURED = 20_000
_ROOM = 100
_FEW = 40
# What stands behind the pages.
_NOTHING_ELSE: Any = {"loose": (), "comparisons": (), "goals": (), "check_ins": (), "figures": (), "damaged": 0}
_ROMAN = {100: "C", 90: "XC", 50: "L", 40: "XL", 10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I"}


def cut(book: Book) -> list[Book]:
    """Return the book as one, or as volumes in order: a year each, and a year that is too long in several.

    What stands in the last chapters, behind the pages, goes into the last volume; each tells the days of its pages.
    """
    if _length(book.pages) <= LONGEST:
        return [book]
    parts = [part for _year, pages in groupby(book.pages, key=_year_of) for part in _of_a_year(list(pages))]
    last = len(parts)
    return [
        replace(
            book if number == last else replace(book, **_NOTHING_ELSE),
            pages=part,
            volume=_name(number),
            told=(part[0].written_on, part[-1].written_on),
        )
        for number, part in enumerate(parts, start=1)
    ]


def opening_of(book: Book, *, file: str = "pdf") -> Book:
    """Return the beginning of the book, or of its first volume: as much as its first pages need, under its own title.

    `file` is what is made of it; an EPUB is never cut. A long page ends where there is enough of it. Nothing is in it
    from the last chapters; where there is no page, the first of what they hold.
    """
    first = cut(book)[0] if file == "pdf" else book
    first = replace(first, told=first.told or first.days)
    if first.pages:
        return replace(first, pages=_beginning(first.pages), **_NOTHING_ELSE)
    others = {name: getattr(first, name)[:_FEW] for name in ("comparisons", "goals", "check_ins")}
    return replace(first, loose=_first_answers(first.loose, _PICTURED), **others)


def _beginning(pages: Sequence[BookPage]) -> list[BookPage]:
    begun, left = [], _PICTURED
    for page in pages:
        body = page.content.body[:left]
        answers = _first_answers(page.answers, left - len(body))
        begun.append(replace(page, content=replace(page.content, body=body), answers=answers))
        left -= _length(begun[-1:]) + _ROOM * (1 + len(answers))
        if left <= 0:
            break
    return begun


def _first_answers(answers: Sequence[BookAnswer], left: int) -> tuple[BookAnswer, ...]:
    begun = []
    for answer in answers:
        if left <= 0:
            break
        begun.append(replace(answer, content=replace(answer.content, answer=answer.content.answer[:left])))
        left -= len(answer.content.answer) + _ROOM
    return tuple(begun)


def _year_of(page: BookPage) -> int:
    return page.written_on.year


def _of_a_year(pages: Sequence[BookPage]) -> list[list[BookPage]]:
    """Fill as few volumes as can be, all as evenly as can be, so that none is a leaflet; one page is never cut."""
    fewest = len(_filled(pages, LONGEST))
    most = bisect_left(range(LONGEST), True, key=lambda most: len(_filled(pages, most)) <= fewest)
    return _filled(pages, most)


def _filled(pages: Sequence[BookPage], most: int) -> list[list[BookPage]]:
    parts: list[list[BookPage]] = []
    left = 0
    for page in pages:
        left -= _length([page])
        if not parts or left < 0:
            parts.append([])
            left = most - _length([page])
        parts[-1].append(page)
    return parts


def _length(pages: Sequence[BookPage]) -> int:
    own = sum(len(page.content.body) for page in pages)
    return own + sum(len(answer.content.answer) for page in pages for answer in page.answers)


def _name(number: int) -> str:
    roman, left = "", number
    for value, letters in _ROMAN.items():
        times, left = divmod(left, value)
        roman += letters * times
    return _("Volume %(number)s") % {"number": roman}
