"""What came of a goal is noted once a week, in four calm answers; nothing is counted."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from reflections.self_work import flows
from reflections.self_work.content import OUTCOMES
from tests.people import Person, change
from tests.self_work import A_MONDAY, MOMENT, began, notes, sets_down, works_on, writes_down
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


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_all_four_answers_are_met_with_the_same_calm_line(
    alice: Person, at: Callable[[int], None], outcome: str
) -> None:
    at(12)
    goal = began(alice, days_ago=7)
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
    goal = began(alice, days_ago=7)
    refused = alice.client.post(f"/self-work/{goal.id}/check-in/", answer(outcome=""))
    assert b"Choose one of the four" in refused.content
    assert b"Asked one question." in refused.content
    assert alice.user.goal_check_ins.count() == 0


def test_a_check_in_sent_twice_is_one_fact(alice: Person) -> None:
    goal, sent = began(alice, days_ago=7), answer()
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
    began(alice, days_ago=6)
    assert MOMENT.encode() not in alice.client.get("/").content
    goal = began(alice, days_ago=7, value="Two", moment="she does not write")
    page = alice.client.get("/").content.decode()
    assert "she does not write" in page
    assert re.findall(r'<button class="choice"[^>]*>([^<]+)<', page) == [
        str(outcome.label) for outcome in OUTCOMES.values()
    ]
    alice.client.post(f"/self-work/{goal.id}/check-in/", answer())
    assert "she does not write" not in alice.client.get("/").content.decode()


def test_today_shows_one_plan_at_the_most_and_that_which_waits_longest(alice: Person) -> None:
    began(alice, days_ago=8, moment="the younger")
    began(alice, days_ago=9, moment="the older")
    page = alice.client.get("/").content
    assert b"the older" in page
    assert b"the younger" not in page


def test_nothing_is_due_of_a_goal_that_is_not_open(alice: Person) -> None:
    writes_down(alice)
    sets_down(alice, works_on(alice))
    assert flows.goal_due(alice.user, timezone.localdate(), vault=alice.vault) is None


def test_a_goal_that_does_not_open_does_not_hide_today_or_the_others(alice: Person) -> None:
    damaged = began(alice, days_ago=9)
    began(alice, days_ago=8, moment="whole")
    alice.user.goals.filter(id=damaged.id).update(content=b"x" * 400)
    assert b"whole" in alice.client.get("/").content
    page = alice.client.get("/self-work/").content
    assert b"cannot be opened" in page
    assert b"whole" in page


def test_a_line_for_a_goal_that_was_set_down_meanwhile_is_kept(alice: Person) -> None:
    goal = sets_down(alice, works_on(alice))
    alice.client.post(f"/self-work/{goal.id}/check-in/", answer(line="still mine"))
    assert b"still mine" in alice.client.get(f"/self-work/{goal.id}/").content


def test_a_line_outlives_being_signed_out(alice: Person) -> None:
    goal = works_on(alice)
    signed_out = Client().post(f"/self-work/{goal.id}/check-in/", answer(line="a line"))
    assert signed_out.status_code == 401
    assert ">\na line</textarea>" in signed_out.content.decode()


def test_a_journal_that_locked_itself_gives_the_line_back(alice: Person) -> None:
    goal = works_on(alice)
    alice.locks()
    locked = alice.client.post(f"/self-work/{goal.id}/check-in/", answer(line="a line"))
    assert locked.status_code == 423
    alice.client.post(f"/self-work/{goal.id}/check-in/", given_back(locked) | {"vault_password": alice.password})
    assert alice.user.goal_check_ins.get().read(alice.vault).line == "a line"
