"""Days, pages and histories to choose questions for, with a clock that stands still."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from entries.sentences import Passage
from reflections.cues import Cue
from reflections.recent import Answered, Recent, Sitting
from reflections.signals import PageReading

A_DAY = date(2025, 6, 14)


def at(clock: str, day: date = A_DAY) -> datetime:
    """Return a moment such as `15:00` of a day."""
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=ZoneInfo("UTC"))


def days_ago(days: int) -> date:
    return A_DAY - timedelta(days=days)


def recent(clock: str = "15:00", **known: Any) -> Recent:
    """Return what happened lately: nothing besides what is given, on an afternoon in June."""
    return Recent(**{"now": at(clock), "today": A_DAY, "began": A_DAY} | known)


def answered(slug: str, days: int, felt: str = "same") -> Answered:
    return Answered(days_ago(days), slug, felt)


def page_with(*signals: str, **counted: Any) -> PageReading:
    """Return the reading of a page that holds one sentence for each signal, the first one twice."""
    cues = [
        Cue(
            place * 50,
            place * 50 + 7,
            signal,
            Passage(place * 50, place * 50 + 39, f"A sentence of seven words about {signal}."),
        )
        for place, signal in enumerate([*signals[:1], *signals])
    ]
    return PageReading(cues=tuple(cues), words=100, **counted)


def sat(days: int, reading: PageReading, felt: str = "") -> Sitting:
    return Sitting(days_ago(days), reading, felt)
