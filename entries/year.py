"""Twelve months of the journal as a calendar shows them: how many pages each day has, counted in the database.

The first twelve months begin with the month of the first page, and so do all others: begun with January, a first year
would be mostly empty. A year is named by the one it begins in. Days are in clear, so that no page is opened; how many
words a day has is sealed, and not asked.
"""

from calendar import Calendar, monthrange
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import MAXYEAR, date

from django.db.models import Count
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User

# Weeks begin on Monday (ISO 8601).
_WEEKS = Calendar()
MONTHS = 12


class NoPagesYet(Exception):
    """There is no page from which twelve months could begin."""


@dataclass(frozen=True, slots=True)
class Reach:
    """From which day to which the journal reaches: those of its first and its last page."""

    first: date
    last: date

    def year_of(self, day: date) -> int:
        """Return in which year the twelve months begin in which a day stands."""
        return day.year if day.month >= self.first.month else day.year - 1

    def years(self, today: date) -> range:
        """Return every year there is, the present one included."""
        return range(self.first.year, self.year_of(max(self.last, today)) + 1)

    def opens_at(self, today: date) -> int:
        """Return the year that is shown first: that of the last page, unless that is still to come."""
        return max(self.first.year, min(self.year_of(self.last), self.year_of(today)))


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """A month: its weeks as the numbers of their days, 0 for one of another month; and how many pages a day has."""

    first_day: date
    weeks: Sequence[Sequence[int]]
    pages: Mapping[int, int]

    @property
    def total(self) -> int:
        """Return how many pages there are in it."""
        return sum(self.pages.values())


@dataclass(frozen=True, slots=True)
class Year:
    """Twelve months, from the first day to the last, and how many pages each day has that has any."""

    number: int
    first: date
    last: date
    pages: Mapping[date, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Return how they are called: "2025", or "June 2025 to May 2026"."""
        if self.first.month == 1:
            return str(self.number)
        months = {
            "first": date_format(self.first, "YEAR_MONTH_FORMAT"),
            "last": date_format(self.last, "YEAR_MONTH_FORMAT"),
        }
        return _("%(first)s to %(last)s") % months

    @property
    def total(self) -> int:
        """Return how many pages there are in all twelve."""
        return sum(self.pages.values())

    def first_days(self) -> list[date]:
        """Return the first day of each month."""
        months = range(self.first.month - 1, self.first.month - 1 + MONTHS)
        years = ((self.number + month // MONTHS, month % MONTHS + 1) for month in months)
        return [date(year, month, 1) for year, month in years if year <= MAXYEAR]

    def months(self) -> list[CalendarMonth]:
        """Return the months that have pages, the latest first; of one without there is nothing to show."""
        by_month: dict[date, dict[int, int]] = defaultdict(dict)
        for day, pages in self.pages.items():
            by_month[day.replace(day=1)][day.day] = pages
        return [
            CalendarMonth(first_day, _WEEKS.monthdayscalendar(first_day.year, first_day.month), by_month[first_day])
            for first_day in reversed(self.first_days())
            if first_day in by_month
        ]


def reach_of(owner: User) -> Reach:
    """Return from when to when the owner's journal reaches, in two queries; raise `NoPagesYet`."""
    ways = (owner.entries.oldest_first(), owner.entries.newest_first())
    first, last = (pages.values_list("written_on", flat=True).first() for pages in ways)
    if first is None or last is None:
        raise NoPagesYet
    return Reach(first, last)


def twelve_months(number: int, reach: Reach) -> Year:
    """Return the twelve months that begin in a year, not counted yet; fewer where the calendar ends."""
    first = date(number, reach.first.month, 1)
    year, month = (number, MONTHS) if first.month == 1 else (number + 1, first.month - 1)
    last = date(year, month, monthrange(year, month)[1]) if year <= MAXYEAR else date.max
    return Year(number, first, last)


def beside(owner: User, year: Year, reach: Reach) -> tuple[Year | None, Year | None]:
    """Return the nearest twelve months with pages before these, and after them: two queries."""
    before = owner.entries.filter(written_on__lt=year.first).newest_first()
    after = owner.entries.filter(written_on__gt=year.last).oldest_first()
    days = (pages.values_list("written_on", flat=True).first() for pages in (before, after))
    earlier, later = (twelve_months(reach.year_of(day), reach) if day else None for day in days)
    return earlier, later


def counted(owner: User, year: Year) -> Year:
    """Count the owner's pages by day, in one query."""
    by_day = owner.entries.filter(written_on__range=(year.first, year.last)).values_list("written_on")
    return replace(year, pages=dict(by_day.annotate(pages=Count("id")).order_by("written_on")))
