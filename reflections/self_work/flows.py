"""What happens to a goal: written down, begun, checked in on, planned anew, reviewed, set down, taken up again.

A goal is an if-then plan of one's own: Gollwitzer & Sheeran 2006 (94 tests, d = .65); on a page alone the effect is
small (Wang 2021, g = .277). Nothing is counted, and a week without a check-in is left blank (Silverman & Barasch 2023).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from reflections.models import Reflection
from reflections.self_work.content import SLIPPED, CheckInContent, GoalContent
from reflections.self_work.models import Goal, GoalCheckIn
from reflections.self_work.rows import GoalRow, facts_of, rows_of
from vault.keeping import Origin, keep_once, through_broken_connections
from vault.keyslots import OpenVault, locked_row

# From the rules of the flow `self-work-goal` in `content/prompts.yaml`.
MOST_OPEN = 2
CHECKED_IN_EVERY = timedelta(days=7)
REVIEWED_EVERY = timedelta(weeks=4)


class TwoAreOpen(Exception):
    """As many goals are open as may be at a time."""


class NoPlanYet(Exception):
    """A goal cannot begin before it has both an if and a then."""


def keep_goal(owner: User, *, goal_id: UUID, origin: Origin, content: GoalContent, vault: OpenVault) -> Goal:
    """Keep what is written down of a goal so far, exactly once; it does not begin by that.

    `goal_id` is made with the empty form; `origin` says what the text started from. Raises
    `vault.keeping.StaleRevision` when another tab or device saved something else in between.
    """

    def says_the_same(goal: Goal) -> bool:
        return goal.read(vault) == content

    def write(goal: Goal) -> None:
        goal.write(content, vault)

    fresh, rows = Goal(owner=owner, id=goal_id), owner.goals.all()
    return keep_once(rows, fresh, vault=vault, origin=origin, says_the_same=says_the_same, write=write)


def has_room(owner: User) -> bool:
    """Tell whether another goal may be open beside those that are: two at a time at the most."""
    return owner.goals.open().count() < MOST_OPEN


def begin_goal(goal: Goal, *, today: date, vault: OpenVault) -> Goal:
    """Begin a goal on `today`, or take up again one that was set down: it begins anew, and its history keeps the rest.

    One that is open already stays as it is. Raises `TwoAreOpen`, counted while the vault's row is locked, so that two
    tabs cannot begin a third together; raises `NoPlanYet` where the if or the then is missing.
    """

    def begin(row: Goal, content: GoalContent) -> GoalContent:
        if row.is_open:
            return content
        if not content.has_plan:
            raise NoPlanYet("the if or the then is missing")
        if not has_room(row.owner):
            raise TwoAreOpen("two goals are open")
        if row.began_on and row.set_down_on:
            content = content.taken_up(row.began_on, row.set_down_on)
        row.began_on, row.set_down_on = today, None
        return content

    return _changed(goal, begin, vault)


def change_plan(goal: Goal, *, origin: Origin, today: date, moment: str, act: str, vault: OpenVault) -> Goal:
    """Give a goal another if or then, exactly once; the plan before goes into its history, dated `today`.

    That counts as a review. Within one sitting the plan before that sitting is kept once. Raises
    `vault.keeping.StaleRevision` when another tab or device saved something else in between.
    """

    def says_the_same(row: Goal) -> bool:
        content = row.read(vault)
        return (content.moment, content.act, content.reviewed_on) == (moment, act, today)

    def write(row: Goal) -> None:
        content = replace(row.read(vault), reviewed_on=today)
        if row.sitting == origin.sitting:
            content = replace(content, moment=moment, act=act)
        elif (content.moment, content.act) != (moment, act):
            content = content.with_plan(moment, act, today)
        row.write(content, vault)

    rows = goal.owner.goals.all()
    return keep_once(rows, goal, vault=vault, origin=origin, says_the_same=says_the_same, write=write)


def keep_as_it_is(goal: Goal, *, today: date, vault: OpenVault) -> Goal:
    """Note that she looked at a goal on `today` and keeps it."""
    return _changed(goal, lambda row, content: replace(content, reviewed_on=today), vault)


def set_down(goal: Goal, *, today: date, line: str, vault: OpenVault) -> Goal:
    """End a goal on `today`, with a `line` about it or an empty one.

    Done twice it is done once; a second line is kept under the first.
    """

    def lay(row: Goal, content: GoalContent) -> GoalContent:
        row.set_down_on = row.set_down_on or today
        lines = [content.closing] if line in content.closing else [content.closing, line]
        return replace(content, closing="\n".join(filter(None, lines)))

    return _changed(goal, lay, vault)


def note_check_in(
    goal: Goal, *, check_in_id: UUID, origin: Origin, noted_on: date, content: CheckInContent, vault: OpenVault
) -> GoalCheckIn:
    """Note what came of a goal, exactly once; a changed check-in keeps its day.

    `check_in_id` is made with the form. Raises `vault.keeping.StaleRevision` when another tab or device saved something
    else under it in between.
    """

    def says_the_same(check_in: GoalCheckIn) -> bool:
        return check_in.read(vault) == content

    def write(check_in: GoalCheckIn) -> None:
        check_in.write(content, vault)

    fresh = GoalCheckIn(owner_id=goal.owner_id, id=check_in_id, goal_id=goal.id, noted_on=noted_on)
    rows = goal.owner.goal_check_ins.all()
    return keep_once(rows, fresh, vault=vault, origin=origin, says_the_same=says_the_same, write=write)


def goal_due(owner: User, today: date, *, vault: OpenVault) -> GoalRow | None:
    """Return the open goal whose weekly check-in has waited longest by `today`; None where none is due.

    It is due seven days after the last one, or after the goal began. One that does not open is passed over.
    """
    return _due(_asked_since(owner, list(owner.goals.open())), today, vault)


def goal_signals(owner: User, today: date, *, vault: OpenVault) -> frozenset[str]:
    """Return which signals the open goals set today: `goal_week` where a check-in is due, `goal_slip` after a slip.

    A slip is one that the last check-in of a goal, within the week before `today`, told of. What does not open is
    passed over.
    """
    goals = list(owner.goals.open())
    if not goals:
        return frozenset()
    is_due = _due(_asked_since(owner, goals), today, vault) is not None
    holds = {"goal_week": is_due, "goal_slip": _has_slipped(owner, goals, today, vault)}
    return frozenset(signal for signal, is_set in holds.items() if is_set)


def _due(since: Mapping[Goal, date], today: date, vault: OpenVault) -> GoalRow | None:
    waiting = [goal for goal, asked in since.items() if today - asked >= CHECKED_IN_EVERY]
    rows = rows_of(sorted(waiting, key=lambda goal: since[goal]), vault)
    return next((row for row in rows if row.content is not None), None)


def is_review_due(goal: Goal, content: GoalContent, today: date) -> bool:
    """Tell whether an open goal began, or was last reviewed, four weeks ago or more."""
    if goal.began_on is None or goal.set_down_on is not None:
        return False
    return today - max(goal.began_on, content.reviewed_on or goal.began_on) >= REVIEWED_EVERY


def because_of(answer: Reflection, vault: OpenVault) -> str:
    """Return the first words of the answer a goal comes from.

    Never the sentence that was asked about: "all of it was my fault" is no reason to become somebody else, and what a
    letter said goes with the letter.
    """
    return answer.read_head(vault).opening


def _asked_since(owner: User, goals: Sequence[Goal]) -> dict[Goal, date]:
    """Return since when each of these open goals waits for a check-in, in one query."""
    if not goals:
        return {}
    noted = owner.goal_check_ins.filter(goal_id__in=[goal.id for goal in goals])
    last = dict(noted.values_list("goal_id").annotate(Max("noted_on")))
    return {goal: max(goal.began_on, last.get(goal.id, goal.began_on)) for goal in goals if goal.began_on}


def _has_slipped(owner: User, goals: Sequence[Goal], today: date, vault: OpenVault) -> bool:
    ids = [goal.id for goal in goals]
    lately = owner.goal_check_ins.filter(goal_id__in=ids, noted_on__gt=today - CHECKED_IN_EVERY).newest_first()
    newest = {check_in.goal_id: check_in for check_in in reversed(lately[: MOST_OPEN * 10])}
    facts = facts_of(newest.values(), vault)
    return any(fact.content is not None and fact.content.outcome == SLIPPED for fact in facts)


def _changed(goal: Goal, change: Callable[[Goal, GoalContent], GoalContent], vault: OpenVault) -> Goal:
    """Change a goal as it stands now, with the vault's row locked, so that no change runs over another."""

    @transaction.atomic
    def act() -> Goal:
        locked_row(vault)
        row: Goal = goal.owner.goals.select_for_update().get(id=goal.id)
        row.write(change(row, row.read(vault)), vault)
        row.revision, row.saved_at, row.sitting = row.revision + 1, timezone.now(), None
        row.save()
        return row

    return through_broken_connections(act)
