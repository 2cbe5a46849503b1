"""Lines to call, by country, from `content/helplines.yaml`. Only lines marked `ready` ever leave this module."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from reflections.library import read_yaml

CHECK_HOLDS_FOR = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody to call or to write to."""

    name: str
    call: str
    text_or_chat: str
    hours: str
    website: str
    languages: str

    def dialled(self) -> str:
        """Return the number as a telephone takes it; empty when it is not one plain number."""
        digits = "".join(character for character in self.call if character in "+0123456789")
        is_plain = all(character in "+0123456789 -()" for character in self.call)
        return digits if is_plain else ""


@dataclass(frozen=True, slots=True)
class Country:
    """One country: its emergency number and its lines."""

    iso: str
    name: str
    emergency: str
    lines: tuple[Line, ...]
    abuse_lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A directory for every other country."""

    name: str
    website: str


@dataclass(frozen=True, slots=True)
class Helplines:
    """All countries by ISO code, the directories, and when a person last checked every line."""

    countries: Mapping[str, Country]
    elsewhere: tuple[Elsewhere, ...]
    checked_on: date | None

    def were_checked_lately(self, today: date) -> bool:
        """Whether a person has checked the lines in the last 180 days; if not, the directory comes first."""
        return self.checked_on is not None and today - self.checked_on <= CHECK_HOLDS_FOR


@cache
def helplines() -> Helplines:
    """Return the lines that may be shown."""
    data = read_yaml("helplines.yaml")
    countries = sorted((_country(row) for row in data["countries"]), key=lambda country: country.name)
    return Helplines(
        countries={country.iso: country for country in countries},
        elsewhere=tuple(Elsewhere(row["name"], row["website"]) for row in data["fallback"]),
        checked_on=data["about"]["checked_on"],
    )


def _country(row: Mapping[str, Any]) -> Country:
    return Country(
        iso=row["iso"],
        name=row["country"],
        emergency=row["emergency"],
        lines=_ready(row["lines"]),
        abuse_lines=_ready(row.get("abuse_lines", [])),
    )


def _ready(rows: list[Mapping[str, Any]]) -> tuple[Line, ...]:
    names = ("name", "call", "text_or_chat", "hours", "website", "languages")
    return tuple(Line(**{name: row.get(name) or "" for name in names}) for row in rows if row["ship"] == "ready")
