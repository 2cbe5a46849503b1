"""What becomes of a goal: planned anew, reviewed, set down, taken up again, deleted."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from reflections.self_work import flows
from reflections.self_work.content import GoalContent
from tests.people import Person
from tests.self_work import A_MONDAY, ACT, MOMENT, began, notes, sets_down, works_on, writes_down

pytestmark = pytest.mark.django_db


def test_a_changed_plan_keeps_the_earlier_one_with_its_date(alice: Person) -> None:
    goal = began(alice, days_ago=3)
    url = f"/self-work/{goal.id}/plan/"
    assert MOMENT.encode() in alice.client.get(url).content
    sent = {"revision": str(goal.revision), "moment": MOMENT, "act": "turn the phone over"}
    for _ in range(2):
        alice.client.post(url, sent)
    content = alice.user.goals.get().read(alice.vault)
    assert content.act == "turn the phone over"
    assert [(plan.moment, plan.act, plan.until) for plan in content.earlier] == [(MOMENT, ACT, timezone.localdate())]
    assert ACT.encode() in alice.client.get(f"/self-work/{goal.id}/").content


def test_a_plan_saved_on_the_way_is_no_earlier_plan(alice: Person) -> None:
    """As when the journal locked itself in mid-sentence, and saved first."""
    goal = began(alice, days_ago=3)
    for sequence, act in enumerate(["turn the", "turn the phone over"]):
        sent = {"revision": str(goal.revision), "sitting": str(goal.id), "sequence": str(sequence)}
        alice.client.post(f"/self-work/{goal.id}/plan/", sent | {"moment": MOMENT, "act": act})
    assert [plan.act for plan in alice.user.goals.get().read(alice.vault).earlier] == [ACT]


def test_a_plan_changed_elsewhere_shows_both(alice: Person) -> None:
    goal = began(alice, days_ago=3)
    both = alice.client.post(
        f"/self-work/{goal.id}/plan/", {"revision": "0", "moment": "from the laptop", "act": "breathe"}
    )
    assert both.status_code == 409
    assert b"from the laptop" in both.content
    assert MOMENT.encode() in both.content


def test_a_plan_without_a_then_is_no_plan(alice: Person) -> None:
    goal = began(alice, days_ago=3)
    sent = {"revision": str(goal.revision), "moment": "typed already", "act": ""}
    refused = alice.client.post(f"/self-work/{goal.id}/plan/?change=smaller", sent)
    assert b"needs an if and a then" in refused.content
    assert b"typed already" in refused.content
    assert alice.user.goals.get().read(alice.vault).act == ACT


def test_a_review_is_asked_after_four_weeks_and_again_four_weeks_after_it_was_answered(
    alice: Person,
) -> None:
    goal = works_on(alice)
    url = f"/self-work/{goal.id}/"
    days, content = {27: False, 28: True, 90: True}, goal.read(alice.vault)
    assert {day: flows.is_review_due(goal, content, A_MONDAY + timedelta(days=day)) for day in days} == days
    for shown in (url, "/self-work/"):
        assert b"Keep it, change it, or set it down?" in alice.client.get(shown).content
    alice.client.post(f"{url}review/")
    for shown in (url, "/self-work/"):
        assert b"Keep it, change it, or set it down?" not in alice.client.get(shown).content
    kept = alice.user.goals.get()
    reviewed = kept.read(alice.vault)
    assert reviewed.reviewed_on == timezone.localdate()
    assert flows.is_review_due(kept, reviewed, timezone.localdate() + timedelta(days=28))


def test_setting_down_takes_a_button_and_keeps_the_line_and_the_facts(alice: Person) -> None:
    goal = works_on(alice)
    notes(alice, goal, "did it", "a fact that stays")
    url = f"/self-work/{goal.id}/set-down/"
    assert b"Because it is done" in alice.client.get(url).content
    # A script that saves words before the journal locks sends no button, and ends nothing.
    assert b"It was enough." in alice.client.post(url, {"line": "It was enough."}).content
    assert alice.user.goals.get().is_open
    for _ in range(2):
        alice.client.post(url, {"line": "It was enough.", "set_down": "yes"})
    page = alice.client.get(f"/self-work/{goal.id}/").content
    assert page.count(b"It was enough.") == 1
    assert b"a fact that stays" in page
    assert b"Set down" in alice.client.get("/self-work/").content


def test_a_goal_set_down_twice_loses_neither_line(alice: Person) -> None:
    goal = works_on(alice)
    for line in ("from the phone", "from the laptop"):
        alice.client.post(f"/self-work/{goal.id}/set-down/", {"line": line, "set_down": "yes"})
    assert alice.user.goals.get().read(alice.vault).closing == "from the phone\nfrom the laptop"


def test_a_goal_is_taken_up_again_from_today_and_its_ending_stays_in_its_history(alice: Person) -> None:
    goal = sets_down(alice, works_on(alice), "enough for now")
    alice.client.post(f"/self-work/{goal.id}/take-up/")
    again = alice.user.goals.get()
    assert (again.began_on, again.set_down_on) == (timezone.localdate(), None)
    page = alice.client.get(f"/self-work/{goal.id}/").content
    assert b"enough for now" in page
    assert b"Begun 16 June 2025, set down 7 July 2025" in page
    assert flows.goal_due(alice.user, timezone.localdate() + timedelta(days=6), vault=alice.vault) is None
    assert again.read(alice.vault).closing == ""


def test_a_goal_is_not_taken_up_beside_two_others(alice: Person) -> None:
    goal = sets_down(alice, works_on(alice))
    works_on(alice), works_on(alice)
    page = alice.client.post(f"/self-work/{goal.id}/take-up/", follow=True).content
    assert b"two at a time is plenty" in page
    assert b"Take it up again" not in page
    assert alice.user.goals.open().count() == 2


def test_deleting_asks_once_and_takes_the_facts_along(alice: Person) -> None:
    goal = works_on(alice)
    notes(alice, goal, "did it")
    url = f"/self-work/{goal.id}/delete/"
    assert alice.client.get(url).status_code == 404
    assert alice.client.post(url).status_code == 404
    sets_down(alice, goal)
    assert b"Delete this for good?" in alice.client.get(url).content
    assert alice.user.goals.count() == 1
    alice.client.post(url)
    assert (alice.user.goals.count(), alice.user.goal_check_ins.count()) == (0, 0)


def test_the_contents_count_open_goals_and_say_nothing_where_there_are_none(alice: Person) -> None:
    def counted() -> Any:
        return next(
            each.count for each in alice.client.get("/self-work/").context["frame"].toc if each.key == "self_work"
        )

    writes_down(alice)
    sets_down(alice, works_on(alice))
    assert counted() is None
    works_on(alice)
    assert counted() == 1


def test_goals_stand_open_first_then_written_down_then_set_down_and_are_paged(
    alice: Person, django_assert_max_num_queries: Callable[[int], AbstractContextManager[Any]]
) -> None:
    ended = sets_down(alice, works_on(alice))
    written, opened = writes_down(alice), works_on(alice)
    assert [goal.id for goal in alice.user.goals.in_order()] == [opened.id, written.id, ended.id]
    with django_assert_max_num_queries(10) as queries:
        alice.client.get("/self-work/")
    for _ in range(30):
        writes_down(alice)
    with django_assert_max_num_queries(len(queries.captured_queries)):
        page = alice.client.get("/self-work/")
    assert len(page.context["written"]) == 29
    assert [row.goal.id for row in alice.client.get("/self-work/?page=2").context["ended"]] == [ended.id]


def test_what_an_older_version_did_not_know_takes_its_default() -> None:
    assert GoalContent.from_bytes(b'{"value":"Trusting"}') == GoalContent(value="Trusting")


def test_goals_and_facts_of_somebody_else_are_not_there(alice: Person, bob: Person) -> None:
    goal = works_on(alice)
    noted = notes(alice, goal, "did it")
    for part in ("", "make/", "begin/", "plan/", "set-down/", "delete/"):
        assert bob.client.get(f"/self-work/{goal.id}/{part}").status_code == 404
    for part in ("begin/", "check-in/", "plan/", "review/", "set-down/", "take-up/", "delete/"):
        assert (
            bob.client.post(
                f"/self-work/{goal.id}/{part}", {"set_down": "yes", "outcome": "slipped", "moment": "x", "act": "y"}
            ).status_code
            == 404
        )
    assert bob.client.get(noted.get_absolute_url()).status_code == 404
    assert alice.user.goals.get().is_open
