"""Goals and check-ins as lists show them. What does not open is shown as damaged, never hidden."""

from collections.abc import Iterable
from dataclasses import dataclass

from reflections.self_work.content import CheckInContent, GoalContent
from reflections.self_work.models import Goal, GoalCheckIn
from vault.keyslots import OpenVault
from vault.reading import read_or_none


@dataclass(frozen=True, slots=True)
class GoalRow:
    """One goal in a list. `content` is None for a row that does not open."""

    goal: Goal
    content: GoalContent | None


@dataclass(frozen=True, slots=True)
class Fact:
    """One check-in in a list. `content` is None for a row that does not open."""

    check_in: GoalCheckIn
    content: CheckInContent | None


def rows_of(goals: Iterable[Goal], vault: OpenVault) -> list[GoalRow]:
    """Open these goals."""
    return [GoalRow(goal, read_or_none(goal.read, vault)) for goal in goals]


def facts_of(check_ins: Iterable[GoalCheckIn], vault: OpenVault) -> list[Fact]:
    """Open these check-ins."""
    return [Fact(check_in, read_or_none(check_in.read, vault)) for check_in in check_ins]
