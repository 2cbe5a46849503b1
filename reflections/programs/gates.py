"""What keeps the next sitting of a program waiting: rules of `content/programs.yaml`, each with its reason.

Whoever waits may still choose any question of the library freely: a program suggests, and never locks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from reflections import limits
from reflections.check_ins.content import NotedDay
from reflections.check_ins.flows import is_low
from reflections.choosing import PLAIN_PAGE
from reflections.library import library
from reflections.limits import DEEP
from reflections.programs.content import Program, Run, Sitting
from reflections.recent import Recent
from reflections.signals import PageReading

FEAR = "fear_of_ex"
DAYS_AFTER_CIRCLING = timedelta(days=2)
_LOW_IN_A_ROW, _CALM_IN_A_ROW = 3, 2


class Gate(Enum):
    """What is true of the next sitting now."""

    OPEN = "open"
    ENDED = "ended"
    PAUSED = "paused"
    STOPPED = "stopped"
    FEAR = "fear"
    LOW = "low"
    CRISIS = "crisis"
    CIRCLING = "circling"
    ANOTHER_DAY = "another day"
    ENOUGH = "enough"
    BY_DAY = "by day"
    NOT_CALM = "not calm"


# While one of these holds, no sitting is offered at all.
HALTED = frozenset({Gate.STOPPED, Gate.FEAR, Gate.LOW, Gate.CRISIS})


@dataclass(frozen=True, slots=True)
class Lately:
    """What decides whether a sitting may begin: her last page, what happened lately, her notes of the last weeks."""

    page: PageReading
    recent: Recent
    notes: Sequence[NotedDay]


def gate(program: Program, run: Run, lately: Lately) -> Gate:
    """Return what is true of the next sitting; the first of these that holds."""
    if run.is_stopped:
        return Gate.STOPPED
    if run.has_ended:
        return Gate.ENDED
    if run.is_paused:
        return Gate.PAUSED
    rules = (
        (Gate.CRISIS, limits.is_in_crisis(lately.page, lately.recent)),
        (Gate.FEAR, program.stops_on_fear and tells_of_fear(lately)),
        (Gate.LOW, program.pauses_when_low and is_low_for_long(lately.notes)),
        (Gate.ANOTHER_DAY, waits_for_another_day(program, run, lately.recent.today)),
        (Gate.CIRCLING, program.yields_to_circling and limits.is_circling(lately.page, lately.recent)),
        (Gate.NOT_CALM, run.next + 1 in program.waits_for_calm and not is_calm(lately.notes)),
        (Gate.ENOUGH, is_enough_for_now(program.sittings[run.next], lately.recent)),
        (Gate.BY_DAY, waits_for_day(program.sittings[run.next], lately.recent)),
    )
    return next((gate for gate, holds in rules if holds), Gate.OPEN)


def tells_of_fear(lately: Lately) -> bool:
    """Words of fear end a program about one's own regret: nobody who was hurt is asked to share out blame for it.

    The safety notes of `r-fair-share` and `r-sorry-for` in content/prompts.yaml. Quiet ones do not count; that contact
    would not be safe, as she said herself, does.
    """
    if lately.recent.personal.contact_is_unsafe:
        return True
    readings = (lately.page, *(sitting.reading for sitting in lately.recent.sittings))
    return any(cue.signal == FEAR and not cue.is_quiet for reading in readings for cue in reading.cues)


def is_low_for_long(notes: Sequence[NotedDay]) -> bool:
    """Three check-ins in a row at the lowest points pause the first week and bring help. Own figure."""
    last = [note.content for note in notes if note.content.today is not None][-_LOW_IN_A_ROW:]
    return len(last) == _LOW_IN_A_ROW and all(is_low(content) for content in last)


def is_calm(notes: Sequence[NotedDay]) -> bool:
    """The last sittings of letting go wait for two calmer check-ins in a row. Own figure."""
    last = [note.content for note in notes if note.content.today is not None][-_CALM_IN_A_ROW:]
    return len(last) == _CALM_IN_A_ROW and not any(is_low(content) for content in last)


def waits_for_another_day(program: Program, run: Run, today: date) -> bool:
    """One sitting a day, and no more in a week than a program says: twenty minutes are a dose (Mogk 2006)."""
    if run.waits_until and today < date.fromisoformat(run.waits_until):
        return True
    if run.last_day is not None and (today - run.last_day).days < program.rests_between:
        return True
    most = program.at_most
    return bool(most) and run.taken_since(today - timedelta(days=most["days"])) >= most["sittings"]


def waits_for_day(sitting: Sitting, recent: Recent) -> bool:
    """By night nothing deep is begun, the lost house least of all: see `limits.is_night`."""
    return _is_deep(sitting) and limits.is_night(recent)


def is_enough_for_now(sitting: Sitting, recent: Recent) -> bool:
    """Deep sittings count with the deep prompts of the day and of the week: see `limits.deep_is_spent`."""
    return _is_deep(sitting) and limits.deep_is_spent(recent)


def _is_deep(sitting: Sitting) -> bool:
    return bool(sitting.prompt) and library().prompts[sitting.prompt].depth == DEEP


def prompt_of(sitting: Sitting, lately: Lately) -> str:
    """Return the prompt of a sitting: another one where the page goes round, or where it would name who is left out."""
    is_circling = limits.is_circling(lately.page, lately.recent) or limits.asks_why(lately.page, lately.recent)
    if sitting.instead_when_circling and is_circling:
        return sitting.instead_when_circling
    names_them = sitting.prompt and not library().may_ask(library().prompts[sitting.prompt], lately.recent.personal)
    return PLAIN_PAGE if names_them else sitting.prompt
