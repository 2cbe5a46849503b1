"""Lines to call, by country, from `content/helplines.yaml`. Only lines marked `ready` ever leave this module."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from entries.folding import fold
from reflections.cue_lists import ENGLISH
from reflections.library import read_yaml

CHECK_HOLDS_FOR = timedelta(days=180)
_NUMBER = re.compile(r"[+*\d][\d ()-]*")


@dataclass(frozen=True, slots=True)
class Number:
    """One number as a person reads it, with what belongs to it in brackets."""

    shown: str

    @property
    def dialled(self) -> str:
        """Return the number as a telephone takes it."""
        number = _NUMBER.match(self.shown)
        return re.sub(r"[ ()-]", "", number[0]) if number else ""


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody to call or to write to. `chat` is the page that tells how to write to it; empty without."""

    name: str
    call: tuple[Number, ...]
    text_to: tuple[Number, ...]
    whatsapp: tuple[Number, ...]
    text_or_chat: str
    chat: str
    hours: str
    languages: str


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
    return Helplines(
        countries={country.iso: country for country in map(_country, data["countries"])},
        elsewhere=tuple(Elsewhere(row["name"], row["website"]) for row in data["fallback"]),
        checked_on=data["about"]["checked_on"],
    )


def countries_in(language: str) -> tuple[Sequence[Country], str]:
    """Return the countries as they are called in a language, in its order, and in which language they then are."""
    names = _names().get(language, {})
    named = (replace(country, name=names.get(iso, country.name)) for iso, country in helplines().countries.items())
    return sorted(named, key=lambda country: fold(country.name)), language if names else ENGLISH


@cache
def _names() -> Mapping[str, Mapping[str, str]]:
    names: Mapping[str, Mapping[str, str]] = read_yaml("country_names.yaml")
    return names


def _country(row: Mapping[str, Any]) -> Country:
    return Country(
        iso=row["iso"],
        name=row["country"],
        emergency=row["emergency"],
        lines=_ready(row["lines"]),
        abuse_lines=_ready(row.get("abuse_lines", [])),
    )


def _ready(rows: list[Mapping[str, Any]]) -> tuple[Line, ...]:
    return tuple(_line(row) for row in rows if row["ship"] == "ready")


def _line(row: Mapping[str, Any]) -> Line:
    said: dict[str, Any] = {name: row.get(name) or "" for name in ("name", "text_or_chat", "hours", "languages")}
    said |= {name: _numbers(row.get(name) or []) for name in ("call", "text_to", "whatsapp")}
    return Line(chat=row.get("chat_at", row["website"]) if said["text_or_chat"] else "", **said)


def _numbers(said: str | list[str]) -> tuple[Number, ...]:
    return tuple(Number(each) for each in ([said] if isinstance(said, str) else said))
