"""The months of a year as tables, whose days with pages are links.

They are written here, since a year has hundreds of cells that are all alike and a template takes ten times as long.
Nothing in them is a person's words: numbers, and the names of months, which are escaped.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format, get_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from entries.year import CalendarMonth, Year

# The days of a week as any week from Monday to Sunday names them.
_A_WEEK = [date(2024, 1, day) for day in range(1, 8)]
# How many sizes of dots there are: as many as can be told apart.
LEVELS = 4


@dataclass(frozen=True, slots=True)
class MonthTable:
    """A month with pages: its first day, how many there are, and its weeks as rows of a table."""

    first_day: date
    pages: int
    rows: SafeString


def week() -> list[tuple[str, str]]:
    """Return the days of a week, each with its name and the letter that heads its column."""
    names = (date_format(day, "l") for day in _A_WEEK)
    return list(zip(names, get_format("INITIALS_OF_WEEKDAYS"), strict=True))


def tables_of(year: Year, today: date) -> list[MonthTable]:
    """Return the tables of the months that have pages, the latest first."""
    months = year.months()
    numbers = {number for month in months for number in month.pages.values()}
    said = {number: escape(ngettext("%d page", "%d pages", number) % number) for number in numbers}
    return [_Writer(month, today, said).table() for month in months]


class _Writer:
    """Writes one month; `said` are numbers of pages in words."""

    def __init__(self, month: CalendarMonth, today: date, said: Mapping[int, str]) -> None:
        self._month, self._said = month, said
        self._today = today.day if today.replace(day=1) == month.first_day else 0
        self._name = escape(date_format(month.first_day, "F"))
        self._url = f"{reverse('calendar')}{month.first_day:%Y/%m/}"

    def table(self) -> MonthTable:
        rows = "\n".join(f"<tr>{''.join(map(self._cell, week))}</tr>" for week in self._month.weeks)
        return MonthTable(self._month.first_day, self._month.total, SafeString(rows))

    def _cell(self, day: int) -> str:
        if not day:
            return "<td></td>"
        now, pages = ' aria-current="date"' if day == self._today else "", self._month.pages.get(day)
        if not pages:
            return f"<td><span{now}>{day}</span></td>"
        words = f'<span>{day}</span><span class="sr"> {self._name}, {self._said[pages]}</span>'
        return f'<td><a href="{self._url}{day}/" data-level="{min(pages, LEVELS)}"{now}>{words}</a></td>'
