"""Letters that are never sent: begun, left to rest, read once, put away, or closed until a day."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from entries import letters
from entries.models import Entry
from reflections.letters import flows
from tests.people import Person, change

WORDS = "I never told you how ordinary it was, the thing I wanted."
NOON, NIGHT = datetime(2025, 9, 12, 12, tzinfo=UTC), datetime(2025, 9, 13, 2, tzinfo=UTC)
THE_TWELFTH = date(2025, 9, 12)


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    it_is(monkeypatch, NOON)


@pytest.fixture
def letter(alice: Person) -> Entry:
    """A letter that has rested for a day."""
    letter = alice.revises(
        alice.writes_letter("a first try"), f"J.,\n\n{WORDS}\n\nM.", title="To J.", written_on=THE_TWELFTH
    )
    alice.user.entries.update(saved_at=NOON - timedelta(hours=25))
    return letter


def it_is(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: now)


# Begun ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("to", "title"),
    [
        ("them", "To J."),
        ("then", "To me, then"),
        ("later", "To me, later"),
        ("life", "To the life we planned"),
    ],
)
def test_to_whom_it_is_becomes_a_title_that_may_be_changed(alice: Person, to: str, title: str) -> None:
    change(alice, their_name="J.")
    assert f">{title}</bdi>" in alice.client.get("/letters/new/").content.decode()
    page = alice.client.get(f"/letters/new/?to={to}")
    assert page.context["form"]["title"].value() == title
    assert page.context["form"]["kind"].value() == "letter"
    assert "This letter stays here. There is no send button, on purpose." in page.content.decode()


def test_a_letter_begun_anywhere_else_is_one_as_well(alice: Person) -> None:
    form = alice.client.get("/write/?kind=letter").context["form"]
    sent = {name: form[name].value() for name in ("entry_id", "revision", "sitting", "sequence", "kind", "title")}
    alice.client.post("/write/", sent | {"written_on": "2025-09-12", "body": WORDS})
    assert set(letters.letters_of(alice.user, vault=alice.vault)) == {UUID(form["entry_id"].value())}


def test_the_other_person_is_left_out_while_she_wants_that(alice: Person) -> None:
    change(alice, their_name="J.", leave_them_out=True)
    page = alice.client.get("/letters/new/").content.decode()
    assert "To J." not in page
    assert "To me, later" in page
    assert "left out for now, as you chose" in page
    assert "form" not in alice.client.get("/letters/new/?to=them").context


def test_at_night_letters_are_for_the_day_and_she_may_go_on(alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    it_is(monkeypatch, NIGHT)
    alice.unlocks()
    page = alice.client.get("/letters/new/").content.decode()
    assert "Letters are for the day." in page
    assert "/write/?kind=plain" in page
    assert "Write a letter all the same" in page
    change(alice, night="off")
    assert "Letters are for the day." not in alice.client.get("/letters/new/").content.decode()


# Read -----------------------------------------------------------------------------------------------------------------


def test_a_letter_rests_for_a_day_and_that_can_be_skipped(alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    letter = alice.writes_letter(WORDS)
    assert alice.client.get(letter.get_absolute_url())["Location"] == f"/letters/{letter.id}/"
    rests = alice.client.get(f"/letters/{letter.id}/").content.decode()
    assert "Leave it closed until tomorrow." in rests
    assert WORDS not in rests
    assert WORDS in alice.client.get(f"/letters/{letter.id}/?read=now").content.decode()
    it_is(monkeypatch, NOON + timedelta(hours=24))
    alice.unlocks()
    assert WORDS in alice.client.get(f"/letters/{letter.id}/").content.decode()


def test_a_letter_is_read_on_its_sheet_with_three_things_to_choose_from(alice: Person, letter: Entry) -> None:
    page = alice.client.get(f"/letters/{letter.id}/").content.decode()
    assert "Is there one line that is really about what you need?" in page
    assert '<div class="letter__name" dir="auto"><p>M.</p></div>' in page
    for choice in ("Put it away", "Seal", "Let it go"):
        assert choice in page
    assert f"/reflections/prompts/s-if-then/?entry={letter.id}" in page
    assert "1 earlier version" in page


@pytest.mark.parametrize("path", ["", "?read=now", "let-go/"])
def test_nothing_about_a_letter_sends_shares_copies_or_prints_it(alice: Person, letter: Entry, path: str) -> None:
    page = alice.client.get(f"/letters/{letter.id}/{path}").content.decode()
    for word in ("copy-words", "#copy", "#print", "mailto:", "share", "Share", "Send", ">Print"):
        assert word not in page
    assert '<p class="printed">' in page
    assert page.index('unprinted"') < page.index(WORDS)


def test_a_letter_with_an_answer_shows_it(alice: Person, letter: Entry) -> None:
    alice.answers("I wanted to be asked.", entry=letter, quote=WORDS)
    page = alice.client.get(f"/letters/{letter.id}/").content.decode()
    assert f'<mark data-theme="regret">{WORDS}</mark>' in page
    assert "I wanted to be asked." in page


def test_a_page_is_no_letter(alice: Person) -> None:
    page = alice.writes("a page")
    for way in ("", "let-go/"):
        assert alice.client.get(f"/letters/{page.id}/{way}").status_code == 404
    assert alice.client.post(f"/letters/{page.id}/close/", {"until": "2026-01-01"}).status_code == 404
    assert alice.user.entries.count() == 1


def test_a_letter_in_the_trash_can_be_read_and_brought_back(alice: Person, letter: Entry) -> None:
    letter.discard()
    page = alice.client.get(letter.get_absolute_url(), follow=True).content.decode()
    assert "Bring it back" in page
    assert WORDS in page
    assert "Put it away" not in page


def test_the_list_shows_letters_and_no_other_page(alice: Person, letter: Entry) -> None:
    alice.writes("a page")
    alice.closes(alice.writes_letter("closed"), date(2025, 10, 1))
    page = alice.client.get("/letters/").content.decode()
    assert "To J." in page
    assert "a page" not in page
    assert "Closed by you until 1 October 2025" in page


def test_the_list_asks_the_database_as_often_however_many_letters_there_are(
    alice: Person, letter: Entry, django_assert_max_num_queries: Callable[[int], AbstractContextManager[Any]]
) -> None:
    alice.closes(alice.writes_letter("closed"))
    with django_assert_max_num_queries(13) as queries:
        alice.client.get("/letters/")
    few = len(queries.captured_queries)
    for number in range(3):
        alice.answers("an answer", entry=alice.writes_letter(f"letter {number}"))
        alice.closes(alice.writes_letter("closed as well"))
    with django_assert_max_num_queries(few):
        alice.client.get("/letters/")


# Closed ---------------------------------------------------------------------------------------------------------------


def test_a_letter_is_closed_until_a_day_and_its_day_is_in_no_message(alice: Person, letter: Entry) -> None:
    answer = alice.client.post(f"/letters/{letter.id}/close/", {"until": "2025-10-01"})
    assert answer["Location"] == "/letters/"
    assert "October" not in str(alice.client.session.items())
    assert letters.letters_of(alice.user, vault=alice.vault) == {letter.id: date(2025, 10, 1)}
    assert alice.user.entries.count() == 0


@pytest.mark.parametrize("until", ["2025-09-12", "2025-09-01", "soon", ""])
def test_only_a_day_to_come_can_be_chosen(alice: Person, letter: Entry, until: str) -> None:
    page = alice.client.post(f"/letters/{letter.id}/close/", {"until": until})
    assert page.status_code == 200
    assert WORDS in page.content.decode()
    assert page.context["form"].errors
    assert alice.user.entries.count() == 1


def test_before_its_day_it_was_a_promise_and_not_a_lock(alice: Person, letter: Entry) -> None:
    alice.closes(letter, date(2025, 10, 1))
    page = alice.client.get(f"/letters/{letter.id}/").content.decode()
    assert "It was a promise, not a lock." in page
    assert WORDS not in page
    opened = alice.client.post(f"/letters/{letter.id}/open/", follow=True)
    assert WORDS in opened.content.decode()
    assert letters.letters_of(alice.user, vault=alice.vault) == {letter.id: None}


def test_nothing_opens_by_itself_on_its_day(alice: Person, letter: Entry, monkeypatch: pytest.MonkeyPatch) -> None:
    alice.closes(letter, date(2025, 10, 1))
    it_is(monkeypatch, datetime(2025, 10, 2, 12, tzinfo=UTC))
    alice.signs_in()
    for url in ("/letters/", f"/letters/{letter.id}/"):
        page = alice.client.get(url).content.decode()
        assert "promise" not in page
        assert "Open it" in page
        assert WORDS not in page
    (envelope,) = flows.envelopes(alice.user, vault=alice.vault)
    assert envelope.is_due(date(2025, 10, 1))
    assert not envelope.is_due(date(2025, 9, 30))


def test_a_button_pressed_twice_opens_once(alice: Person, letter: Entry) -> None:
    alice.closes(letter, date(2025, 10, 1))
    for _ in range(2):
        assert alice.client.post(f"/letters/{letter.id}/open/").status_code == 302
    assert alice.user.entries.count() == 1


def test_an_envelope_whose_day_has_come_stands_on_today_without_a_word_of_it(alice: Person) -> None:
    letter = alice.writes_letter("Dear you.", title="To J.")
    alice.closes(letter)
    assert f"/letters/{letter.id}/" not in alice.client.get("/").content.decode()
    letters.close_until(alice.user, letter.id, THE_TWELFTH, vault=alice.vault)
    page = alice.client.get("/").content.decode()
    assert f"/letters/{letter.id}/" in page
    assert "To J." not in page
