"""Both the password and the recovery key lost: an honest page, a new journal, and nothing of the old one deleted."""

from typing import Any

import pytest

from accounts import flows
from entries.models import Entry
from reflections.models import Reflection
from tests.accounts.test_resetting import NEW, signed_in_after_reset
from tests.people import PASSWORD, Person
from vault import recovery_keys
from vault.flows import open_with_password
from vault.models import Vault

FORM = {"entry_id": "5f0c0b5e-0000-4000-8000-000000000002", "revision": "0", "written_on": "2025-06-15"}


class Lost:
    """Somebody who has started again, and what she had before."""

    def __init__(self, person: Person) -> None:
        self.person = person
        key = recovery_keys.unconfirmed(person.vault)
        assert key
        self.key = key
        self.entry = person.writes("words of before", title="before")
        person.answers("an answer of before", entry=self.entry)
        self.sealed = bytes(self.entry.body)
        self.browser = signed_in_after_reset(person)
        self.answer = self.browser.post("/start-again/", {"password": NEW})
        self.former: Vault = person.user.vaults.get(is_current=False)

    def bring_back(self, **given: str) -> Any:
        form = {"recovery_key": "", "former_password": ""} | given
        return self.browser.post(f"/settings/former-journals/{self.former.id}/", form)


@pytest.fixture
def lost(alice: Person) -> Lost:
    return Lost(alice)


def test_the_page_is_honest_and_asks_to_look_once_more(alice: Person) -> None:
    page = signed_in_after_reset(alice).get("/start-again/").content.decode()
    assert "nobody can open these pages" in page
    assert "Nothing is deleted" in page


def test_a_new_journal_is_empty_and_the_former_one_is_kept_byte_for_byte(lost: Lost) -> None:
    assert lost.answer["Location"] == "/settings/recovery-key/"
    assert b"words of before" not in lost.browser.get("/journal/").content
    assert lost.browser.get("/journal/").status_code == 200
    assert lost.browser.get(f"/journal/{lost.entry.id}/").status_code == 404
    assert bytes(Entry._base_manager.get(id=lost.entry.id).body) == lost.sealed
    assert lost.person.user.entries.count() == 0
    assert lost.person.user.reflections.count() == 0


def test_the_new_journal_is_one_to_write_in(lost: Lost) -> None:
    assert lost.browser.post("/write/", FORM | {"body": "a first page again"}).status_code == 302
    assert b"a first page again" in lost.browser.get("/journal/").content
    assert b"words of before" not in lost.browser.get("/book/choose/pages/").content


def test_it_needs_the_password_and_a_journal_that_is_not_open(alice: Person) -> None:
    assert alice.client.post("/start-again/", {"password": PASSWORD})["Location"] == "/"
    alice.locks()
    assert b"not the password you sign in with" in alice.client.post("/start-again/", {"password": "x" * 12}).content
    assert alice.user.vaults.count() == 1


@pytest.mark.parametrize("way", ["recovery key", "former password"])
def test_a_former_journal_comes_back_when_its_key_turns_up(lost: Lost, way: str) -> None:
    lost.browser.post("/write/", FORM | {"body": "written since"})
    given = {"recovery_key": lost.key} if way == "recovery key" else {"former_password": PASSWORD}
    assert lost.bring_back(**given)["Location"] == "/journal/"
    journal = lost.browser.get("/journal/").content
    assert b"words of before" in journal
    assert b"written since" in journal
    assert b"an answer of before" in lost.browser.get(f"/journal/{lost.entry.id}/").content
    vault = open_with_password(lost.person.user, password=NEW)
    assert lost.person.user.entries.get(id=lost.entry.id).read(vault).body == "words of before"
    assert lost.person.user.vaults.count() == 1
    assert lost.person.user.preferences.count() == 1


def test_a_wrong_key_brings_nothing_back_and_deletes_nothing(lost: Lost, bob: Person) -> None:
    other = recovery_keys.unconfirmed(bob.vault) or ""
    assert b"does not open this journal" in lost.bring_back(recovery_key=other).content
    assert b"does not open this journal" in lost.bring_back(former_password=NEW).content
    assert bytes(Entry._base_manager.get(id=lost.entry.id).body) == lost.sealed


def test_a_damaged_row_stays_where_it_is_and_everything_else_comes_back(lost: Lost) -> None:
    Reflection._base_manager.update(body=lost.sealed)
    answer = lost.browser.post(
        f"/settings/former-journals/{lost.former.id}/",
        {"recovery_key": "", "former_password": PASSWORD},
        follow=True,
    )
    assert b"words of before" in answer.content
    assert b"stays in the former journal, as it is" in answer.content
    assert bytes(Reflection._base_manager.get().body) == lost.sealed
    assert lost.person.user.vaults.count() == 2


def test_nobody_brings_back_the_journal_of_another(lost: Lost, bob: Person) -> None:
    form = {"recovery_key": lost.key, "former_password": ""}
    assert bob.client.post(f"/settings/former-journals/{lost.former.id}/", form).status_code == 404
    assert bob.user.entries.count() == 0


def test_the_former_journal_goes_with_the_account(lost: Lost) -> None:
    lost.browser.post("/settings/delete-account/", {"password": NEW})
    assert not Entry._base_manager.exists()
    assert not Vault._base_manager.exists()


def test_a_slow_save_into_the_former_journal_is_given_back_and_not_lost_in_it(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The request opened the journal before it was set aside, and saves after."""
    slow = alice.vault
    flows.start_again(alice.user, password=PASSWORD, instead_of=alice.vault.id)
    alice.unlocks()
    monkeypatch.setattr("vault.session.Door.vault", property(lambda _: slow))
    answer = alice.client.post("/write/", FORM | {"body": "late words"})
    assert answer.status_code == 423
    assert b"late words" in answer.content
    monkeypatch.undo()
    assert Entry._base_manager.count() == 0
    assert alice.client.post("/write/", FORM | {"body": "late words", "vault_password": PASSWORD}).status_code == 302
    assert b"late words" in alice.client.get("/journal/").content


@pytest.mark.parametrize("how", ["done", "autosave"])
def test_a_tab_of_the_former_journal_loses_no_words(lost: Lost, how: str) -> None:
    """They become a page of the present one, the same however often they are sent."""
    url = f"/write/{lost.entry.id}/" + ("" if how == "done" else "autosave/")
    late = FORM | {"entry_id": str(lost.entry.id), "revision": "1", "body": "late words"}
    for _ in range(2):
        assert lost.browser.post(url, late).status_code in {200, 302}
    assert lost.browser.get("/journal/").content.count(b"late words") == 1
    assert bytes(Entry._base_manager.get(id=lost.entry.id).body) == lost.sealed
