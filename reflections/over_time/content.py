"""Weeks of notes and the days she marked, as pure figures: points with gaps, and the middle of a week.

Nothing is added up, and nothing is made up for a day without notes.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

A_WEEK = timedelta(days=7)
# Own numbers. A season of weeks is what a phone shows with a dot for each day; a week has a middle from five days on.
WEEKS_OF_A_SEASON = 13
FEWEST_OF_A_MIDDLE = 5
# So much of a row of figures lies below its middle range, and as much above it.
_ASIDE = 0.2

Point = tuple[date, int]


@dataclass(frozen=True, slots=True)
class MarkContent:
    """A day she marked, in her words. The day says as much about her as the words, so both are sealed."""

    day: date
    line: str

    @classmethod
    def from_bytes(cls, payload: bytes) -> "MarkContent":
        """Read what was sealed."""
        kept: dict[str, Any] = json.loads(payload)
        return cls(date.fromisoformat(kept["day"]), kept["line"])

    def as_bytes(self) -> bytes:
        """Return what is sealed."""
        return json.dumps(asdict(self), default=date.isoformat, ensure_ascii=False).encode()


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def within(self, other: "Span") -> "Span":
        """Return as much of it as lies in another one."""
        return Span(max(self.first, other.first), min(self.last, other.last))


@dataclass(frozen=True, slots=True)
class Week:
    """The points of one week, Monday to Sunday, that has any."""

    first: date
    points: tuple[Point, ...]

    @property
    def last(self) -> date:
        """Return its Sunday."""
        return self.first + A_WEEK - timedelta(days=1)

    @property
    def middle(self) -> tuple[int, int] | None:
        """Return the point in the middle, or the two nearest to it: between two words there is no third one.

        None for a week with fewer than five: then there are only its points.
        """
        ranked = self._ranked()
        return (ranked[(len(ranked) - 1) // 2], ranked[len(ranked) // 2]) if ranked else None

    @property
    def middle_range(self) -> tuple[int, int] | None:
        """Return the range without the lowest and the highest fifth, which of five to seven days is one day each."""
        ranked = self._ranked()
        aside = int(len(ranked) * _ASIDE)
        return (ranked[aside], ranked[-1 - aside]) if ranked else None

    def _ranked(self) -> list[int]:
        ranked = sorted(point for _day, point in self.points)
        return ranked if len(ranked) >= FEWEST_OF_A_MIDDLE else []


def weeks_of(points: Iterable[Point]) -> list[Week]:
    """Return the weeks that have points, in order; `points` come by day. A week without any is not there."""
    return [Week(first, tuple(of_week)) for first, of_week in groupby(points, key=lambda point: monday_of(point[0]))]


def monday_of(day: date) -> date:
    """Return on which day its week begins."""
    return day - timedelta(days=day.weekday())


def season_until(day: date) -> Span:
    """Return thirteen whole weeks, of which the last holds this day."""
    after = monday_of(day) + A_WEEK
    return Span(after - WEEKS_OF_A_SEASON * A_WEEK, after - timedelta(days=1))


def seasons_with(days: Sequence[date]) -> list[Span]:
    """Return the seasons in which these days lie, oldest first, counted back from the last one as the page does."""
    found: list[Span] = []
    for day in sorted(days, reverse=True):
        if not found or day < found[-1].first:
            found.append(season_until(day))
    return found[::-1]


def middle_range_of(rates: Sequence[float]) -> tuple[float, float] | None:
    """Return the 20th and the 80th percentile, between neighbours in proportion; None with fewer than five."""
    if len(rates) < FEWEST_OF_A_MIDDLE:
        return None
    ranked = sorted(rates)
    return _at(ranked, _ASIDE), _at(ranked, 1 - _ASIDE)


def _at(ranked: Sequence[float], share: float) -> float:
    place = share * (len(ranked) - 1)
    below = int(place)
    above = min(below + 1, len(ranked) - 1)
    return ranked[below] + (ranked[above] - ranked[below]) * (place - below)
