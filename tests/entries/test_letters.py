"""Letters among the pages: each is known as one, and one that is closed is shown nowhere and loses nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client

from entries import letters
from entries.content import LETTER, PAGE, EntryContent
from entries.flows import keep_entry
from entries.letters import LetterIndex
from entries.models import Entry
from tests.people import A_DAY, PASSWORD, Person
from vault import former, rekeying
from vault.flows import create_vault
from vault.keeping import Origin
from vault.keyslots import OpenVault

WORDS = "Your coat on the chair."
SOME_DAY = date(2099, 10, 1)


def known(person: Person) -> letters.Letters:
    return letters.letters_of(person.user, vault=person.vault)


def fields(entry_id: object, **changed: str) -> dict[str, str]:
    page = {"entry_id": str(entry_id), "revision": "0", "written_on": "2025-06-14", "title": "", "body": WORDS}
    return page | changed


@pytest.fixture
def closed(alice: Person) -> Entry:
    """A letter that was changed once, and then closed."""
    letter = alice.revises(alice.writes_letter("a first try"), WORDS, title="To J.")
    alice.closes(letter, SOME_DAY)
    return letter


def test_a_letter_is_known_as_one_from_its_first_save(alice: Person) -> None:
    alice.writes("a page")
    letter = alice.writes_letter(WORDS)
    alice.revises(letter, "changed")
    assert known(alice) == {letter.id: None}
    assert alice.user.letter_indexes.count() == 1


def test_which_pages_are_letters_and_until_when_they_are_closed_is_sealed(alice: Person) -> None:
    letter = alice.writes_letter(WORDS)
    alice.closes(letter)
    row = bytes(alice.user.letter_indexes.get().letters)
    assert str(letter.id).encode() not in row
    assert b"2099" not in row


@pytest.mark.parametrize("kind", ["", PAGE, "plain", LETTER])
def test_a_letter_stays_a_letter_whatever_a_form_says(alice: Person, kind: str) -> None:
    letter = alice.writes_letter(WORDS)
    alice.client.post(f"/write/{letter.id}/", fields(letter.id, revision="1", body="changed", kind=kind))
    assert alice.user.entries.get().read(alice.vault) == EntryContent("", "changed", LETTER)
    assert alice.user.versions.get().read(alice.vault).kind == LETTER


def test_a_page_made_a_letter_by_a_form_of_somebodys_own_is_known_as_one(alice: Person) -> None:
    page = alice.writes("a page")
    alice.client.post(f"/write/{page.id}/", fields(page.id, revision="1", kind=LETTER))
    assert known(alice) == {page.id: None}


def test_the_form_of_a_letter_offers_no_other_kind_and_that_of_a_page_no_letter(alice: Person) -> None:
    letter, page = alice.writes_letter(WORDS), alice.writes("a page")
    form = alice.client.get(f"/write/{letter.id}/").content.decode()
    assert '<input type="hidden" name="kind" value="letter"' in form
    assert 'type="radio"' not in form
    assert "There is no send button, on purpose." in form
    form = alice.client.get(f"/write/{page.id}/").content.decode()
    assert 'value="letter"' not in form
    assert "send button" not in form


def test_an_earlier_version_made_a_page_of_its_own_is_a_letter_too(alice: Person) -> None:
    letter = alice.revises(alice.writes_letter("a first try"), WORDS)
    version = alice.user.versions.get()
    alice.client.post(f"{version.get_absolute_url()}keep-apart/")
    assert set(known(alice)) == {letter.id, version.id}


def test_a_letter_deleted_from_the_trash_is_forgotten(alice: Person) -> None:
    letter = alice.writes_letter(WORDS)
    letter.discard()
    alice.client.post(f"/journal/{letter.id}/delete/")
    assert alice.user.letter_indexes.count() == 0


def test_rows_of_letters_say_what_they_are(alice: Person) -> None:
    alice.writes_letter(WORDS)
    assert b"a letter, unsent" in alice.client.get("/journal/").content


@pytest.mark.django_db(transaction=True)
def test_two_devices_do_not_lose_each_others_letters(alice: Person) -> None:
    """Each reads the row only once it holds the lock of the vault."""
    owner, vault = alice.user, alice.vault
    written: dict[UUID, date | None] = {uuid4(): None for _ in range(16)}

    def writes(mine: list[UUID]) -> None:
        for letter in mine:
            letters.remember(owner, letter, vault=vault)
        connection.close()

    with ThreadPoolExecutor() as devices:
        list(devices.map(writes, (list(written)[:8], list(written)[8:])))
    assert known(alice) == written
    assert owner.letter_indexes.count() == 1


def test_a_damaged_list_of_letters_stops_no_letter_and_is_left_as_it_is(alice: Person) -> None:
    alice.closes(alice.writes_letter(WORDS))
    alice.user.letter_indexes.update(letters=b"damaged")
    letter = alice.writes_letter("another")
    assert known(alice) == {letter.id: None}
    assert alice.user.letter_indexes.count() == 2
    assert b"Closed by you" in alice.client.get("/letters/").content


# Closed -------------------------------------------------------------------------------------------------------------


def test_a_closed_letter_is_shown_nowhere(alice: Person, closed: Entry) -> None:
    alice.writes("another page", written_on=alice.client.get("/").context["today"])
    answer = alice.answers("It still hurts.", entry=closed, quote=WORDS)
    version = alice.user.versions.get()
    pages = ["/", "/journal/", "/journal/trash/", "/letters/", "/letters/new/", "/reflections/", "/contents/"]
    pages += [f"/journal/{closed.id}/", f"/journal/{closed.id}/history/", f"/write/{closed.id}/", "/book/"]
    pages += [f"/letters/{closed.id}/", f"/letters/{closed.id}/?read=now", f"/letters/{closed.id}/let-go/"]
    pages += [version.get_absolute_url(), f"/reflections/?entry={closed.id}", f"/journal/{closed.id}/delete/"]
    pages += [f"/reflections/{answer.id}/", f"/reflections/{answer.id}/revise/", f"/reflections/{answer.id}/delete/"]
    for url in pages:
        page = alice.client.get(url, follow=True).content.decode()
        assert WORDS not in page, url
        assert "a first try" not in page, url
        assert "To J." not in page, url
    assert "It still hurts." in alice.client.get(f"/reflections/{answer.id}/").content.decode()
    assert alice.user.entries.count() == 1


@pytest.mark.parametrize("url", ["/journal/{}/discard/", "/journal/{}/bring-back/", "/letters/{}/close/"])
def test_nothing_but_opening_it_can_be_done_with_a_closed_letter(alice: Person, closed: Entry, url: str) -> None:
    assert alice.client.post(url.format(closed.id), {"until": "2098-01-01"}).status_code == 404
    alice.client.post(f"/letters/{closed.id}/gone/", {"stay": "nothing", "revision": "2"})
    version = alice.user.versions.get().get_absolute_url()
    assert {alice.client.post(f"{version}{way}/").status_code for way in ("restore", "keep-apart")} == {404}
    assert known(alice) == {closed.id: SOME_DAY}
    assert Entry.kept_by(alice.user).get().is_withheld


def test_an_answer_changed_while_its_letter_is_closed_still_quotes_it_afterwards(alice: Person, closed: Entry) -> None:
    answer = alice.answers("It still hurts.", entry=closed, quote=WORDS)
    sent = {"reflection_id": str(answer.id), "revision": "1", "passage": "", "answer": "Less than it did."}
    alice.client.post(f"/reflections/{answer.id}/revise/", sent)
    changed = alice.user.reflections.get()
    assert (changed.read(alice.vault).answer, changed.read(alice.vault).quote) == ("Less than it did.", WORDS)
    assert changed.entry_id == closed.id
    alice.client.post(f"/letters/{closed.id}/open/")
    assert f"{WORDS}</blockquote>" in alice.client.get(f"/reflections/{answer.id}/").content.decode()


def test_what_another_tab_saves_is_kept_in_the_closed_letter(alice: Person, closed: Entry) -> None:
    page = fields(closed.id, revision="2", body="one more line")
    assert alice.client.post(f"/write/{closed.id}/autosave/", page).json()["revision"] == 3
    done = alice.client.post(f"/write/{closed.id}/", fields(closed.id, revision="3", body="and another"), follow=True)
    assert "What you wrote is kept with it" in done.content.decode()
    assert "and another" not in done.content.decode()
    standing = Entry.kept_by(alice.user).get()
    assert standing.is_withheld
    assert standing.read(alice.vault).body == "and another"
    assert known(alice) == {closed.id: SOME_DAY}


@pytest.mark.parametrize("last", [{}, {"last": "1"}])
def test_what_another_tab_wrote_at_the_same_time_is_kept_beside_the_closed_letter(
    alice: Person, closed: Entry, last: dict[str, str]
) -> None:
    stale = fields(closed.id, revision="0", body="from the laptop") | last
    url = f"/write/{closed.id}/autosave/" if last else f"/write/{closed.id}/"
    page = alice.client.post(url, stale, follow=True).content.decode()
    assert "from the laptop" not in page
    assert Entry.kept_by(alice.user).get().read(alice.vault).body == WORDS
    beside = alice.user.versions.get(is_beside=True).read(alice.vault)
    assert (beside.body, beside.kind) == ("from the laptop", LETTER)


def test_a_letter_in_the_trash_is_never_closed_as_well(alice: Person) -> None:
    """Two tabs at once: what was discarded could otherwise go for good unseen."""
    letter = alice.writes_letter(WORDS)
    in_the_other_tab = alice.user.entries.get()
    alice.closes(letter)
    in_the_other_tab.discard()
    assert not Entry.kept_by(alice.user).get().is_withheld
    alice.closes(letter)
    assert not Entry.kept_by(alice.user).get().is_withheld


# Keys -----------------------------------------------------------------------------------------------------------------


def test_a_new_key_seals_the_list_of_letters_again(alice: Person, closed: Entry) -> None:
    rekeyed = rekeying.start(alice.vault, password=PASSWORD)
    assert rekeying.go_on(rekeyed).is_finished
    assert letters.letters_of(alice.user, vault=rekeyed) == {closed.id: SOME_DAY}


def test_letters_of_a_former_journal_come_back_as_letters_and_closed_ones_closed(alice: Person, closed: Entry) -> None:
    former_vault = alice.vault
    former.set_aside(alice.user, former_vault.id)
    present = create_vault(alice.user, password=PASSWORD)
    assert letters.letters_of(alice.user, vault=present) == {}
    fresh = _letter_in(present, alice)
    former.bring_back(former_vault, into=present)
    assert known(alice) == {closed.id: SOME_DAY, fresh.id: None}
    assert Entry.kept_by(alice.user).withheld().get().id == closed.id
    letters.forget(alice.user, fresh.id, vault=present)
    assert LetterIndex._base_manager.count() == 1
    assert known(alice) == {closed.id: SOME_DAY}


def test_somebody_elses_letters_are_not_known(alice: Person, bob: Person, closed: Entry) -> None:
    assert known(bob) == {}
    assert bob.client.get(f"/letters/{closed.id}/").status_code == 404
    for way in ("close", "open", "gone"):
        assert bob.client.post(f"/letters/{closed.id}/{way}/", {"until": "2098-01-01"}).status_code == 404
    assert Client().get(f"/letters/{closed.id}/").status_code == 302


def _letter_in(vault: OpenVault, person: Person) -> Entry:
    return keep_entry(
        person.user,
        entry_id=uuid4(),
        origin=Origin(),
        written_on=A_DAY,
        content=EntryContent("", "written since", LETTER),
        vault=vault,
    )
