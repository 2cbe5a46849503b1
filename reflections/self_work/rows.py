"""Goals and check-ins as lists show them. What does not open is shown as damaged, never hidden."""

from collections.abc import Iterable
from dataclasses import dataclass

from reflections.self_work.content import CheckInContent, GoalContent
from reflections.self_work.models import Goal, GoalCheckIn
from vault.core.errors import Corrupt
from vault.keyslots import OpenVault


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
    return [GoalRow(goal, _goal(goal, vault)) for goal in goals]


def facts_of(check_ins: Iterable[GoalCheckIn], vault: OpenVault) -> list[Fact]:
    """Open these check-ins."""
    return [Fact(check_in, _fact(check_in, vault)) for check_in in check_ins]


def _goal(goal: Goal, vault: OpenVault) -> GoalContent | None:
    try:
        return goal.read(vault)
    except Corrupt:
        return None


def _fact(check_in: GoalCheckIn, vault: OpenVault) -> CheckInContent | None:
    try:
        return check_in.read(vault)
    except Corrupt:
        return None
