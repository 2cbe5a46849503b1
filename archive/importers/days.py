"""The day of a page as people write it in the name of a file, or above a text.

Read are a day that begins with its year (2025-06-14); one with dots (14.06.2025), which say that the day comes first,
as most of Europe writes it; and one whose month is a word in a language of `_LANGUAGES` (14 June 2025, Jun 14, 2025,
14. Juni 2025, 14 de junio de 2025), behind its weekday or not. Whether 03-04-2025 is in March or in April nobody can
tell, and 14 June names no year: a day that nobody chose would be wrong.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.utils import translation
from django.utils.dates import MONTHS, MONTHS_3, MONTHS_AP, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.functional import Promise
from django.utils.translation import gettext as _

_LANGUAGES = ("en", "de", "es")
_GAP_IN_NAME, _GAP_IN_LINE = "[-_./]?", "[-./]"
_DAY = r"""(?x: (?<!\d)(?P<year>\d{{4}}) (?P<gap>{gap}) (?P<month>\d\d) (?P=gap) (?P<day>\d\d)(?!\d)
    | (?<![^\W_]) (?:(?:{weekdays}){between})? (?:
          (?P<dotted_day>\d{{1,2}}) \. (?P<dotted_month>\d{{1,2}}) \. (?P<dotted_year>\d{{4}})
        | (?P<first_day>\d{{1,2}}) (?:st|nd|rd|th)? {between} (?:(?:of|de){between})?
          (?P<first_month>{months}) {between} (?:del?{between})? (?P<first_year>\d{{4}})
        | (?P<then_month>{months}) {between} (?P<then_day>\d{{1,2}}) (?:st|nd|rd|th)? {between} (?P<then_year>\d{{4}})
    ) (?![^\W_]) )"""
_BETWEEN = "[ ,._-]{1,3}"


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day as it is written, in a month there is, whether the month has it or not; `end` is where it ends there."""

    year: int
    month: int
    day: int
    end: int

    def as_date(self) -> date:
        """Return the day; raise `ValueError` if there is none such."""
        return date(self.year, self.month, self.day)

    def in_words(self) -> str:
        """Return how it is called, even if there is none such: 30 February 2025."""
        return _("%(day)d %(month)s %(year)d") % {"day": self.day, "month": MONTHS[self.month], "year": self.year}


def written_in(name: str) -> list[WrittenDay]:
    """Return the days in the name of a file, the nearest to its end first: a folder may have a day as well."""
    return _days(_pattern(_GAP_IN_NAME).finditer(_composed(name)))[::-1]


def written_above(text: str) -> list[WrittenDay]:
    """Return the day with which a text begins, if it does, as a heading or not."""
    found = _pattern_above().match(text)
    return _days([found] if found else [])


def without_days(name: str) -> str:
    """Return what the name of a file says besides the day; nothing of a name without one."""
    rest, days = _pattern(_GAP_IN_NAME).subn("", _composed(name))
    return rest.strip(" -_.,") if days else ""


def _days(found: Iterable[re.Match[str]]) -> list[WrittenDay]:
    days = []
    for match in found:
        parts = {name.rpartition("_")[2]: part for name, part in match.groupdict().items() if part}
        month = int(parts["month"]) if parts["month"].isdecimal() else _months().get(parts["month"].casefold(), 0)
        if 1 <= month <= 12 and 1 <= int(parts["day"]) <= 31:
            days.append(WrittenDay(int(parts["year"]), month, int(parts["day"]), match.end()))
    return days


@cache
def _pattern(gap: str) -> re.Pattern[str]:
    months, weekdays = ("|".join(map(re.escape, sorted(names, reverse=True))) for names in (_months(), _weekdays()))
    return re.compile(_DAY.format(gap=gap, months=months, weekdays=weekdays, between=_BETWEEN), re.IGNORECASE)


@cache
def _pattern_above() -> re.Pattern[str]:
    return re.compile(rf"#* *{_pattern(_GAP_IN_LINE).pattern}(?![^\s:,.;])", re.IGNORECASE)


@cache
def _months() -> Mapping[str, int]:
    return _numbers(MONTHS, MONTHS_3, MONTHS_AP)


@cache
def _weekdays() -> Mapping[str, int]:
    return _numbers(WEEKDAYS, WEEKDAYS_ABBR)


def _numbers(*lists: Mapping[int, str | Promise]) -> Mapping[str, int]:
    """Return the numbers in these lists of the calendar, by their names in every language."""
    numbers: dict[str, int] = {}
    for language in _LANGUAGES:
        with translation.override(language):
            named = [(str(name), number) for names in lists for number, name in names.items()]
        numbers |= {name.casefold().rstrip("."): number for name, number in named}
    return numbers


def _composed(name: str) -> str:
    """Return the name with its letters in one piece: macOS takes "ä" apart."""
    return unicodedata.normalize("NFC", name)
