"""A changed password: the journal is fitted to it in the same transaction, and nobody else stays inside."""

from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from accounts.models import User
from tests.people import PASSWORD, Person
from vault import keyslots
from vault.core.errors import Corrupt, StaleKeys, WrongSecret
from vault.flows import open_with_password

NEW = "quiet river under the old bridge"


def changes(person: Person, *, old: str = PASSWORD, new: str = NEW, client: Client | None = None) -> Any:
    return (client or person.client).post("/settings/password/", {"oldpassword": old, "password1": new})


def test_the_new_password_opens_the_journal_and_the_former_one_does_not(alice: Person) -> None:
    entry = alice.writes("kept words")
    assert changes(alice)["Location"] == "/settings/security/"
    assert alice.has_open_journal()
    assert entry.read(open_with_password(alice.user, password=NEW)).body == "kept words"
    with pytest.raises(WrongSecret):
        open_with_password(alice.user, password=PASSWORD)


def test_every_other_browser_is_locked_and_signed_out(alice: Person) -> None:
    laptop = Client()
    alice.signs_in(laptop)
    changes(alice)
    assert alice.user.vault_sessions.count() == 1
    assert laptop.get("/journal/")["Location"].startswith("/accounts/login/")


def test_changing_it_while_locked_opens_the_journal(alice: Person) -> None:
    entry = alice.writes("kept words")
    alice.locks()
    changes(alice)
    assert b"kept words" in alice.client.get(f"/journal/{entry.id}/").content
    alice.client.post("/accounts/logout/")
    alice.client.post("/accounts/login/", {"login": alice.email, "password": NEW})
    assert alice.has_open_journal()


@pytest.mark.parametrize(("old", "new"), [("not this one", NEW), (PASSWORD, "short"), (PASSWORD, "password1234")])
def test_a_change_that_is_refused_changes_nothing(alice: Person, old: str, new: str) -> None:
    before = bytes(alice.user.vault_slots.get(kind="password").wrapped)
    assert changes(alice, old=old, new=new).status_code == 200
    assert bytes(alice.user.vault_slots.get(kind="password").wrapped) == before
    assert alice.user.check_password(PASSWORD)


def test_password_and_slot_change_together_or_not_at_all(alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(*_: Any) -> None:
        raise Corrupt("as if the disk were full")

    monkeypatch.setattr(keyslots, "write_password_slot", full_disk)
    alice.client.raise_request_exception = False
    assert changes(alice).status_code == 500
    assert alice.user.check_password(PASSWORD)
    assert open_with_password(alice.user, password=PASSWORD)


def test_changing_it_while_sealed_loses_nothing(alice: Person) -> None:
    entry = alice.writes("kept words")
    user = alice.user
    user.set_password(NEW)
    user.save()
    client = Client()
    client.post("/accounts/login/", {"login": alice.email, "password": NEW})
    third = "a third one, altogether different"
    changes(alice, old=NEW, new=third, client=client)
    assert client.get("/journal/")["Location"] == "/recover/"
    client.post("/recover/", {"recovery_key": "", "former_password": PASSWORD, "password": third})
    assert b"kept words" in client.get(f"/journal/{entry.id}/").content
    assert open_with_password(alice.user, password=third)


def test_a_new_kind_of_sign_in_hash_leaves_the_journals_slot_alone(alice: Person, settings: Any) -> None:
    settings.PASSWORD_HASHERS = [*settings.PASSWORD_HASHERS, "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    before = bytes(alice.user.vault_slots.get(kind="password").wrapped)
    user = alice.user
    user.password = make_password(PASSWORD, hasher="pbkdf2_sha256")
    user.save()
    alice.signs_in(Client())
    assert alice.user.password.startswith("argon2")
    assert bytes(alice.user.vault_slots.get(kind="password").wrapped) == before


def test_being_asked_for_the_password_once_more_opens_a_locked_journal(alice: Person) -> None:
    alice.locks()
    alice.client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert alice.has_open_journal()


def test_a_password_that_is_changed_as_the_journal_gets_a_new_key_stays_and_that_is_said(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_late(*_args: object, **_named: object) -> None:
        raise StaleKeys("the journal got a new key meanwhile")

    monkeypatch.setattr("vault.flows.fit_password", is_late)
    changed = {"oldpassword": PASSWORD, "password1": "another bench on the river bank"}
    answer = alice.client.post("/settings/password/", changed, follow=True)
    assert "so the password is as it was" in answer.content.decode()
    assert alice.user.check_password(PASSWORD)


def test_an_account_that_was_deleted_meanwhile_is_not_made_anew_by_its_new_password(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deletes(owner: int) -> None:
        User.objects.filter(pk=owner).delete()

    monkeypatch.setattr("accounts.adapter.lock_vaults", deletes)
    changed = {"oldpassword": PASSWORD, "password1": "another bench on the river bank"}
    assert alice.client.post("/settings/password/", changed)["Location"] == "/settings/password/"
    # Nothing was kept, here not even what deleted it.
    assert alice.user.check_password(PASSWORD)
