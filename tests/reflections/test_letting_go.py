"""A letter let go: read once more, then gone with everything about it, and nothing is said that is not true."""

from datetime import date
from typing import Any

import pytest

from entries.models import Entry, EntryVersion
from reflections.letters import flows
from reflections.models import Reflection
from tests.people import Person, change
from vault.keeping import StaleRevision

WORDS = "I never told you how ordinary it was, the thing I wanted."
THE_TWELFTH = date(2025, 9, 12)


@pytest.fixture
def letter(alice: Person) -> Entry:
    """A letter with an earlier version."""
    body = f"J.,\n\n{WORDS}\n\nM."
    return alice.revises(alice.writes_letter("a first try"), body, title="To J.", written_on=THE_TWELFTH)


def lets_go(person: Person, letter: Entry, stay: str = "line", revision: int = 2) -> Any:
    return person.client.post(f"/letters/{letter.id}/gone/", {"stay": stay, "revision": str(revision)})


def test_the_last_reading_says_what_goes_and_that_it_cannot_be_undone(alice: Person, letter: Entry) -> None:
    alice.answers("I wanted to be asked.", entry=letter)
    page = alice.client.get(f"/letters/{letter.id}/let-go/").content.decode()
    assert WORDS in page
    for line in ("1 earlier version goes with it", "1 answer about it goes with it", "This can’t be undone", "Backups"):
        assert line in page
    assert "wait a day" in page
    assert "12 September. A letter, 14 words, let go." in page
    assert "evidence" not in page


def test_where_contact_is_unsafe_evidence_is_thought_of_first(alice: Person, letter: Entry) -> None:
    change(alice, contact_is_unsafe=True)
    assert "needed as evidence" in alice.client.get(f"/letters/{letter.id}/let-go/").content.decode()


def test_a_letter_let_go_is_gone_with_everything_about_it(alice: Person, letter: Entry) -> None:
    alice.answers("I wanted to be asked.", entry=letter, quote=WORDS)
    other = alice.answers("Another.", entry=alice.writes("another page"))
    answer = lets_go(alice, letter, "nothing")
    assert answer.status_code == 200
    assert "It’s gone." in answer.content.decode()
    assert WORDS in answer.content.decode().partition('aria-hidden="true">')[2]
    assert answer["Cache-Control"] == "no-store"
    assert Entry._base_manager.count() == 1
    assert EntryVersion._base_manager.count() == 0
    assert [each.id for each in Reflection._base_manager.all()] == [other.id]
    assert alice.user.letter_indexes.count() == 0


def test_one_line_may_stay_to_say_there_was_a_letter(alice: Person, letter: Entry) -> None:
    assert "12 September. A letter, 14 words, let go." in lets_go(alice, letter).content.decode()
    stays = alice.user.entries.get()
    assert stays.written_on == THE_TWELFTH
    assert stays.read(alice.vault).body == "12 September. A letter, 14 words, let go."
    assert stays.read(alice.vault).kind == "plain"
    assert stays.id != letter.id


def test_afterwards_nothing_shows_it(alice: Person, letter: Entry) -> None:
    lets_go(alice, letter, "nothing")
    for url in (f"/letters/{letter.id}/", f"/letters/{letter.id}/let-go/", f"/journal/{letter.id}/"):
        assert alice.client.get(url).status_code == 404
    assert alice.client.get(f"/letters/{letter.id}/gone/").status_code == 405
    again = lets_go(alice, letter, "line")
    assert again.status_code == 404
    assert "It’s gone." in again.content.decode()
    assert WORDS not in again.content.decode()
    assert alice.user.entries.count() == 0


def test_words_written_since_the_last_reading_are_read_first(alice: Person, letter: Entry) -> None:
    alice.revises(letter, "and one more thing", written_on=THE_TWELFTH)
    answer = lets_go(alice, letter, "nothing", revision=2)
    assert answer.status_code == 409
    assert "so nothing is gone" in answer.content.decode()
    assert "and one more thing" in answer.content.decode()
    assert alice.user.entries.count() == 1


def test_a_letter_closed_in_another_tab_is_not_let_go_unread(alice: Person, letter: Entry) -> None:
    alice.closes(letter)
    assert lets_go(alice, letter)["Location"] == f"/letters/{letter.id}/"
    with pytest.raises(StaleRevision):
        flows.let_go(letter, revision=2, line="", vault=alice.vault)
    assert Entry.kept_by(alice.user).count() == 1


@pytest.mark.parametrize("sent", [{}, {"stay": "everything", "revision": "2"}, {"stay": "line", "revision": "x"}])
def test_a_form_that_makes_no_sense_lets_nothing_go(alice: Person, letter: Entry, sent: dict[str, str]) -> None:
    assert WORDS in alice.client.post(f"/letters/{letter.id}/gone/", sent).content.decode()
    assert alice.user.entries.count() == 1


def test_the_page_never_says_more_than_is_true_about_the_files(alice: Person, letter: Entry) -> None:
    """Within a transaction, as here, the log of the database cannot be emptied yet."""
    assert "until the database tidies up" in lets_go(alice, letter).content.decode()


def test_a_page_or_a_letter_in_the_trash_is_not_let_go(alice: Person, letter: Entry) -> None:
    page = alice.writes("a page")
    assert lets_go(alice, page, revision=1).status_code == 404
    letter.discard()
    assert lets_go(alice, letter)["Location"] == f"/letters/{letter.id}/"
    assert Entry.kept_by(alice.user).count() == 2
