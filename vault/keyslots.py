"""The key slots of a vault in their table: the data key wrapped under a password or a recovery key.

Formats and derivations are `vault.core.slots`; what opening or replacing a slot means to somebody is `vault.flows`.
"""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from vault.core import recovery, slots
from vault.core.documents import Keyring
from vault.core.errors import Corrupt, StaleKeys, WrongSecret
from vault.models import Vault, VaultSlot
from vault.owned import OwnedQuerySet

# A recovery slot works from the moment it is made; under this name it waits until its owner has shown that she kept it.
UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True, repr=False)
class OpenVault:
    """An open vault: whose it is, which one, and its keys. Passed on, never stored, never global."""

    owner_id: int
    id: UUID
    keyring: Keyring

    def __repr__(self) -> str:
        return f"<OpenVault {self.id}>"

    def lent(self) -> "OpenVault":
        """Return the vault with keys of its own, for work that outlives the request, and that lets go of them."""
        return OpenVault(self.owner_id, self.id, self.keyring.copy())


def opened(row: Vault, data_key: bytes) -> OpenVault:
    """Return the open vault of this row; raise `Corrupt` if its former keys do not open with `data_key` (32 bytes)."""
    keyring = Keyring(row.key_version, {row.key_version: data_key})
    if row.former_keys_sealed is not None:
        former = json.loads(keyring.open(row.place("former_keys"), row.former_keys_sealed))
        keys = {int(version): b64decode(key) for version, key in former.items()}
        keyring = Keyring(row.key_version, keys | {row.key_version: data_key})
    return OpenVault(row.owner_id, row.id, keyring)


def sealed_former_keys(row: Vault, keyring: Keyring) -> bytes:
    """Return the former data keys of a keyring, by version, sealed under its present one."""
    named = {str(version): b64encode(key).decode() for version, key in keyring.former.items()}
    return keyring.seal(row.place("former_keys"), json.dumps(named).encode())


def locked_row(vault: OpenVault) -> Vault:
    """Return the vault's row, locked until the transaction ends; raise `StaleKeys` if it was re-keyed meanwhile."""
    row = Vault.lock(vault.owner_id, vault.id)
    if row.key_version != vault.keyring.current:
        raise StaleKeys("the journal got a new key meanwhile")
    return row


def open_password_slot(vault_id: UUID, owner_id: int, password: str) -> OpenVault:
    """Open a vault with its password: one Argon2id derivation, and one more where the cost was raised since.

    Raises `WrongSecret` or `Corrupt`.
    """
    slot = _slots(vault_id, owner_id, VaultSlot.Kind.PASSWORD).first()
    if slot is None:
        raise WrongSecret("this vault has no password slot")
    vault = _open(slot, slots.password_secret(password, slot.kdf))
    if slots.cost_of(slot.kdf) != _cost():
        write_password_slot(vault, password)
    return vault


def open_recovery_slot(vault_id: UUID, owner_id: int, typed: str) -> OpenVault:
    """Open a vault with a recovery key as typed, be it confirmed or still waiting for that.

    Raises `MistypedRecoveryKey`, `WrongSecret` or `Corrupt`.
    """
    secret = recovery.recovery_secret(typed)
    for slot in _slots(vault_id, owner_id, VaultSlot.Kind.RECOVERY):
        try:
            return _open(slot, secret)
        except WrongSecret:
            continue
    raise WrongSecret("this recovery key is of another vault")


def write_password_slot(vault: OpenVault, password: str) -> None:
    """Make the password slot, or replace it. Takes one Argon2id derivation."""
    parameters = slots.new_parameters(_cost())
    _write(vault, VaultSlot.Kind.PASSWORD, slots.password_secret(password, parameters), kdf=parameters)


def write_recovery_slot(vault: OpenVault, key: str, *, credential: str = "") -> None:
    """Make or replace the slot of a recovery key as shown; `credential` is `UNCONFIRMED` while it waits."""
    secret = recovery.recovery_secret(key)
    _write(vault, VaultSlot.Kind.RECOVERY, secret, kdf={"kdf": "hkdf-sha256"}, credential=credential)


def _slots(vault_id: UUID, owner_id: int, kind: str) -> "OwnedQuerySet[VaultSlot]":
    """Read slots and their vault in one query: apart, re-keying could come between the two."""
    return VaultSlot.objects.filter(owner=owner_id, vault_id=vault_id, kind=kind).select_related("vault")


def _open(slot: VaultSlot, secret: bytes) -> OpenVault:
    return opened(slot.vault, slots.unwrap(secret, slot.wrapped, b"slot", *slot.context()))


@transaction.atomic
def _write(vault: OpenVault, kind: str, secret: bytes, *, kdf: dict[str, str | int], credential: str = "") -> None:
    """Write in one statement, so that there is never a moment without the slot, and never one that does not open."""
    locked_row(vault)
    named = {"owner_id": vault.owner_id, "vault_id": vault.id, "kind": kind, "credential": credential}
    slot = VaultSlot.objects.filter(**named).first() or VaultSlot(**named)
    slot.kdf = kdf
    slot.created_at = timezone.now()
    slot.wrapped = slots.wrap(secret, vault.keyring.data_key, b"slot", *slot.context())
    if slots.unwrap(secret, slot.wrapped, b"slot", *slot.context()) != vault.keyring.data_key:
        raise Corrupt("the new key slot does not open again")
    slot.save()


def _cost() -> slots.Cost:
    return slots.Cost(*settings.VAULT_COST)
