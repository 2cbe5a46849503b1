"""The journal as it is listed: by month, newest first, and in the margin its years, with the months of those shown."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import CharField, Count, Func, IntegerField

from accounts.models import User
from entries.models import Entry
from entries.rows import ROWS_ON_A_PAGE, Row


@dataclass(frozen=True, slots=True)
class Month:
    """The rows of one month that stand here, out of `count` in the whole month; None where only some are asked for."""

    first_day: date
    count: int | None
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class InMargin:
    """A year or a month by its first day, how many entries it has, and on which page of the journal it begins."""

    first_day: date
    count: int
    page: int

    @property
    def query(self) -> str:
        """Return how that page is asked for: a template would write its number by the rules of a language."""
        return f"?page={self.page}"


@dataclass(frozen=True, slots=True)
class YearInMargin:
    """A year, and its months, newest first, where some of its entries are shown."""

    whole: InMargin
    months: Sequence[InMargin]

    @property
    def name(self) -> str:
        """Return the year as it is written, in addresses too."""
        return str(self.whole.first_day.year)


class _Year(Func):
    """The year of a day, as SQLite itself can tell, where `TruncYear` calls back each time: its text as a number."""

    template = "CAST(%(expressions)s AS integer)"
    output_field = IntegerField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        """Ask PostgreSQL, to which a day is no text."""
        template = "EXTRACT(YEAR FROM %(expressions)s)::integer"
        return self.as_sql(compiler, connection, template=template, **context)


class _Month(Func):
    """The month of a day with its year, in the same way."""

    template = "substr(%(expressions)s, 1, 7)"
    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        """Write the day as SQLite has it."""
        return self.as_sql(compiler, connection, template="to_char(%(expressions)s, 'YYYY-MM')", **context)


def years_of(owner: User) -> list[InMargin]:
    """Count the owner's entries by year, newest first: one query, no key."""
    return _counted(owner.entries.all(), _Year("written_on"))


def page_of_journal(owner: User, years: Iterable[InMargin], number: str | None) -> "Page[Entry]":
    """Return one page of entries; the nearest there is when the number is out of range or none."""
    paginator = Paginator(owner.entries.newest_first().heads(), ROWS_ON_A_PAGE)
    # The margin has counted them already.
    paginator.count = sum(year.count for year in years)
    return paginator.get_page(number)


def with_months(owner: User, years: Sequence[InMargin], shown: Iterable[Entry]) -> list[YearInMargin]:
    """Return the years with the months of those to which the entries on a page of the journal belong: one query."""
    in_sight = {entry.written_on.year for entry in shown}
    if not in_sight:
        return []
    first, last = date(min(in_sight), 1, 1), date(max(in_sight), 12, 31)
    newer = sum(year.count for year in years if year.first_day > last)
    months = _counted(owner.entries.filter(written_on__range=(first, last)), _Month("written_on"), newer)
    of_year = {number: list(of_it) for number, of_it in groupby(months, key=lambda month: month.first_day.year)}
    return [YearInMargin(year, of_year.get(year.first_day.year, ())) for year in years]


def by_month(rows: Iterable[Row], years: Iterable[YearInMargin] = ()) -> list[Month]:
    """Group the rows of one page under their months; without a margin it is not counted how many these have."""
    counts = {month.first_day: month.count for year in years for month in year.months}
    groups = groupby(rows, key=lambda row: row.page.written_on.replace(day=1))
    return [Month(first_day, counts.get(first_day), list(group)) for first_day, group in groups]


def page_with(owner: User, day: date) -> int:
    """Return on which page of the journal the month of this day begins."""
    last = day.replace(day=monthrange(day.year, day.month)[1])
    return owner.entries.filter(written_on__gt=last).count() // ROWS_ON_A_PAGE + 1


def _counted(entries: Any, span: Func, newer: int = 0) -> list[InMargin]:
    """Count entries by the year or month of their day, newest first; so many in the journal are newer."""
    found = []
    for of_day, count in entries.annotate(span=span).values_list("span").annotate(count=Count("*")).order_by("-span"):
        first_day = date.fromisoformat(f"{of_day:0>4}-01-01"[: len("2026-11-01")])
        found.append(InMargin(first_day, count, newer // ROWS_ON_A_PAGE + 1))
        newer += count
    return found
