"""The months of a year as tables, whose days with pages are links.

They are written here, since a year has hundreds of cells that are all alike and a template takes ten times as long.
Nothing in them is a person's words: numbers, and the names of months, which are escaped.
"""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from entries.year import CalendarMonth, Day, Year

# The days of a week as any week from Monday to Sunday names them.
_A_WEEK = [date(2024, 1, day) for day in range(1, 8)]


@dataclass(frozen=True, slots=True)
class MonthTable:
    """A month with pages: its first day, how many there are, and its weeks as rows of a table."""

    first_day: date
    pages: int
    rows: SafeString


def week() -> list[tuple[str, str]]:
    """Return the days of a week, each with its name and the letter that heads its column."""
    names = [date_format(day, "l") for day in _A_WEEK]
    return [(name, name[:1]) for name in names]


def tables_of(year: Year, today: date) -> list[MonthTable]:
    """Return the tables of the months that have pages, the latest first."""
    return [_Writer(month, today).table() for month in year.months()]


class _Writer:
    """Writes one month."""

    def __init__(self, month: CalendarMonth, today: date) -> None:
        self._month, self._today = month, today
        self._name = escape(date_format(month.first_day, "F"))
        self._url = f"{reverse('calendar')}{month.first_day:%Y/%m/}"

    def table(self) -> MonthTable:
        rows = "\n".join(f"<tr>{''.join(map(self._cell, week))}</tr>" for week in self._month.weeks)
        return MonthTable(self._month.first_day, self._month.pages, SafeString(rows))

    def _cell(self, day: Day | None) -> str:
        if day is None:
            return "<td></td>"
        number, now = day.date.day, ' aria-current="date"' if day.date == self._today else ""
        if not day.pages:
            return f"<td><span{now}>{number}</span></td>"
        words = f'<span>{number}</span><span class="sr"> {self._name}, {_said(day.pages)}</span>'
        return f'<td><a href="{self._url}{number}/" data-level="{day.level}"{now}>{words}</a></td>'


def _said(pages: int) -> str:
    return escape(ngettext("%(pages)d page", "%(pages)d pages", pages) % {"pages": pages})
