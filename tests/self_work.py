"""Goals of the tests' people."""

from datetime import date, timedelta
from uuid import uuid4

from django.utils import timezone

from reflections.self_work import flows
from reflections.self_work.content import CheckInContent, GoalContent
from reflections.self_work.models import Goal, GoalCheckIn
from tests.people import Person
from vault.keeping import Origin

MOMENT, ACT = "an hour goes by without a reply", "put the phone in the kitchen"
A_MONDAY = date(2025, 6, 16)


def writes_down(person: Person, *, value: str = "Trusting", **more: str) -> Goal:
    """Keep a goal that is not begun."""
    content = GoalContent(**{"value": value, "moment": MOMENT, "act": ACT} | more)  # type: ignore[arg-type]  # all text
    return flows.keep_goal(person.user, goal_id=uuid4(), origin=Origin(), content=content, vault=person.vault)


def works_on(person: Person, *, value: str = "Trusting", since: date = A_MONDAY, **more: str) -> Goal:
    """Keep a goal and begin it."""
    return flows.begin_goal(writes_down(person, value=value, **more), today=since, vault=person.vault)


def began(person: Person, *, days_ago: int, **words: str) -> Goal:
    """Begin a goal so many days ago."""
    return works_on(person, since=timezone.localdate() - timedelta(days=days_ago), **words)


def notes(person: Person, goal: Goal, outcome: str, line: str = "", *, days: int = 7) -> GoalCheckIn:
    """Check in on a goal, so many days after it began."""
    began_on = goal.began_on or A_MONDAY
    return flows.note_check_in(
        goal,
        check_in_id=uuid4(),
        origin=Origin(),
        noted_on=began_on + timedelta(days=days),
        content=CheckInContent(outcome, line),
        vault=person.vault,
    )


def sets_down(person: Person, goal: Goal, line: str = "") -> Goal:
    """End a goal three weeks after it began."""
    ended_on = (goal.began_on or A_MONDAY) + timedelta(weeks=3)
    return flows.set_down(goal, today=ended_on, line=line, vault=person.vault)


def pages_of_goals(person: Person) -> list[str]:
    """Make a goal of each kind, and return the pages about them."""
    ended, written = sets_down(person, works_on(person), "Enough."), writes_down(person, whose_reason="for them")
    fact = notes(person, works_on(person), "slipped", "A line.")
    pages = [(fact.goal, ""), (fact.goal, "plan/"), (fact.goal, "set-down/"), (written, "make/"), (written, "begin/")]
    pages += [(ended, ""), (ended, "delete/")]
    return ["/self-work/", fact.get_absolute_url(), *(f"/self-work/{goal.id}/{page}" for goal, page in pages)]
