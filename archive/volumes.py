"""One book cut into several: beyond a bound, one volume a year, each a whole book."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from archive.book import Book, BookPage

# In characters; about 420 A5 pages. The typesetter needs some 90 MB and 0.45 MB more for each thousand, so that two
# volumes set at once stay under a gigabyte with the server (measured on the diary of Samuel Pepys, Typst 0.15).
LONGEST = 800_000
# Three pages of the largest paper, in the smallest text.
_PICTURED = 20_000
# What stands behind the pages.
_NOTHING_ELSE: Any = {"loose": (), "comparisons": (), "goals": (), "check_ins": (), "figures": (), "damaged": 0}
_ROMAN = {100: "C", 90: "XC", 50: "L", 40: "XL", 10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I"}


def cut(book: Book) -> list[Book]:
    """Return the book as one, or as volumes in order: a year each, and a year that is too long in several.

    What stands in the last chapters, behind the pages, goes into the last volume.
    """
    if _length(book.pages) <= LONGEST:
        return [book]
    parts = [part for _year, pages in groupby(book.pages, key=_year_of) for part in _of_a_year(list(pages))]
    last = len(parts)
    return [
        replace(book if number == last else replace(book, **_NOTHING_ELSE), pages=part, volume=_name(number))
        for number, part in enumerate(parts, start=1)
    ]


def opening_of(book: Book) -> Book:
    """Return the beginning of the book, as much as its first pages need, and nothing from its last chapters."""
    pages, left = [], _PICTURED
    for page in book.pages:
        pages.append(page)
        left -= len(page.content.body)
        if left <= 0:
            break
    return replace(book, pages=pages, **_NOTHING_ELSE) if pages else book


def _year_of(page: BookPage) -> int:
    return page.written_on.year


def _of_a_year(pages: Sequence[BookPage]) -> Iterator[Sequence[BookPage]]:
    """Halve what is too long until it fits; one page is never cut."""
    if _length(pages) <= LONGEST or len(pages) == 1:
        yield pages
        return
    half = len(pages) // 2
    yield from _of_a_year(pages[:half])
    yield from _of_a_year(pages[half:])


def _length(pages: Sequence[BookPage]) -> int:
    own = sum(len(page.content.body) for page in pages)
    return own + sum(len(answer.content.answer) for page in pages for answer in page.answers)


def _name(number: int) -> str:
    roman, left = "", number
    for value, letters in _ROMAN.items():
        times, left = divmod(left, value)
        roman += letters * times
    return _("Volume %(number)s") % {"number": roman}
