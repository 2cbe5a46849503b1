"""Promises about keys: what opens a journal, what does not, and what is never lost on the way."""

import pytest
from pytest_django import Settings

from tests.people import PASSWORD, Person
from vault import flows, recovery_keys
from vault.core import recovery, slots
from vault.core.errors import Corrupt, NotARecoveryKey, RecoveryKeySlip, WrongSecret
from vault.models import Vault, VaultSlot


def slot_of(person: Person) -> VaultSlot:
    return person.user.vault_slots.get(kind="password")


def test_the_password_opens_the_journal(alice: Person) -> None:
    assert flows.open_with_password(alice.user, password=PASSWORD).owner_id == alice.user.pk


@pytest.mark.parametrize("wrong", ["", PASSWORD.upper(), PASSWORD + " ", "something else entirely"])
def test_another_password_does_not_open_the_journal(alice: Person, wrong: str) -> None:
    with pytest.raises(WrongSecret):
        flows.open_with_password(alice.user, password=wrong)


def test_the_recovery_key_opens_the_journal_before_and_after_it_is_confirmed(alice: Person) -> None:
    key = recovery_keys.unconfirmed(alice.vault)
    assert key is not None
    entry = alice.writes("still here")
    for _ in range(2):
        opened = flows.open_with_recovery_key(alice.user, typed=key.lower().replace("-", " "))
        assert entry.read(opened).body == "still here"
        if Vault.objects.get(owner=alice.user).recovery_confirmed_at is None:
            recovery_keys.confirm(alice.vault, last_group=recovery.groups(key)[-1])


def test_a_confirmed_recovery_key_is_never_shown_again_and_stands_nowhere(alice: Person) -> None:
    key = recovery_keys.unconfirmed(alice.vault)
    assert key is not None
    recovery_keys.confirm(alice.vault, last_group=key[-4:])
    row = Vault.objects.get(owner=alice.user)
    assert recovery_keys.unconfirmed(alice.vault) is None
    assert row.recovery_key_sealed is None
    assert row.recovery_confirmed_at is not None


def test_a_wrong_last_group_confirms_nothing(alice: Person) -> None:
    key = recovery_keys.unconfirmed(alice.vault)
    with pytest.raises(recovery_keys.WrongGroup):
        recovery_keys.confirm(alice.vault, last_group="0000" if key and key[-4:] != "0000" else "1111")
    assert recovery_keys.unconfirmed(alice.vault) == key


def test_a_recovery_key_of_another_journal_opens_nothing(alice: Person, bob: Person) -> None:
    key = recovery_keys.unconfirmed(bob.vault)
    assert key is not None
    with pytest.raises(WrongSecret):
        flows.open_with_recovery_key(alice.user, typed=key)


def test_a_mistyped_recovery_key_is_told_from_a_wrong_one(alice: Person) -> None:
    key = recovery_keys.unconfirmed(alice.vault)
    assert key is not None
    with pytest.raises(NotARecoveryKey):
        flows.open_with_recovery_key(alice.user, typed=key[:-1])
    with pytest.raises(RecoveryKeySlip):
        flows.open_with_recovery_key(alice.user, typed=key[:-1] + ("0" if key[-1] != "0" else "2"))


def test_every_journal_has_another_key(alice: Person, bob: Person) -> None:
    assert alice.vault.keyring.data_key != bob.vault.keyring.data_key


def test_a_raised_cost_is_applied_at_the_next_opening_and_loses_nothing(alice: Person, settings: Settings) -> None:
    entry = alice.writes("kept")
    settings.VAULT_COST = (512, 2, 1)
    assert entry.read(flows.open_with_password(alice.user, password=PASSWORD)).body == "kept"
    assert slots.cost_of(slot_of(alice).kdf) == slots.Cost(512, 2, 1)
    assert entry.read(flows.open_with_password(alice.user, password=PASSWORD)).body == "kept"


def test_a_slot_moved_to_another_person_opens_nothing(alice: Person, bob: Person) -> None:
    stolen = slot_of(alice)
    VaultSlot.objects.filter(owner=bob.user, kind="password").update(wrapped=stolen.wrapped, kdf=stolen.kdf)
    with pytest.raises(WrongSecret):
        flows.open_with_password(bob.user, password=PASSWORD)


def test_an_altered_slot_is_called_damaged_and_not_a_wrong_password(alice: Person) -> None:
    slot = slot_of(alice)
    altered = bytearray(slot.wrapped)
    altered[-1] ^= 1
    VaultSlot.objects.filter(owner=alice.user, kind="password").update(wrapped=bytes(altered))
    with pytest.raises(Corrupt):
        flows.open_with_password(alice.user, password=PASSWORD)


def test_a_slot_that_would_not_open_again_is_never_stored(alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    vault, before = alice.vault, bytes(slot_of(alice).wrapped)
    other_key = vault.keyring.followed_by(b"x" * 32).data_key
    wrap = slots.wrap
    monkeypatch.setattr(slots, "wrap", lambda secret, _, *bound: wrap(secret, other_key, *bound))
    with pytest.raises(Corrupt):
        flows.fit_password(vault, password="another one altogether")
    monkeypatch.undo()
    assert bytes(slot_of(alice).wrapped) == before


def test_an_open_vault_never_prints_its_keys(alice: Person) -> None:
    vault = alice.vault
    assert vault.keyring.data_key.hex() not in repr(vault)
    assert repr(vault.keyring.data_key) not in repr(vault)
