"""What comes of a goal: checked in on once a week, planned anew, reviewed, set down. Nothing is counted."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from reflections.self_work import flows
from reflections.self_work.content import OUTCOMES, GoalContent
from reflections.self_work.models import Goal
from tests.people import Person, change
from tests.self_work import A_MONDAY, ACT, MOMENT, notes, sets_down, works_on, writes_down
from tests.words import given_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Make it an hour of a day that has passed, so that no journal locks itself by that."""
    a_day = timezone.localtime() - timedelta(days=2)

    def be(hour: int) -> None:
        monkeypatch.setattr(timezone, "now", lambda: a_day.replace(hour=hour))

    return be


def answer(outcome: str = "did it", **changed: str) -> dict[str, str]:
    ids = {"check_in_id": str(uuid4()), "revision": "0", "sitting": str(uuid4()), "sequence": "0"}
    return ids | {"outcome": outcome, "line": "Asked one question."} | changed


def begun(person: Person, *, days_ago: int, **words: str) -> Goal:
    return works_on(person, since=timezone.localdate() - timedelta(days=days_ago), **words)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_all_four_answers_are_met_with_the_same_calm_line(
    alice: Person, at: Callable[[int], None], outcome: str
) -> None:
    at(12)
    goal = begun(alice, days_ago=7)
    noted = alice.client.post(f"/self-work/{goal.id}/check-in/", answer(outcome), follow=True)
    page = noted.content.decode()
    assert "It’s noted. You can stop here." in page
    assert "Asked one question." in page
    prompt = "s-when-it-slips" if outcome == "slipped" else "s-evidence"
    assert re.findall(r'href="/reflections/prompts/([^/]+)/"', page) == [prompt]


def test_nothing_is_offered_to_whoever_wants_no_questions(alice: Person, at: Callable[[int], None]) -> None:
    at(12)
    change(alice, offers_questions=False)
    noted = notes(alice, works_on(alice), "did it")
    assert b"/reflections/prompts/" not in alice.client.get(noted.get_absolute_url()).content


@pytest.mark.parametrize(
    ("hour", "night", "is_offered"), [(23, "23-5", False), (3, "23-5", False), (3, "off", True), (9, "23-5", True)]
)
def test_only_a_light_question_would_be_offered_by_night(
    alice: Person, at: Callable[[int], None], hour: int, night: str, is_offered: bool
) -> None:
    at(hour)
    change(alice, night=night)
    noted = notes(alice, works_on(alice), "slipped")
    assert bool(alice.client.get(noted.get_absolute_url()).context["offered"]) == is_offered


def test_a_check_in_needs_an_answer_and_gives_the_line_back(alice: Person) -> None:
    goal = begun(alice, days_ago=7)
    refused = alice.client.post(f"/self-work/{goal.id}/check-in/", answer(outcome=""))
    assert b"Choose one of the four" in refused.content
    assert b"Asked one question." in refused.content
    assert alice.user.goal_check_ins.count() == 0


def test_a_check_in_sent_twice_is_one_fact(alice: Person) -> None:
    goal, sent = begun(alice, days_ago=7), answer()
    for _ in range(2):
        alice.client.post(f"/self-work/{goal.id}/check-in/", sent)
    assert alice.user.goal_check_ins.count() == 1


def test_an_answer_that_was_a_slip_of_the_thumb_can_be_changed_and_keeps_its_day(alice: Person) -> None:
    noted = notes(alice, works_on(alice), "slipped")
    sent = answer("did it", check_in_id=str(noted.id), revision="1")
    alice.client.post(noted.get_absolute_url(), sent)
    again = alice.user.goal_check_ins.get()
    assert (again.read(alice.vault).outcome, again.noted_on) == ("did it", A_MONDAY + timedelta(days=7))


def test_a_fact_noted_differently_elsewhere_is_not_overwritten(alice: Person) -> None:
    noted = notes(alice, works_on(alice), "slipped", "from the phone")
    sent = answer("did it", check_in_id=str(noted.id), line="from the laptop")
    both = alice.client.post(noted.get_absolute_url(), sent)
    assert both.status_code == 409
    assert b"from the phone" in both.content
    assert b"from the laptop" in both.content


def test_facts_stand_by_date_and_nothing_is_counted(alice: Person) -> None:
    goal = works_on(alice)
    for days, outcome in ((7, "slipped"), (35, "did it"), (14, "some of it")):
        notes(alice, goal, outcome, f"after {days} days", days=days)
    page = alice.client.get(f"/self-work/{goal.id}/")
    assert [fact.content.line for fact in page.context["facts"]] == ["after 35 days", "after 14 days", "after 7 days"]
    shown = page.content.decode().partition('tabindex="-1">')[2].partition("</main>")[0]
    said = re.sub(r"<[^>]+>|after \d+ days|\d+ (?:June|July) ?(?:\d{4})?", " ", shown)
    assert re.findall(r"\d+|streak|percent|in a row|missed|overdue|\bdue\b|weeks", said) == []


def test_facts_are_paged_by_thirty(alice: Person) -> None:
    goal = works_on(alice)
    for days in range(31):
        notes(alice, goal, "no moment", days=days)
    assert len(alice.client.get(f"/self-work/{goal.id}/").context["facts"]) == 30
    assert len(alice.client.get(f"/self-work/{goal.id}/?page=2").context["facts"]) == 1


def test_today_shows_one_plan_a_week_after_it_began_with_its_four_answers(alice: Person) -> None:
    begun(alice, days_ago=6)
    assert MOMENT.encode() not in alice.client.get("/").content
    goal = begun(alice, days_ago=7, value="Two", moment="she does not write")
    page = alice.client.get("/").content.decode()
    assert "she does not write" in page
    assert re.findall(r'<button class="choice"[^>]*>([^<]+)<', page) == [
        str(outcome.label) for outcome in OUTCOMES.values()
    ]
    alice.client.post(f"/self-work/{goal.id}/check-in/", answer())
    assert "she does not write" not in alice.client.get("/").content.decode()


def test_today_shows_one_plan_at_the_most_and_that_which_waits_longest(alice: Person) -> None:
    begun(alice, days_ago=8, moment="the younger")
    begun(alice, days_ago=9, moment="the older")
    page = alice.client.get("/").content
    assert b"the older" in page
    assert b"the younger" not in page


def test_nothing_is_due_of_a_goal_that_is_not_open(alice: Person) -> None:
    writes_down(alice)
    sets_down(alice, works_on(alice))
    assert flows.goal_due(alice.user, timezone.localdate(), vault=alice.vault) is None


def test_a_goal_that_does_not_open_does_not_hide_today_or_the_others(alice: Person) -> None:
    damaged = begun(alice, days_ago=9)
    begun(alice, days_ago=8, moment="whole")
    alice.user.goals.filter(id=damaged.id).update(content=b"x" * 400)
    assert b"whole" in alice.client.get("/").content
    page = alice.client.get("/self-work/").content
    assert b"cannot be opened" in page
    assert b"whole" in page


def test_a_changed_plan_keeps_the_earlier_one_with_its_date(alice: Person) -> None:
    goal = begun(alice, days_ago=3)
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
    goal = begun(alice, days_ago=3)
    for sequence, act in enumerate(["turn the", "turn the phone over"]):
        sent = {"revision": str(goal.revision), "sitting": str(goal.id), "sequence": str(sequence)}
        alice.client.post(f"/self-work/{goal.id}/plan/", sent | {"moment": MOMENT, "act": act})
    assert [plan.act for plan in alice.user.goals.get().read(alice.vault).earlier] == [ACT]


def test_a_plan_changed_elsewhere_shows_both(alice: Person) -> None:
    goal = begun(alice, days_ago=3)
    both = alice.client.post(
        f"/self-work/{goal.id}/plan/", {"revision": "0", "moment": "from the laptop", "act": "breathe"}
    )
    assert both.status_code == 409
    assert b"from the laptop" in both.content
    assert MOMENT.encode() in both.content


def test_a_plan_without_a_then_is_no_plan(alice: Person) -> None:
    goal = begun(alice, days_ago=3)
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


def test_a_line_for_a_goal_that_was_set_down_meanwhile_is_kept(alice: Person) -> None:
    goal = sets_down(alice, works_on(alice))
    alice.client.post(f"/self-work/{goal.id}/check-in/", answer(line="still mine"))
    assert b"still mine" in alice.client.get(f"/self-work/{goal.id}/").content


def test_a_journal_that_locked_itself_gives_the_line_back(alice: Person) -> None:
    goal = works_on(alice)
    alice.locks()
    locked = alice.client.post(f"/self-work/{goal.id}/check-in/", answer(line="a line"))
    assert locked.status_code == 423
    alice.client.post(f"/self-work/{goal.id}/check-in/", given_back(locked) | {"vault_password": alice.password})
    assert alice.user.goal_check_ins.get().read(alice.vault).line == "a line"


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
    with django_assert_max_num_queries(12) as queries:
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
        assert bob.client.post(f"/self-work/{goal.id}/{part}", answer(set_down="yes")).status_code == 404
    assert bob.client.get(noted.get_absolute_url()).status_code == 404
    assert alice.user.goals.get().is_open
