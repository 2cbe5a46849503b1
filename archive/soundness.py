"""What a content must hold besides the right types, so that no page breaks on it later: names that are known, days.

Only what comes from a file is checked: whatever this journal kept itself came through its forms.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from accounts.personal import NIGHTS, Personal
from accounts.time_zones import time_zones
from archive.order import KINDS, THEMES
from entries.content import EntryContent
from entries.tags import as_line, tags_in
from reflections.asking.content import KeptQuestion, OwnQuestion
from reflections.asking.record import Record
from reflections.check_ins.content import CheckInContent
from reflections.check_ins.questions import QUESTIONS
from reflections.closing.content import ClosingContent
from reflections.content import ReflectionContent
from reflections.library import library
from reflections.programs.content import Run
from reflections.recent import HEAVIER, LIGHTER, SAME
from reflections.self_work import content as self_work
from reflections.then_and_now.content import ComparisonContent

_SLUG = re.compile(r"[-a-zA-Z0-9_]{1,100}")
_FEELINGS = ("", LIGHTER, SAME, HEAVIER)
_LONGEST_NAME = 60
_POINTS = {question.name: len(question.points) for question in QUESTIONS}


def is_sound(content: Any) -> bool:
    """Tell whether every page that shows this content knows what to make of it."""
    check = _CHECKS.get(type(content))
    return check is None or check(content)


def knows_time_zone(name: str) -> bool:
    """Tell whether this server has that time zone; an empty name is its own."""
    return not name or name in time_zones()


def _is_passage(content: ReflectionContent | KeptQuestion) -> bool:
    return 0 <= content.start <= content.end


def _are_slugs(*names: str) -> bool:
    return all(_SLUG.fullmatch(name) for name in names)


def _are_days(days: Iterable[str]) -> bool:
    return all(_is_day(day) for day in days)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _are_tags(tags: Sequence[str]) -> bool:
    return not tags or tags_in(as_line(tags)) == tags


def _is_answer(content: ReflectionContent) -> bool:
    return _is_passage(content) and content.theme in THEMES and _are_slugs(content.prompt)


def _is_kept(content: KeptQuestion) -> bool:
    return _is_passage(content) and _are_slugs(content.prompt)


def _is_check_in(content: CheckInContent) -> bool:
    return all(1 <= point <= _POINTS[name] for name, point in content.said().items())


def _is_goal(content: self_work.GoalContent) -> bool:
    return content.whose_reason in {"", self_work.OWN, self_work.FOR_THEM}


def _is_run(run: Run) -> bool:
    days = [*(each.day for each in run.taken), *filter(None, [run.waits_until])]
    return _are_slugs(run.program) and _are_days(days) and min(run.next, *(each.sitting for each in run.taken), 0) == 0


def _is_personal(personal: Personal) -> bool:
    days = [*personal.marked_days, *filter(None, [personal.ended_on])]
    is_known = personal.their_pronoun in {"him", "her", "them"} and personal.night in NIGHTS
    return is_known and 0 <= personal.day_ends_at <= 6 and len(personal.their_name) <= _LONGEST_NAME and _are_days(days)


def _is_asked(record: Record) -> bool:
    are_themes = {*record.stages, *record.rests} <= set(THEMES)
    is_felt = all(each.felt in _FEELINGS for each in record.endings)
    is_placed = all(number in range(len(library().stages)) for number in record.stages.values())
    return are_themes and is_felt and is_placed and _are_days(_days(record)) and _are_slugs(*_prompts(record))


def _days(record: Record) -> Iterator[str]:
    for rows in (record.offers, record.declined, record.given, record.endings):
        yield from (each.day for each in rows)
    yield from (*record.last_offered.values(), *record.rests.values())


def _prompts(record: Record) -> Iterator[str]:
    for offer in record.offers:
        yield from (*offer.prompts, *offer.settled)
    yield from (each.prompt for each in record.declined)
    yield from (each.prompt for each in record.given)
    yield from (*record.last_offered, *record.answered_ever)


_CHECKS: Mapping[Any, Callable[[Any], bool]] = {
    EntryContent: lambda content: content.kind in KINDS and _are_tags(content.tags),
    ReflectionContent: _is_answer,
    KeptQuestion: _is_kept,
    OwnQuestion: lambda content: content.theme in THEMES,
    ClosingContent: lambda content: content.felt in _FEELINGS,
    CheckInContent: _is_check_in,
    ComparisonContent: lambda content: content.pair.older_on <= content.pair.newer_on,
    self_work.GoalContent: _is_goal,
    self_work.CheckInContent: lambda content: content.outcome in self_work.OUTCOMES,
    Run: _is_run,
    Record: _is_asked,
    Personal: _is_personal,
}
