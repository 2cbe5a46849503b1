"""A goal is written down, left half-made, gone on with, and begun: two at a time."""

from threading import Barrier, Thread
from uuid import uuid4

import pytest
import yaml
from django.db import connection

from reflections.library import CONTENT
from reflections.self_work import flows
from reflections.self_work.content import OUTCOMES
from reflections.self_work.models import Goal
from tests.people import Person, change
from tests.self_work import A_MONDAY, ACT, MOMENT, sets_down, works_on, writes_down
from tests.words import given_back

pytestmark = pytest.mark.django_db


def fields(**changed: str) -> dict[str, str]:
    sent = {"goal_id": str(uuid4()), "revision": "0", "sitting": str(uuid4()), "sequence": "0"}
    words = {"value": "Trusting", "reason": "I want to sleep.", "whose_reason": "own", "behaviour": "One question."}
    return sent | words | {"obstacle": "Fear.", "moment": MOMENT, "act": ACT, "support": "Jo."} | changed


def test_a_goal_is_written_down_step_by_step_and_begun(alice: Person) -> None:
    page = alice.client.get("/self-work/new/").content.decode()
    for step in ("Which word", "still want this", "someone watching", "in the way", "then I will", "Who could know"):
        assert step in page
    begun = alice.client.post("/self-work/new/", fields(begin="yes"))
    goal = alice.user.goals.get()
    assert begun["Location"] == f"/self-work/{goal.id}/"
    content = goal.read(alice.vault)
    assert (content.value, content.moment, content.act, content.support) == ("Trusting", MOMENT, ACT, "Jo.")
    assert goal.began_on == alice.client.get("/").context["today"]
    assert b"I want to sleep." in alice.client.get(begun["Location"]).content


def test_the_questions_are_those_of_the_flow_and_so_are_the_answers() -> None:
    flow = next(
        each
        for each in yaml.safe_load((CONTENT / "prompts.yaml").read_bytes())["flows"]
        if each["slug"] == "self-work-goal"
    )
    answers = next(step["answers"] for step in flow["steps"] if step["step"] == "weekly check-in")
    assert [str(outcome.label) for outcome in OUTCOMES.values()] == answers


def test_a_goal_can_be_kept_half_made_and_gone_on_with(alice: Person) -> None:
    sent = fields(moment="", act="", support="")
    alice.client.post("/self-work/new/", sent)
    goal = alice.user.goals.get()
    assert goal.began_on is None
    assert b"Written down, not begun" in alice.client.get("/self-work/").content
    form = alice.client.get(goal.get_absolute_url()).context["form"]
    assert form["value"].value() == "Trusting"
    more = fields(goal_id=str(goal.id), revision="1", support="", begin="yes")
    alice.client.post(goal.get_absolute_url(), more)
    assert alice.user.goals.get().is_open


def test_a_goal_without_a_plan_does_not_begin_and_keeps_its_words_on_the_page(alice: Person) -> None:
    page = alice.client.post("/self-work/new/", fields(act=" ", begin="yes")).content.decode()
    assert "it needs an if and a then" in page
    assert MOMENT in page
    assert alice.user.goals.count() == 0
    goal = writes_down(alice, act="")
    with pytest.raises(flows.NoPlanYet):
        flows.begin_goal(goal, today=A_MONDAY, vault=alice.vault)
    assert alice.client.post(f"/self-work/{goal.id}/begin/")["Location"] == f"/self-work/{goal.id}/make/"


def test_a_goal_sent_twice_is_one_goal(alice: Person) -> None:
    sent = fields(begin="yes")
    for _ in range(2):
        alice.client.post("/self-work/new/", sent)
    assert alice.user.goals.count() == 1


def test_nothing_at_all_is_not_kept(alice: Person) -> None:
    alice.client.post("/self-work/new/", {"goal_id": str(uuid4()), "revision": "0"})
    assert alice.user.goals.count() == 0


def test_words_too_long_for_a_step_are_given_back(alice: Person) -> None:
    page = alice.client.post("/self-work/new/", fields(obstacle="very " * 2000)).content.decode()
    assert "Nothing is lost" in page
    assert "very very" in page


def test_a_reason_that_is_only_about_them_may_wait_a_week_and_may_begin(alice: Person) -> None:
    sent = fields(whose_reason="for them", begin="yes")
    asks = alice.client.post("/self-work/new/", sent)
    goal = alice.user.goals.get()
    assert asks["Location"] == f"/self-work/{goal.id}/begin/"
    assert goal.began_on is None
    assert b"It could wait a week." in alice.client.get(asks["Location"]).content
    assert alice.client.post(asks["Location"])["Location"] == f"/self-work/{goal.id}/"
    assert alice.user.goals.get().is_open


def test_the_whose_reason_asked_about_with_the_name_she_chose(alice: Person) -> None:
    change(alice, their_name="Sam", their_pronoun="him")
    page = alice.client.get("/self-work/new/").content.decode()
    assert "If Sam never knew, would you still want this?" in page
    assert "It is only for Sam, for now" in page


def test_the_whose_reason_asked_about_without_them_where_she_wants_that(alice: Person) -> None:
    change(alice, their_name="Sam", leave_them_out=True)
    page = alice.client.get("/self-work/new/").content.decode()
    assert "Would you want this if nobody ever knew?" in page
    assert "Sam" not in page


def test_a_goal_can_come_from_an_answer_and_says_why_in_its_words_and_never_in_those_it_answers(alice: Person) -> None:
    entry = alice.writes("It rained. All of it was my fault. Then he left.")
    answer = alice.answers("I was afraid.", entry=entry, quote="All of it was my fault.")
    url = f"/self-work/new/?answer={answer.id}"
    assert b"I was afraid." in alice.client.get(url).content
    begun = alice.client.post(url, fields(begin="yes"))
    answer.delete()
    shown = alice.client.get(begun["Location"]).content
    assert b"I was afraid." in shown
    assert b"my fault" not in shown


def test_a_goal_from_an_answer_keeps_its_first_words(alice: Person) -> None:
    url = f"/self-work/new/?answer={alice.answers('I was afraid.').id}"
    alice.client.post(url, fields())
    goal = alice.user.goals.get()
    assert goal.read(alice.vault).because == "I was afraid."
    # And goes on with it on every later page.
    refused = alice.client.post(
        goal.get_absolute_url(), fields(goal_id=str(goal.id), revision="1", act="", begin="yes")
    )
    assert b"I was afraid." in refused.content


def test_an_answer_of_somebody_else_is_not_there(alice: Person, bob: Person) -> None:
    url = f"/self-work/new/?answer={alice.answers('hers').id}"
    assert bob.client.get(url).status_code == 404
    assert bob.client.get("/self-work/new/?answer=x").status_code == 404
    bob.client.post(url, fields())
    assert bob.user.goals.get().read(bob.vault).because == ""


def test_a_third_goal_is_kept_and_waits_until_there_is_room(alice: Person) -> None:
    first = works_on(alice, value="One")
    works_on(alice, value="Two")
    assert b"Two at a time is plenty" in alice.client.get("/self-work/").content
    page = alice.client.get("/self-work/new/").content
    assert b"two at a time is plenty" in page
    assert b'name="begin"' not in page
    waits = alice.client.post("/self-work/new/", fields(value="Three", begin="yes"), follow=True)
    assert b"Two are open already." in waits.content
    third = alice.user.goals.get(began_on=None)
    assert third.read(alice.vault).value == "Three"
    sets_down(alice, first)
    alice.client.post(f"/self-work/{third.id}/begin/")
    assert alice.user.goals.open().count() == 2


def test_a_goal_that_is_open_already_is_not_begun_a_second_time(alice: Person) -> None:
    goal = works_on(alice)
    works_on(alice, value="Two")
    alice.client.post(f"/self-work/{goal.id}/begin/")
    assert alice.user.goals.get(id=goal.id).began_on == A_MONDAY


@pytest.mark.django_db(transaction=True)
def test_two_tabs_cannot_begin_a_third_together(alice: Person) -> None:
    works_on(alice, value="One")
    drafts, vault, at_once = [writes_down(alice), writes_down(alice)], alice.vault, Barrier(2)

    def begin(goal: Goal) -> None:
        at_once.wait()
        try:
            flows.begin_goal(goal, today=A_MONDAY, vault=vault)
        except flows.TwoAreOpen:
            pass
        finally:
            connection.close()

    threads = [Thread(target=begin, args=[goal]) for goal in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert alice.user.goals.open().count() == 2


def test_a_goal_changed_elsewhere_shows_both(alice: Person) -> None:
    goal = writes_down(alice, value="from the phone")
    sent = fields(goal_id=str(goal.id), revision="0", value="from the laptop")
    both = alice.client.post(goal.get_absolute_url(), sent)
    assert both.status_code == 409
    assert b"from the phone" in both.content
    assert b"from the laptop" in both.content
    again = sent | {"revision": "1", "sitting": str(both.context["form"]["sitting"].value())}
    alice.client.post(goal.get_absolute_url(), again)
    assert alice.user.goals.get().read(alice.vault).value == "from the laptop"


def test_words_outlive_a_goal_that_was_deleted_in_another_tab(alice: Person) -> None:
    goal = writes_down(alice)
    url, sent = goal.get_absolute_url(), fields(goal_id=str(goal.id), revision="1", value="still mine")
    alice.client.post(f"/self-work/{goal.id}/delete/")
    alice.client.post(url, sent)
    assert alice.user.goals.get().read(alice.vault).value == "still mine"


def test_a_journal_that_locked_itself_gives_every_step_back(alice: Person) -> None:
    alice.locks()
    locked = alice.client.post("/self-work/new/", fields())
    assert locked.status_code == 423
    again = given_back(locked) | {"vault_password": alice.password}
    assert again["obstacle"] == "Fear."
    alice.client.post("/self-work/new/", again)
    content = alice.user.goals.get().read(alice.vault)
    assert (content.reason, content.whose_reason, content.act) == ("I want to sleep.", "own", ACT)
