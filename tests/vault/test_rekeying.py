"""A new key for a journal: what was known before opens nothing new, and everything is readable all along."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client

from entries.content import EntryContent
from entries.flows import keep_entry
from tests.people import A_DAY, PASSWORD, Person
from vault import keyslots, recovery_keys, rekeying
from vault.core.documents import key_version
from vault.core.errors import Corrupt, StaleKeys, VaultError, WrongSecret
from vault.flows import fit_password, open_with_password, open_with_recovery_key
from vault.keeping import Origin
from vault.keyslots import OpenVault, locked_row
from vault.models import SealedModel

NEW = "quiet river under the old bridge"


@pytest.fixture
def writer(alice: Person) -> Person:
    for number in range(7):
        alice.answers(f"answer {number}", entry=alice.writes(f"words {number}"))
    return alice


def sealed_rows(person: Person) -> Iterator[tuple[SealedModel, str]]:
    for model in rekeying.sealed_models():
        for row in model._base_manager.filter(owner=person.user):
            yield from ((row, column) for column in row.SEALED)


def versions(person: Person) -> set[int]:
    return {key_version(bytes(getattr(row, column))) for row, column in sealed_rows(person)}


def begins(person: Person) -> Any:
    return person.client.post("/settings/new-key/", {"password": person.password})


def finishes(person: Person) -> None:
    person.client.post("/settings/new-key/progress/")


def test_every_row_of_every_table_is_sealed_again_and_the_former_key_is_dropped(writer: Person) -> None:
    before = writer.vault
    assert begins(writer)["Location"] == "/settings/new-key/progress/"
    assert versions(writer) == {1}
    finishes(writer)
    assert versions(writer) == {2}
    assert writer.user.vaults.get().former_keys_sealed is None
    for row, column in sealed_rows(writer):
        with pytest.raises(Corrupt):
            row.unseal(column, before)
    assert writer.user.entries.oldest_first()[0].read(writer.vault).body.startswith("words")


def test_everything_is_readable_and_writable_while_it_is_under_way(writer: Person) -> None:
    begins(writer)
    entry = writer.user.entries.oldest_first()[0]
    assert b"words" in writer.client.get(f"/journal/{entry.id}/").content
    writer.writes("written meanwhile")
    assert versions(writer) == {1, 2}
    assert b"written meanwhile" in writer.client.get("/journal/").content
    assert b"words 0" in writer.client.get("/journal/").content


def test_it_can_be_left_in_the_middle_and_taken_up_again(writer: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rekeying, "SECONDS_A_BATCH", -1.0)
    begins(writer)
    finishes(writer)
    assert versions(writer) == {1, 2}
    assert b"of 16" in writer.client.get("/settings/new-key/progress/").content
    assert b"not every page is sealed" in writer.client.get("/settings/security/").content
    writer.client.post("/accounts/logout/")
    writer.signs_in()
    monkeypatch.setattr(rekeying, "SECONDS_A_BATCH", 60.0)
    done = writer.client.post("/settings/new-key/progress/", follow=True)
    assert versions(writer) == {2}
    assert b"has its new key" in done.content
    assert b"Keep your recovery key" in done.content


def test_a_page_about_a_new_key_says_nothing_of_one_that_was_never_made(writer: Person) -> None:
    assert writer.client.get("/settings/new-key/progress/")["Location"] == "/settings/new-key/"
    assert writer.client.post("/settings/new-key/progress/")["Location"] == "/settings/new-key/"


def test_the_former_recovery_key_is_void_and_a_new_one_waits(writer: Person) -> None:
    former = recovery_keys.unconfirmed(writer.vault) or ""
    begins(writer)
    with pytest.raises(WrongSecret):
        open_with_recovery_key(writer.user, typed=former)
    new = recovery_keys.unconfirmed(writer.vault) or ""
    assert open_with_recovery_key(writer.user, typed=new).keyring.current == 2


def test_every_other_browser_is_locked(writer: Person) -> None:
    laptop = Client()
    writer.signs_in(laptop)
    begins(writer)
    assert laptop.get("/journal/")["Location"].startswith("/unlock/")
    assert writer.has_open_journal()
    # What the laptop's cookie opened was the former key.
    assert writer.user.vault_sessions.count() == 1


def test_it_needs_the_password(writer: Person) -> None:
    answer = writer.client.post("/settings/new-key/", {"password": "not this one"})
    assert b"does not open your journal" in answer.content
    assert writer.user.vaults.get().key_version == 1


def test_an_edit_in_between_wins_over_sealing_again(writer: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    begins(writer)
    vault = writer.vault
    entry = writer.user.entries.oldest_first()[0]
    original = rekeying.sealed_under

    def edited_meanwhile(row: SealedModel, former: OpenVault, present: OpenVault) -> dict[str, bytes]:
        columns = original(row, former, present)
        if row.pk == entry.pk:
            keep(writer, entry.id, 1, "second thoughts", vault)
        return columns

    monkeypatch.setattr(rekeying, "sealed_under", edited_meanwhile)
    finishes(writer)
    assert writer.user.entries.get(id=entry.id).read(writer.vault).body == "second thoughts"
    assert versions(writer) == {2}


def test_words_of_every_kind_that_are_changed_in_between_win_over_sealing_again(
    writer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    begins(writer)
    vault, original = writer.vault, rekeying.sealed_under

    def changed_meanwhile(row: SealedModel, former: OpenVault, present: OpenVault) -> dict[str, bytes]:
        newer = {column: vault.keyring.seal(row.place(column), b"newer") for column in row.SEALED}
        type(row)._base_manager.filter(owner=row.owner_id, id=row.id).update(**newer)
        return original(row, former, present)

    monkeypatch.setattr(rekeying, "sealed_under", changed_meanwhile)
    finishes(writer)
    assert {row.unseal(column, vault) for row, column in sealed_rows(writer)} == {b"newer"}


def keep(person: Person, entry_id: Any, started_from: int, body: str, vault: OpenVault) -> None:
    content = EntryContent(title="", body=body)
    keep_entry(
        person.user, entry_id=entry_id, origin=Origin(started_from), written_on=A_DAY, content=content, vault=vault
    )


def test_a_save_under_a_former_key_is_refused_whether_that_key_is_dropped_or_not(writer: Person) -> None:
    """A slow request opened the journal before; what it would write might never be opened again."""
    slow = writer.vault
    entry = writer.user.entries.oldest_first()[0]
    for _ in range(2):
        begins(writer)
        for entry_id, revision in ((uuid4(), 0), (entry.id, 1)):
            with pytest.raises(StaleKeys):
                keep(writer, entry_id, revision, "too late", slow)
        finishes(writer)
        with pytest.raises(StaleKeys):
            keep(writer, uuid4(), 0, "too late", slow)
    assert versions(writer) == {3}


def test_no_row_that_is_sealed_under_a_dropped_key_is_saved_whoever_saves_it(writer: Person) -> None:
    slow, entry = writer.vault, writer.user.entries.oldest_first()[0]
    begins(writer)
    finishes(writer)
    entry.write(EntryContent(title="", body="too late"), slow)
    with pytest.raises(StaleKeys):
        entry.save()
    assert versions(writer) == {2}


def test_a_password_changed_meanwhile_stays_the_one_that_opens(writer: Person) -> None:
    """The new key was asked for with the former password, just before it was changed."""
    vault = writer.vault
    fit_password(vault, password=NEW)
    with pytest.raises(WrongSecret):
        rekeying.start(vault, password=PASSWORD)
    assert open_with_password(writer.user, password=NEW).keyring.current == 1


def test_words_that_came_too_late_are_given_back_and_saved(writer: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = writer.vault
    begins(writer)
    finishes(writer)
    monkeypatch.setattr("vault.session.Door.vault", property(lambda _: slow))
    page = {"entry_id": str(uuid4()), "revision": "0", "written_on": "2025-06-14", "body": "a long evening"}
    answer = writer.client.post("/write/", page)
    assert answer.status_code == 423
    assert b"a long evening" in answer.content
    monkeypatch.undo()
    assert writer.client.post("/write/", page | {"vault_password": PASSWORD}).status_code == 302


def test_no_slot_is_written_with_a_key_that_was_left_behind(writer: Person) -> None:
    slow = writer.vault
    begins(writer)
    with pytest.raises(StaleKeys):
        fit_password(slow, password=NEW)
    assert open_with_password(writer.user, password=PASSWORD).keyring.current == 2


def test_two_cannot_begin_at_once(writer: Person) -> None:
    vault = writer.vault
    rekeying.start(vault, password=PASSWORD)
    with pytest.raises(StaleKeys):
        rekeying.start(vault, password=PASSWORD)


def test_it_can_be_done_again_and_again_even_before_the_last_is_finished(writer: Person) -> None:
    for expected in (2, 3):
        begins(writer)
        assert writer.user.vaults.get().key_version == expected
    assert b"words 0" in writer.client.get("/journal/").content
    finishes(writer)
    assert versions(writer) == {3}


def test_a_damaged_row_keeps_the_former_key_and_is_said(writer: Person) -> None:
    entry = writer.user.entries.oldest_first()[0]
    broken = bytearray(entry.body)
    broken[-1] ^= 1
    writer.user.entries.filter(id=entry.id).update(body=bytes(broken))
    begins(writer)
    answer = writer.client.post("/settings/new-key/progress/", follow=True)
    assert b"cannot be opened" in answer.content
    assert bytes(writer.user.entries.get(id=entry.id).body) == bytes(broken)
    assert writer.user.vaults.get().former_keys_sealed is not None
    writer.user.entries.filter(id=entry.id).update(body=bytes(entry.body))
    finishes(writer)
    assert versions(writer) == {2}


def test_an_interruption_while_it_begins_changes_nothing(writer: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(*_: Any, **__: Any) -> None:
        raise VaultError("as if the disk were full")

    monkeypatch.setattr(keyslots, "write_password_slot", full_disk)
    with pytest.raises(VaultError):
        rekeying.start(writer.vault, password=PASSWORD)
    assert writer.user.vaults.get().key_version == 1
    assert writer.user.vault_slots.filter(kind="recovery").count() == 1
    assert writer.has_open_journal()


@pytest.mark.parametrize("is_finished", [False, True])
def test_a_cookie_of_before_opens_nothing_after(writer: Person, is_finished: bool) -> None:
    """A slow request may write the row of its browser after all rows were deleted."""
    cookie = writer.client.cookies["vault"].value
    row = writer.user.vault_sessions.get()
    begins(writer)
    if is_finished:
        finishes(writer)
    row.pk = (row.owner_id, row.id)
    row.save(force_insert=True)
    writer.client.cookies["vault"] = cookie
    assert writer.client.get("/journal/")["Location"].startswith("/unlock/")


def test_no_row_is_saved_under_the_lock_of_another_journal(writer: Person, bob: Person) -> None:
    row = writer.user.entries.order_by("id")[0]
    with transaction.atomic(), pytest.raises(StaleKeys):
        row.save_under(locked_row(bob.vault))
