"""The recovery key in its owner's hands: made, shown, confirmed, asked after every half year.

Both keys open while a new one waits to be confirmed: making one never takes the old one away.
"""

from datetime import datetime, timedelta
from enum import Enum

from django.db import transaction
from django.utils import timezone

from vault import keyslots
from vault.core import recovery
from vault.core.errors import VaultError
from vault.keyslots import OpenVault, locked_row
from vault.models import Vault, VaultSlot

HALF_A_YEAR = timedelta(days=182)
A_MONTH = timedelta(days=30)


class Standing(Enum):
    """How it stands with a recovery key."""

    WAITS = "a key waits to be confirmed"
    TO_BE_ASKED = "it is time to ask whether she still has it"
    KEPT = "kept"


class WrongGroup(VaultError):
    """What was typed is not the group of the recovery key that was asked for."""


@transaction.atomic
def issue(vault: OpenVault) -> None:
    """Make a recovery key that works at once and waits to be confirmed; one that waits already stays as it is."""
    row = locked_row(vault)
    if row.recovery_key_sealed is not None:
        return
    key = recovery.new_recovery_key()
    keyslots.write_recovery_slot(vault, key, credential=keyslots.UNCONFIRMED)
    row.recovery_key_sealed = vault.keyring.seal(row.place("recovery_key"), key.encode())
    row.save(update_fields=["recovery_key_sealed"])


def unconfirmed(vault: OpenVault) -> str | None:
    """Return the recovery key that waits to be confirmed, as shown; None once it was."""
    row = _row(vault)
    if row.recovery_key_sealed is None:
        return None
    return vault.keyring.open(row.place("recovery_key"), row.recovery_key_sealed).decode()


def confirmed_at(vault: OpenVault) -> datetime | None:
    """Return when the owner last showed that she kept a key."""
    return _row(vault).recovery_confirmed_at


@transaction.atomic
def confirm(vault: OpenVault, *, last_group: str) -> None:
    """Take the owner's word that she kept the key: she typed its last group of four characters.

    From now on it is the recovery key, any former one is void, and it is never shown again. Raises `WrongGroup` when
    the group is another one or no key waits.
    """
    row = locked_row(vault)
    key = unconfirmed(vault)
    if key is None or not recovery.same_group(last_group, recovery.groups(key)[-1]):
        raise WrongGroup("this is not the last group of the key")
    keyslots.write_recovery_slot(vault, key)
    kept_waiting = {"kind": VaultSlot.Kind.RECOVERY, "credential": keyslots.UNCONFIRMED}
    row.slots.filter(owner=vault.owner_id, **kept_waiting).delete()
    row.recovery_key_sealed = None
    row.recovery_confirmed_at = timezone.now()
    row.recovery_asked_again_at = timezone.now() + HALF_A_YEAR
    row.save(update_fields=["recovery_key_sealed", "recovery_confirmed_at", "recovery_asked_again_at"])


def standing(row: Vault) -> Standing:
    """Return how it stands with the recovery key, by the row of its vault."""
    if row.recovery_key_sealed is not None:
        return Standing.WAITS
    again_at = row.recovery_asked_again_at
    if again_at is None and row.recovery_confirmed_at is not None:
        again_at = row.recovery_confirmed_at + HALF_A_YEAR
    return Standing.TO_BE_ASKED if again_at is not None and timezone.now() >= again_at else Standing.KEPT


def check(vault: OpenVault, *, typed: str) -> None:
    """Compare a key typed from its owner's copy with the one that opens the vault, and ask again in half a year.

    Says only whether it fits. Raises `MistypedRecoveryKey`, or `WrongSecret` when it is another key.
    """
    keyslots.open_recovery_slot(vault.id, vault.owner_id, typed)
    _ask_again(vault, HALF_A_YEAR)


def ask_later(vault: OpenVault) -> None:
    """Ask again in a month."""
    _ask_again(vault, A_MONTH)


def _ask_again(vault: OpenVault, pause: timedelta) -> None:
    again_at = timezone.now() + pause
    Vault.objects.filter(owner=vault.owner_id, id=vault.id).update(recovery_asked_again_at=again_at)


def _row(vault: OpenVault) -> Vault:
    return Vault.objects.get(owner=vault.owner_id, id=vault.id)
