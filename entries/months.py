"""The journal as it is listed: by month, newest first, and the months in the margin."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.db.models.functions import TruncMonth

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
class MonthInMargin:
    """A month, how many entries it has, and the page of the journal on which it begins."""

    first_day: date
    count: int
    page: int


@dataclass(frozen=True, slots=True)
class YearInMargin:
    """A year, how many entries it has, and its months, newest first; `is_open` when some of its entries are shown."""

    number: int
    count: int
    months: list[MonthInMargin]
    is_open: bool


class _FirstOfMonth(TruncMonth):
    """The first day of a month, as SQLite itself can tell it: Django would have it call back for every single row."""

    def as_sqlite(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, Any]:
        """Cut the day off."""
        day, parameters = compiler.compile(self.lhs)
        return f"(substr({day}, 1, 8) || '01')", parameters


def months_in_margin(owner: User) -> list[MonthInMargin]:
    """Count the owner's entries by month, newest first: one query, no key."""
    by_month = owner.entries.annotate(month=_FirstOfMonth("written_on")).values("month")
    months, before = [], 0
    for month in by_month.annotate(count=Count("id")).order_by("-month"):
        months.append(MonthInMargin(month["month"], month["count"], before // ROWS_ON_A_PAGE + 1))
        before += month["count"]
    return months


def page_of_journal(owner: User, margin: Iterable[MonthInMargin], number: str | None) -> "Page[Entry]":
    """Return one page of entries; the nearest there is when the number is out of range or none."""
    paginator = Paginator(owner.entries.newest_first().heads(), ROWS_ON_A_PAGE)
    # The margin has counted them already.
    paginator.count = sum(month.count for month in margin)
    return paginator.get_page(number)


def by_month(rows: Iterable[Row], margin: Iterable[MonthInMargin] = ()) -> list[Month]:
    """Group the rows of one page under their months; without a margin it is not counted how many these have."""
    counts = {month.first_day: month.count for month in margin}
    groups = groupby(rows, key=lambda row: row.page.written_on.replace(day=1))
    return [Month(first_day, counts.get(first_day), list(group)) for first_day, group in groups]


def by_year(margin: Iterable[MonthInMargin], shown: Iterable[Entry]) -> list[YearInMargin]:
    """Group the months of the margin under their years."""
    in_sight = {entry.written_on.year for entry in shown}
    years = [(number, list(months)) for number, months in groupby(margin, key=lambda month: month.first_day.year)]
    return [YearInMargin(year, sum(each.count for each in months), months, year in in_sight) for year, months in years]
