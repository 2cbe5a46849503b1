"""A year drawn as one figure: months across, days down, a dot for each day with pages.

It is a picture, and the tables beside it say the same. All dots of one size are one path, each a line of no length with
round ends, so that a year takes a few kilobytes. Numbers are given as SVG writes them, whatever the language.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import get_format

from entries.year import Reach, Year

# As wide as the box in which the template draws it.
_WIDTH = 356
_LEFT, _TOP, _COLUMN, _ROW = 39.75, 31.5, 27.5, 15
# How thick a dot is, by how many pages a day has; nothing for a day without.
_SPECK = 2
_DOTS = {1: 5.6, 2: 8.0, 3: 10.2, 4: 12.4}
_NUMBERED = (1, 5, 10, 15, 20, 25, 30)


@dataclass(frozen=True, slots=True)
class Label:
    """A word of the figure and where it stands."""

    x: str
    y: str
    text: str


@dataclass(frozen=True, slots=True)
class Dots:
    """All dots of one thickness, as the data of one path; `has_pages` tells them from the specks of other days."""

    path: str
    thickness: str
    has_pages: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """What is drawn: the names of the months and days, the dots, and where today is, if it is among them."""

    months: Sequence[Label]
    days: Sequence[Label]
    dots: Sequence[Dots]
    today: tuple[str, str] | None


def drawn(year: Year, reach: Reach, today: date, *, is_mirrored: bool) -> Figure:
    """Draw a year; months run from the right to the left where the language does."""
    columns = {first_day: _across(number, is_mirrored) for number, first_day in enumerate(year.first_days())}
    initials = get_format("INITIALS_OF_MONTHS")
    is_today_in = year.first <= today <= year.last
    return Figure(
        months=[Label(x, "12", initials[first_day.month - 1]) for first_day, x in columns.items()],
        days=[Label("340" if is_mirrored else "16", _down(day, 4.5), str(day)) for day in _NUMBERED],
        dots=list(_dots(year, columns, reach, today)),
        today=(columns[today.replace(day=1)], _down(today.day)) if is_today_in else None,
    )


def _dots(year: Year, columns: Mapping[date, str], reach: Reach, today: date) -> Iterator[Dots]:
    paths: dict[int, list[str]] = defaultdict(list)
    for day in _days(max(year.first, reach.first), min(year.last, max(today, reach.last))):
        level = min(year.pages.get(day, 0), max(_DOTS))
        paths[level].append(f"M{columns[day.replace(day=1)]} {_down(day.day)}h0")
    for level, path in sorted(paths.items()):
        yield Dots("".join(path), f"{_DOTS.get(level, _SPECK):g}", has_pages=level > 0)


def _days(first: date, last: date) -> Iterator[date]:
    """Yield the days between the first page and the present: there is nothing to say of any other."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _across(number: int, is_mirrored: bool) -> str:
    x = _LEFT + number * _COLUMN
    return f"{_WIDTH - x if is_mirrored else x:g}"


def _down(day: int, lower: float = 0) -> str:
    return f"{_TOP + (day - 1) * _ROW + lower:g}"
