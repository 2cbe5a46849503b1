"""The chapters behind the pages: then and now, goals, check-ins, figures; what is in them, for the typesetter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from archive.blocks import line_as_data, text_as_data
from reflections.over_time.figures import Figure, Group
from reflections.self_work.content import CheckInContent, GoalContent
from reflections.then_and_now.content import Answers


@dataclass(frozen=True, slots=True)
class BookLeaf:
    """One of two that were read side by side: its day, and how it is called and begins, if it is in the book too."""

    written_on: date
    heading: str = ""
    opening: str = ""


@dataclass(frozen=True, slots=True)
class BookComparison:
    """What was noticed, on which day, about two pages or two answers."""

    written_on: date
    older: BookLeaf
    newer: BookLeaf
    answers: Answers


@dataclass(frozen=True, slots=True)
class BookGoal:
    """A goal, the days between which it was open (None: not begun, not set down), and its facts by day."""

    began_on: date | None
    set_down_on: date | None
    content: GoalContent
    facts: tuple[tuple[date, CheckInContent], ...] = ()


@dataclass(frozen=True, slots=True)
class BookDay:
    """A day, and the lines of its check-in: "Sleep: in pieces"."""

    noted_on: date
    lines: tuple[str, ...]


def comparisons_as_data(comparisons: Sequence[BookComparison]) -> dict[str, Any]:
    """Return the chapter of what was read side by side."""
    return {"title": _("Then and now"), "items": [_comparison(each) for each in comparisons]}


def goals_as_data(goals: Sequence[BookGoal]) -> dict[str, Any]:
    """Return the chapter of goals."""
    return {"title": _("Self-work"), "items": [_goal(goal) for goal in goals]}


def check_ins_as_data(days: Sequence[BookDay]) -> dict[str, Any]:
    """Return the chapter of check-ins: points by day, and nothing added up."""
    return {
        "title": _("Check-ins"),
        "note": _("Your notes, not a test. A gap is only a gap."),
        "items": [{"date": date_format(day.noted_on, "WEEKDAY_DATE_FORMAT"), "lines": list(day.lines)} for day in days],
    }


def figures_as_data(groups: Sequence[Group]) -> dict[str, Any]:
    """Return the chapter of figures over time, each with its table; `groups` are seasons, and then years of words."""
    return {"title": _("Over time"), "items": [_group(group) for group in groups]}


def _comparison(comparison: BookComparison) -> dict[str, Any]:
    said = comparison.answers.said()
    closing = _("Nothing has changed.") if comparison.answers.nothing_has_changed else ""
    return {
        "date": date_format(comparison.written_on, "DATE_FORMAT"),
        "leaves": [_leaf(_("Then"), comparison.older), _leaf(_("Now"), comparison.newer)],
        "said": [{"question": line_as_data(asked), "blocks": text_as_data(answer)} for asked, answer in said],
        "closing": closing,
    }


def _group(group: Group) -> dict[str, Any]:
    return {
        "name": group.name,
        "notes": list(group.notes),
        "figures": [_figure(figure) for figure in group.figures],
        "marks": [
            {"label": f"{number} · {date_format(mark.day, 'DATE_FORMAT')}", "text": line_as_data(mark.line)}
            for number, mark in enumerate(group.marks, start=1)
        ],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "name": figure.name,
        "says": figure.says,
        "drawing": figure.drawing,
        "notes": list(figure.notes),
        "heads": list(figure.table.heads),
        "rows": [list(row) for row in figure.table.rows],
    }


def _leaf(label: str, leaf: BookLeaf) -> dict[str, Any]:
    return {
        "label": f"{label}, {date_format(leaf.written_on, 'DATE_FORMAT')}",
        "heading": line_as_data(leaf.heading),
        "opening": line_as_data(leaf.opening),
    }


def _goal(goal: BookGoal) -> dict[str, Any]:
    return {
        "when": _when(goal),
        "name": line_as_data(goal.content.name or _("Not named yet")),
        "parts": [{"label": label, "text": line_as_data(text)} for label, text in _parts(goal.content) if text.strip()],
        "facts": [_fact(day, fact) for day, fact in goal.facts],
        "history": [{"label": label, "text": line_as_data(text)} for label, text in _history(goal.content)],
    }


def _when(goal: BookGoal) -> str:
    if goal.began_on is None:
        return _("Only written down")
    days = {"begin": date_format(goal.began_on, "DATE_FORMAT")}
    if goal.set_down_on is None:
        return _("Since %(begin)s") % days
    return _("Begun %(begin)s, set down %(end)s") % (days | {"end": date_format(goal.set_down_on, "DATE_FORMAT")})


def _parts(content: GoalContent) -> Iterator[tuple[str, str]]:
    yield _("If"), content.moment
    yield _("then I will"), content.act
    yield _("because"), content.reason
    yield _("because"), f"“{content.because}”" if content.because else ""
    yield _("What can be seen"), content.behaviour
    yield _("What gets in the way"), content.obstacle
    yield _("Who could know"), content.support
    yield _("At the end"), content.closing


def _fact(day: date, fact: CheckInContent) -> dict[str, Any]:
    return {"label": date_format(day, "DATE_FORMAT"), "says": str(fact.says.label), "text": line_as_data(fact.line)}


def _history(content: GoalContent) -> Iterator[tuple[str, str]]:
    """Give what it was before, and when it was looked at again, oldest first."""
    for plan in content.earlier:
        plan_then = _("If %(moment)s, then I will %(act)s") % {"moment": plan.moment, "act": plan.act}
        yield _("Until %(day)s") % {"day": date_format(plan.until, "DATE_FORMAT")}, plan_then
    for span in content.spans:
        days = {"begin": date_format(span.began_on, "DATE_FORMAT"), "end": date_format(span.set_down_on, "DATE_FORMAT")}
        yield _("Begun %(begin)s, set down %(end)s") % days, span.closing
    if content.reviewed_on:
        yield _("Looked at again"), date_format(content.reviewed_on, "DATE_FORMAT")
