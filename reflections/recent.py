"""What happened lately, as far as it decides what may be asked: sittings, answers, offers, and how they ended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from accounts.personal import Personal
from reflections.signals import PageReading

LIGHTER, SAME, HEAVIER = "lighter", "same", "heavier"


@dataclass(frozen=True, slots=True)
class Sitting:
    """One page of the last seven days: its id, as text. `felt` is how its writer felt after it, or empty."""

    day: date
    reading: PageReading
    felt: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer of the last weeks: which prompt on which day, and how its writer felt after it, or empty."""

    day: date
    slug: str
    felt: str = ""


@dataclass(frozen=True, slots=True)
class Recent:
    """Everything besides the page itself that decides what may be asked now.

    `now` is the clock of whoever writes, `today` her day, `began` the day of her first page. `minutes` is how long this
    sitting has been. `sittings` are other pages of the last seven days. `answers` come newest first. `offered` tells
    when a prompt was last offered, `offered_last` which ones together at the last occasion, `declined` which she did
    not want, and when. `answered_ever` names prompts. `stages` holds the number of the stage that is open in a theme, 0
    for the first. `felt` tells how the last sittings ended, newest first; `rests` until when a theme shall rest, as she
    chose. `also` holds signals that no page shows.
    """

    now: datetime
    today: date
    began: date
    personal: Personal = field(default_factory=Personal)
    minutes: int = 0
    sittings: tuple[Sitting, ...] = ()
    answers: tuple[Answered, ...] = ()
    offered: Mapping[str, date] = field(default_factory=dict)
    offered_last: frozenset[str] = frozenset()
    declined: tuple[tuple[date, str], ...] = ()
    answered_ever: frozenset[str] = frozenset()
    stages: Mapping[str, int] = field(default_factory=dict)
    felt: tuple[str, ...] = ()
    rests: Mapping[str, date] = field(default_factory=dict)
    also: frozenset[str] = frozenset()
