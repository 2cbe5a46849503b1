"""What a program holds, read from `content/programs.yaml`; and how far somebody is in one, in clear and in memory."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

from reflections.library import BrokenLibrary, library, read_yaml


@dataclass(frozen=True, slots=True)
class Sitting:
    """One sitting: its prompt and a second one, or a day of rest without any; and the page it leads to besides."""

    note: str
    prompt: str = ""
    also: str = ""
    leads_to: str = ""
    instead_when_circling: str = ""


@dataclass(frozen=True, slots=True)
class Program:
    """Sittings over days, and what keeps the next one waiting: see `reflections.programs.gates`.

    `rests_between` counts days. `at_most` and `rests_after` are empty where they say nothing. `waits_for_calm` counts
    sittings from 1.
    """

    slug: str
    title: str
    length: str
    for_whom: str
    sittings: tuple[Sitting, ...]
    rests_between: int = 1
    at_most: Mapping[str, int] = field(default_factory=dict)
    waits_for_calm: tuple[int, ...] = ()
    rests_after: Mapping[str, Any] = field(default_factory=dict)
    stops_on_fear: bool = False
    yields_to_circling: bool = False
    pauses_when_low: bool = False


@cache
def programs() -> Mapping[str, Program]:
    """Return the programs by slug; raises `BrokenLibrary` where one names a prompt that is not in the library."""
    read = [_program(row) for row in read_yaml("programs.yaml")]
    named = {slug for program in read for sitting in program.sittings for slug in (sitting.prompt, sitting.also)}
    unknown = named - library().prompts.keys() - {""}
    if unknown:
        raise BrokenLibrary(f"programs name prompts that are not there: {sorted(unknown)}")
    return {program.slug: program for program in read}


def _program(row: Mapping[str, Any]) -> Program:
    sittings = tuple(Sitting(**sitting) for sitting in row["sittings"])
    waits = tuple(row.get("waits_for_calm", ()))
    return Program(**{**row, "sittings": sittings, "waits_for_calm": waits})


@dataclass(frozen=True, slots=True)
class Taken:
    """One sitting that was begun, counted from 0, and its day."""

    sitting: int
    day: str


@dataclass(frozen=True, slots=True)
class Run:
    """How far somebody is in a program: what she took, newest first, and which sitting is next.

    What is neither taken nor next was skipped, and nobody says so. `waits_until` is a day, where the next sitting waits
    for one; `is_stopped` where words of fear ended it.
    """

    program: str
    next: int = 0
    taken: tuple[Taken, ...] = ()
    is_paused: bool = False
    is_stopped: bool = False
    waits_until: str = ""

    @classmethod
    def from_bytes(cls, payload: bytes) -> "Run":
        """Read what was sealed; what an older version did not know takes its default."""
        kept: dict[str, Any] = json.loads(payload)
        return cls(**kept | {"taken": tuple(Taken(**each) for each in kept["taken"])})

    def as_bytes(self) -> bytes:
        """Return what is sealed."""
        return json.dumps(asdict(self), separators=(",", ":")).encode()

    @property
    def has_ended(self) -> bool:
        """Whether no sitting is left, or the program has left the library."""
        program = programs().get(self.program)
        return program is None or self.next >= len(program.sittings)

    def with_taken(self, sitting: int, day: date) -> "Run":
        """Return the run with this sitting begun on this day; on the same day it is begun once."""
        taken = Taken(sitting, str(day))
        others = tuple(each for each in self.taken if each != taken)
        return replace(self, next=sitting + 1, taken=(taken, *others), is_paused=False, waits_until="")

    def taken_since(self, day: date) -> int:
        """Return how many sittings were begun after this day."""
        return sum(date.fromisoformat(each.day) > day for each in self.taken)

    @property
    def last_day(self) -> date | None:
        """Return the day of the sitting that was begun last."""
        return date.fromisoformat(self.taken[0].day) if self.taken else None
