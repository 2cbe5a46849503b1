"""The notes of a day: all optional, one row a day, never a score, and hers to take back."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connections
from django.utils import timezone

from reflections.check_ins.content import LEFT_OPEN, CheckInContent
from reflections.check_ins.flows import check_ins_between, is_low, keep_check_in
from reflections.check_ins.models import CheckIn
from reflections.check_ins.questions import QUESTIONS
from tests.accounts.test_starting_again import Lost
from tests.people import Person, change
from vault.core.errors import Corrupt, StaleKeys
from vault.rekeying import start

URL = "/check-in/"
NOW = datetime(2025, 6, 14, 12, tzinfo=UTC)
TODAY = NOW.date()
WISH = "The wish to write to"


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def page_of(person: Person) -> str:
    return str(person.client.get(URL).content.decode())


def notes_of(person: Person, day: date = TODAY) -> dict[str, int]:
    """Return what is noted about a day, in the one row there is about it."""
    return person.user.check_ins.get(noted_on=day).read(person.vault).said()


def sends(person: Person, **fields: Any) -> Any:
    return person.client.post(URL, {"noted_on": str(TODAY)} | fields)


def chosen_in(page: str) -> list[tuple[str, str]]:
    inputs = re.findall(r'<input type="radio"[^>]*>', page)
    return [
        (match.group(1), match.group(2))
        for each in inputs
        if "checked" in each and (match := re.search(r'name="(\w+)" value="(\d)"', each))
    ]


def test_everything_may_be_left_open_and_nothing_is_chosen_beforehand(alice: Person) -> None:
    page = page_of(alice)
    assert "Your notes, not a test." in page
    assert page.count('<fieldset class="scale') == len(QUESTIONS)
    assert chosen_in(page) == []
    assert "required" not in page


def test_every_question_has_a_place_in_the_notes_and_its_points_in_words() -> None:
    assert tuple(question.name for question in QUESTIONS) == CheckInContent.__slots__
    assert {len(question.points) for question in QUESTIONS if question.name != "acted"} == {5}


def test_what_is_noted_is_filled_in_and_told_in_words(alice: Person) -> None:
    sends(alice, today="2", sleep="3")
    page = page_of(alice)
    assert chosen_in(page) == [("today", "2"), ("sleep", "3")]
    assert "The day: low" in page
    assert "Sleep: in pieces" in page


def test_every_answer_gets_the_same_calm_line(alice: Person) -> None:
    for fields in ({"wish": "5", "acted": "1"}, {"wish": "1", "acted": "2"}, {"today": "5"}):
        answer = alice.client.post(URL, fields, follow=True).content.decode()
        assert "Noted. Nothing here counts for you or against you." in answer


def test_later_on_the_same_day_the_same_notes_are_added_to(alice: Person) -> None:
    sends(alice, today="2", sleep="3")
    sends(alice, today="4", missing="1")
    assert notes_of(alice) == {"today": 4, "missing": 1, "sleep": 3}


def test_an_answer_can_be_taken_back(alice: Person) -> None:
    sends(alice, today="2", sleep="3")
    sends(alice, today=str(LEFT_OPEN))
    assert notes_of(alice) == {"sleep": 3}


def test_a_day_of_which_every_answer_is_taken_back_has_no_notes(alice: Person) -> None:
    sends(alice, today="2")
    sends(alice, today=str(LEFT_OPEN))
    assert not alice.user.check_ins.exists()


def test_nothing_noted_is_said_to_be_nothing_and_leaves_no_trace(alice: Person) -> None:
    answer = alice.client.post(URL, {"noted_on": str(TODAY)}, follow=True)
    assert "Nothing was noted, and nothing has to be." in answer.content.decode()
    assert not alice.user.check_ins.exists()


def test_a_form_that_is_sent_twice_is_one_row(alice: Person) -> None:
    for _ in range(2):
        sends(alice, today="2")
    assert notes_of(alice) == {"today": 2}


@pytest.mark.django_db(transaction=True)
def test_notes_that_arrive_at_the_same_moment_stand_in_one_row(alice: Person) -> None:
    user, vault, together = alice.user, alice.vault, Barrier(len(QUESTIONS))

    def keep(name: str) -> None:
        together.wait()
        keep_check_in(user, noted_on=TODAY, said={name: 1}, vault=vault)
        connections.close_all()

    names = [question.name for question in QUESTIONS]
    with ThreadPoolExecutor(len(names)) as pool:
        list(pool.map(keep, names))
    assert notes_of(alice) == dict.fromkeys(names, 1)


def test_the_database_itself_refuses_a_second_row_about_one_day(alice: Person) -> None:
    alice.notes(TODAY, today=1)
    second = CheckIn.of_day(TODAY, owner=alice.user, vault=alice.vault)
    second.write(CheckInContent(today=2), alice.vault)
    with pytest.raises(IntegrityError):
        second.save(force_insert=True)


def test_an_answer_that_is_none_of_the_points_is_not_kept(alice: Person) -> None:
    assert "This is not one of the choices here." in sends(alice, today="6").content.decode()
    assert not alice.user.check_ins.exists()


@pytest.mark.parametrize(("days_ago", "is_asked"), [(0, True), (1, False), (6, False), (7, True)])
def test_the_weekly_questions_wait_for_a_week_after_one_was_noted(alice: Person, days_ago: int, is_asked: bool) -> None:
    alice.notes(TODAY - timedelta(days=days_ago), company=2)
    page = page_of(alice)
    assert ("who you are on your own" in page) is is_asked
    assert ("did you talk to someone" in page) is is_asked


def test_notes_of_the_day_alone_do_not_put_the_weekly_questions_off(alice: Person) -> None:
    alice.notes(TODAY - timedelta(days=1), today=3)
    assert "who you are on your own" in page_of(alice)


def test_the_other_person_is_named_as_she_chose(alice: Person) -> None:
    change(alice, their_name="Sam", their_pronoun="him")
    page = page_of(alice)
    assert "The wish to write to Sam or look him up, at its strongest?" in page
    assert "And did you write to Sam, or look?" in page


def test_whoever_wants_them_left_out_is_not_asked_about_them_and_loses_no_note(alice: Person) -> None:
    alice.notes(TODAY, today=3, wish=5, acted=1)
    change(alice, leave_them_out=True)
    page = page_of(alice)
    assert WISH not in page
    assert "Wrote or looked" not in page
    assert "The day: in between" in page
    sends(alice, today="4")
    assert notes_of(alice) == {"today": 4, "wish": 5, "acted": 1}


def test_after_midnight_still_counts_as_the_day_before_for_whoever_says_so(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(alice, day_ends_at=4)
    monkeypatch.setattr(timezone, "now", lambda: NOW.replace(day=15, hour=2))
    alice.unlocks()
    alice.client.post(URL, {"today": "1"})
    assert notes_of(alice) == {"today": 1}


def test_a_form_that_was_opened_before_midnight_is_about_the_day_it_names(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW.replace(day=15, hour=0))
    alice.unlocks()
    sends(alice, sleep="2")
    assert notes_of(alice) == {"sleep": 2}


def test_a_day_to_come_has_no_notes(alice: Person) -> None:
    sends(alice, noted_on=str(TODAY + timedelta(days=1)), today="3")
    assert notes_of(alice) == {"today": 3}


def test_today_leads_to_the_check_in(alice: Person) -> None:
    assert f'href="{URL}"' in alice.client.get("/").content.decode()


@pytest.mark.parametrize(
    ("asked_for", "leads_to"),
    [("", "/"), ("/journal/", "/journal/"), ("https://evil.example/", "/"), ("//evil.example", "/")],
)
def test_it_goes_back_to_where_she_came_from_among_our_own_pages(alice: Person, asked_for: str, leads_to: str) -> None:
    form = alice.client.get(URL, {"next": asked_for}).content.decode()
    assert f'name="next" value="{leads_to}"' in form
    assert sends(alice, today="3", next=asked_for)["Location"] == leads_to


def test_the_last_fourteen_days_are_told_without_the_days_between(alice: Person) -> None:
    for days_ago in (0, 9, 13, 14):
        alice.notes(TODAY - timedelta(days=days_ago), today=4)
    page = page_of(alice)
    told = re.findall(r'<h2 class="small"><time datetime="([\d-]+)"', page)
    assert told == ["2025-06-14", "2025-06-05", "2025-06-01"]


def test_deleting_asks_first_and_takes_all_notes_of_the_day(alice: Person) -> None:
    alice.notes(TODAY, today=1, sleep=2)
    alice.notes(TODAY - timedelta(days=1), today=1)
    url = f"/check-in/{alice.user.check_ins.get(noted_on=TODAY).id}/delete/"
    assert "Delete the notes of this day?" in alice.client.get(url).content.decode()
    assert alice.user.check_ins.count() == 2
    alice.client.post(url)
    assert alice.user.check_ins.get().noted_on == TODAY - timedelta(days=1)


def test_notes_of_somebody_else_are_not_there(alice: Person, bob: Person) -> None:
    alice.notes(TODAY, today=1)
    url = f"/check-in/{alice.user.check_ins.get().id}/delete/"
    assert [bob.client.get(url).status_code, bob.client.post(url).status_code] == [404, 404]
    assert chosen_in(page_of(bob)) == []
    bob.notes(TODAY, today=5)
    assert notes_of(alice) == {"today": 1}


def test_damaged_notes_hide_no_others_and_nothing_is_written_over_them(alice: Person) -> None:
    alice.notes(TODAY, today=1)
    alice.notes(TODAY - timedelta(days=1), today=5)
    alice.user.check_ins.filter(noted_on=TODAY).update(notes=b"x" * 400)
    page = page_of(alice)
    assert "These notes cannot be opened" in page
    assert "The day: good" in page
    assert sends(alice, today="2").status_code == 500
    with pytest.raises(Corrupt):
        notes_of(alice)


def test_days_are_read_in_order_and_only_those_that_have_notes(alice: Person) -> None:
    days = [date(2025, 6, day) for day in (9, 3, 1, 12, 10)]
    for day in days:
        alice.notes(day, today=day.day % 5 + 1)
    read = check_ins_between(alice.user, date(2025, 6, 3), date(2025, 6, 10), vault=alice.vault)
    assert [(each.noted_on.day, each.content.today) for each in read] == [(3, 4), (9, 5), (10, 1)]


@pytest.mark.parametrize(("point", "low"), [(1, True), (2, True), (3, False), (5, False), (None, False)])
def test_the_two_lowest_points_are_low_and_a_day_left_open_is_not(point: int | None, low: bool) -> None:
    assert is_low(CheckInContent(today=point, sleep=1)) is low


def test_a_day_that_two_journals_noted_between_them_comes_back_whole(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice.notes(TODAY, today=1, sleep=4)
    lost = Lost(alice)
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(minutes=5))
    lost.browser.post(URL, {"today": "2"})
    assert lost.bring_back(recovery_key=lost.key)["Location"] == "/journal/"
    lost.person.client = lost.browser
    assert chosen_in(page_of(lost.person)) == [("today", "2"), ("sleep", "4")]
    sends(lost.person, sleep=str(LEFT_OPEN))
    assert chosen_in(page_of(lost.person)) == [("today", "2")]
    assert CheckIn._base_manager.filter(owner=alice.user).count() == 1


def test_notes_are_never_sealed_under_a_key_that_was_dropped(alice: Person) -> None:
    before = alice.vault
    start(before, password=alice.password)
    with pytest.raises(StaleKeys):
        keep_check_in(alice.user, noted_on=TODAY, said={"today": 1}, vault=before)
    assert not alice.user.check_ins.exists()
