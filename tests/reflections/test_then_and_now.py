"""Then and now: the way to two leaves, which she chooses herself, far enough apart, and nobody else's."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from reflections.content import ReflectionHead
from reflections.models import Reflection
from reflections.then_and_now.flows import has_something_to_compare
from tests.people import PROMPT, Person, change
from tests.side_by_side import NEWER, OLDER, TODAY, answered_on
from vault.keyslots import OpenVault

URL = "/then-and-now/"
PAGES, ANSWERS = f"{URL}pages/", f"{URL}answers/"
LATER = TODAY - timedelta(days=27)


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    it_is(monkeypatch, 12)


def it_is(monkeypatch: pytest.MonkeyPatch, hour: int) -> None:
    now = datetime(TODAY.year, TODAY.month, TODAY.day, hour, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: now)


def page(person: Person, url: str) -> str:
    answer = person.client.get(url)
    assert answer.status_code == 200, url
    return str(answer.content.decode())


def links(shown: str, start: str) -> list[str]:
    return re.findall(rf'href="({start}[^"?]+/)"', shown)


def many(person: Person, count: int, day: date) -> list[str]:
    """Write so many pages about so many days, the last of them about `day`; return their ids, newest first."""
    return [str(person.writes(f"page {each}", written_on=day - timedelta(days=each)).id) for each in range(count)]


# The gate


@pytest.mark.parametrize("today", ["", "in between", "all right", "good"])
def test_whoever_is_well_enough_or_does_not_say_goes_on_to_choose(alice: Person, today: str) -> None:
    alice.writes("old", written_on=OLDER)
    answer = alice.client.post(URL, {"today": today} if today else {})
    assert (answer.status_code, answer["Location"]) == (302, PAGES)


@pytest.mark.parametrize("today", ["very low", "low"])
def test_on_a_low_day_another_one_is_offered_and_she_may_go_on(alice: Person, today: str) -> None:
    alice.writes("old", written_on=OLDER)
    shown = alice.client.post(URL, {"today": today}).content.decode()
    assert "Perhaps another day." in shown
    assert "Go on all the same" in shown
    assert f'href="{PAGES}"' in shown
    assert alice.client.get(PAGES).status_code == 200


@pytest.mark.parametrize(("hour", "is_night"), [(22, False), (23, True), (4, True), (5, False)])
def test_at_night_the_day_is_offered_and_she_may_go_on(
    alice: Person, monkeypatch: pytest.MonkeyPatch, hour: int, is_night: bool
) -> None:
    alice.writes("old", written_on=OLDER)
    it_is(monkeypatch, hour)
    alice.unlocks()
    shown = page(alice, URL)
    assert ("Perhaps by day." in shown, "How is today?" in shown) == (is_night, not is_night)
    answer = alice.client.post(URL, {"today": "good"})
    assert answer.status_code == (200 if is_night else 302)
    assert not is_night or f'href="{PAGES}"' in answer.content.decode()


def test_her_own_night_counts(alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    change(alice, night="off")
    it_is(monkeypatch, 3)
    alice.unlocks()
    assert "Perhaps by day." not in page(alice, URL)


def test_how_today_is_is_kept_nowhere(alice: Person) -> None:
    session = dict(alice.client.session)
    answer = alice.client.post(URL, {"today": "very low"})
    assert dict(alice.client.session) == session
    assert "vault" not in answer.cookies
    assert not links(answer.content.decode(), f'{URL}[^"]*low')


def test_nothing_is_asked_before_there_is_something_old(alice: Person) -> None:
    alice.writes("young", written_on=LATER)
    shown = page(alice, URL)
    assert "This is for later." in shown
    assert "How is today?" not in shown


@pytest.mark.parametrize(("days", "is_there"), [(28, True), (27, False)])
def test_a_page_or_an_answer_of_28_days_is_something_to_compare(alice: Person, days: int, is_there: bool) -> None:
    assert not has_something_to_compare(alice.user, TODAY)
    alice.writes("a page", written_on=TODAY - timedelta(days=days))
    assert has_something_to_compare(alice.user, TODAY) is is_there
    alice.user.entries.all().delete()
    answered_on(alice, TODAY - timedelta(days=days), "an answer")
    assert has_something_to_compare(alice.user, TODAY) is is_there


def test_whether_there_is_something_is_one_question_to_the_database(
    alice: Person, bob: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    bob.writes("not hers", written_on=OLDER)
    alice.writes("in the trash", written_on=OLDER).discard()
    user = alice.user
    with django_assert_num_queries(1):
        assert not has_something_to_compare(user, TODAY)


# Choosing


def test_she_chooses_among_pages_of_28_days_and_more_but_not_from_the_trash(alice: Person) -> None:
    old = alice.writes("old enough", written_on=TODAY - timedelta(days=28))
    alice.writes("too young", written_on=LATER)
    alice.writes("thrown away", written_on=OLDER).discard()
    assert links(page(alice, PAGES), PAGES) == [f"{PAGES}{old.id}/"]


def test_her_day_decides_what_is_old_enough(alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    alice.writes("a page", written_on=TODAY - timedelta(days=28))
    change(alice, day_ends_at=6)
    it_is(monkeypatch, 5)
    alice.unlocks()
    assert links(page(alice, PAGES), PAGES) == []


def test_thirty_pages_stand_on_a_page_and_the_number_of_questions_to_the_database_is_the_same(
    alice: Person, django_assert_max_num_queries: Any
) -> None:
    ids = many(alice, 31, OLDER)
    assert links(page(alice, PAGES), PAGES) == [f"{PAGES}{each}/" for each in ids[:30]]
    assert links(page(alice, f"{PAGES}?page=2"), PAGES) == [f"{PAGES}{ids[30]}/"]
    with django_assert_max_num_queries(10):
        page(alice, PAGES)


def test_beside_an_older_page_stand_those_from_28_days_later_on(alice: Person) -> None:
    older = alice.writes("older", written_on=OLDER)
    alice.writes("too near", written_on=OLDER + timedelta(days=27))
    newer = alice.writes("newer", written_on=OLDER + timedelta(days=28))
    shown = page(alice, f"{PAGES}{older.id}/")
    assert links(shown, PAGES) == [f"{PAGES}{older.id}/{newer.id}/"]
    assert "Write today’s page" in shown


def test_a_page_of_today_can_stand_beside_it(alice: Person) -> None:
    older, today = alice.writes("older", written_on=OLDER), alice.writes("today", written_on=TODAY)
    shown = page(alice, f"{PAGES}{older.id}/")
    assert links(shown, PAGES) == [f"{PAGES}{older.id}/{today.id}/"]
    assert "Write today’s page" not in shown


def test_beside_an_older_answer_stand_later_ones_to_the_same_question(alice: Person) -> None:
    older, newer = answered_on(alice, OLDER, "then"), answered_on(alice, NEWER, "now")
    answered_on(alice, OLDER + timedelta(days=27), "too near")
    answered_on(alice, NEWER, "about something else", prompt="r-sorry-for")
    assert f"{ANSWERS}{older.id}/" in links(page(alice, ANSWERS), ANSWERS)
    shown = page(alice, f"{ANSWERS}{older.id}/")
    assert links(shown, ANSWERS) == [f"{ANSWERS}{older.id}/{newer.id}/"]
    assert f'href="/reflections/prompts/{PROMPT}/"' in shown


def test_she_is_not_asked_again_about_somebody_she_leaves_out(alice: Person) -> None:
    older = answered_on(alice, OLDER, "then", prompt="l-this-wave")
    assert "Answer it again now" in page(alice, f"{ANSWERS}{older.id}/")
    change(alice, leave_them_out=True)
    assert "Answer it again now" not in page(alice, f"{ANSWERS}{older.id}/")


def test_at_most_sixty_answers_are_opened_at_once_and_the_others_are_a_page_away(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    older, newer = answered_on(alice, OLDER, "then"), answered_on(alice, NEWER, "now")
    for number in range(60):
        answered_on(alice, NEWER + timedelta(days=1 + number % 20), f"{number}", prompt="r-sorry-for")
    opened, read_head = [], Reflection.read_head

    def counted(row: Reflection, vault: OpenVault) -> ReflectionHead:
        opened.append(row)
        return read_head(row, vault)

    monkeypatch.setattr(Reflection, "read_head", counted)
    first = page(alice, f"{ANSWERS}{older.id}/")
    assert len(opened) == 61
    assert links(first, ANSWERS) == []
    assert "Look further" in first
    assert links(page(alice, f"{ANSWERS}{older.id}/?page=2"), ANSWERS) == [f"{ANSWERS}{older.id}/{newer.id}/"]


def test_a_damaged_page_is_shown_as_such_and_hides_no_other(alice: Person) -> None:
    damaged, whole = alice.writes("damaged", written_on=OLDER), alice.writes("whole", written_on=OLDER)
    alice.user.entries.filter(id=damaged.id).update(head=b"x" * 400)
    shown = page(alice, PAGES)
    assert "This cannot be opened" in shown
    assert links(shown, PAGES) == [f"{PAGES}{whole.id}/"]


# Reading


def test_two_pages_are_read_side_by_side_the_older_first_whichever_was_named_first(alice: Person) -> None:
    older = alice.writes("I said so.\n\nThen it rained.", title="In spring", written_on=OLDER)
    newer = alice.writes("It is quiet now.", written_on=NEWER)
    for url in (f"{PAGES}{older.id}/{newer.id}/", f"{PAGES}{newer.id}/{older.id}/"):
        shown = page(alice, url)
        assert "Read it as you would a letter from a friend." in shown
        then, now = shown.index("Then it rained."), shown.index("It is quiet now.")
        assert shown.index('id="then"') < then < shown.index('id="now"') < now
        assert "12 weeks apart" in shown


def test_two_answers_to_one_question_are_read_side_by_side(alice: Person) -> None:
    older, newer = answered_on(alice, OLDER, "All of it."), answered_on(alice, NEWER, "A part of it.")
    shown = page(alice, f"{ANSWERS}{older.id}/{newer.id}/")
    assert "Asked twice, 12 weeks apart" in shown
    assert shown.index("What is the one thing you keep going back to?") < shown.index("All of it.")
    assert shown.index("All of it.") < shown.index("A part of it.")


@pytest.mark.parametrize(("days", "is_refused"), [(27, True), (28, False)])
def test_two_that_are_nearer_than_28_days_are_kindly_refused(alice: Person, days: int, is_refused: bool) -> None:
    one = alice.writes("one", written_on=OLDER)
    other = alice.writes("and another", written_on=OLDER + timedelta(days=days))
    for url in (f"{PAGES}{one.id}/{other.id}/", f"{PAGES}{other.id}/{one.id}/"):
        shown = page(alice, url)
        assert ("Not far enough apart yet" in shown, "and another" not in shown) == (is_refused, is_refused)


def test_a_page_that_is_too_young_to_be_the_older_one_is_kindly_refused(alice: Person) -> None:
    young = alice.writes("young", written_on=LATER)
    assert "Not far enough apart yet" in page(alice, f"{PAGES}{young.id}/")
    answer = answered_on(alice, LATER, "young")
    assert "Not far enough apart yet" in page(alice, f"{ANSWERS}{answer.id}/")


def test_answers_to_different_questions_are_no_pair(alice: Person) -> None:
    older, newer = answered_on(alice, OLDER, "then"), answered_on(alice, NEWER, "now", prompt="r-sorry-for")
    assert alice.client.get(f"{ANSWERS}{older.id}/{newer.id}/").status_code == 404


def test_what_is_not_hers_in_the_trash_or_not_there_is_not_there(alice: Person, bob: Person) -> None:
    older, newer = alice.writes("older", written_on=OLDER), alice.writes("newer", written_on=NEWER)
    his, discarded = bob.writes("his", written_on=NEWER), alice.writes("discarded", written_on=NEWER)
    discarded.discard()
    for other in (his.id, discarded.id, older.id, uuid4()):
        assert alice.client.get(f"{PAGES}{older.id}/{other}/").status_code == 404
    assert bob.client.get(f"{PAGES}{older.id}/{newer.id}/").status_code == 404
    assert bob.client.get(f"{PAGES}{older.id}/").status_code == 404
    assert alice.client.get(f"{PAGES}{discarded.id}/").status_code == 404


def test_one_damaged_leaf_does_not_hide_the_other(alice: Person) -> None:
    older, newer = alice.writes("older", written_on=OLDER), alice.writes("still whole", written_on=NEWER)
    alice.user.entries.filter(id=older.id).update(body=b"x" * 400)
    shown = page(alice, f"{PAGES}{older.id}/{newer.id}/")
    assert "This cannot be opened." in shown
    assert "still whole" in shown
