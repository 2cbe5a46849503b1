"""What happens to the keys of a journal: made, opened by a secret, the recovery key shown and confirmed.

Nothing here sees a request; `vault.session` keeps a vault open in a browser.
"""

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from vault.core import primitives, recovery, slots
from vault.core.documents import Keyring
from vault.core.errors import Corrupt, VaultError, WrongSecret
from vault.models import Vault, VaultSlot

if TYPE_CHECKING:
    # The name under which the type checker knows the project's user model, which lives in an app above this one.
    from django.contrib.auth.models import _User

log = logging.getLogger("vault")

# A recovery slot works from the moment it is made; under this name it waits until its owner has shown that she kept it.
UNCONFIRMED = "unconfirmed"


class NoVault(VaultError):
    """The account has no journal yet."""


class WrongGroup(VaultError):
    """What was typed is not the group of the recovery key that was asked for."""


@dataclass(frozen=True, slots=True, repr=False)
class OpenVault:
    """An open vault: whose it is, which one, and its keys. Passed on, never stored, never global."""

    owner_id: int
    id: UUID
    keyring: Keyring

    def __repr__(self) -> str:
        return f"<OpenVault {self.id}>"


def current_vault(owner: "_User") -> Vault:
    """Return the row of the owner's current vault; raise `NoVault` if there is none."""
    vault = Vault.objects.filter(owner=owner, is_current=True).first()
    if vault is None:
        raise NoVault("this account has no journal yet")
    return vault


def has_vault(owner: "_User") -> bool:
    """Tell whether the account has a journal."""
    return Vault.objects.filter(owner=owner, is_current=True).exists()


@transaction.atomic
def create_vault(owner: "_User", *, password: str) -> OpenVault:
    """Make a journal's keys: a random data key, a slot for the password, and a recovery key that waits to be confirmed.

    `password` is used exactly as typed. The recovery key is made here, so that the page that shows it only reads.
    Takes one Argon2id derivation.
    """
    vault = Vault.objects.create(owner=owner)
    keyring = Keyring(vault.key_version, {vault.key_version: primitives.random_bytes(primitives.KEY_LENGTH)})
    opened = OpenVault(owner_id=owner.pk, id=vault.id, keyring=keyring)
    _write_password_slot(opened, password)
    _issue_recovery_key(vault, opened)
    log.info("vault created, user %s", owner.pk)
    return opened


def open_with_password(owner: "_User", *, password: str) -> OpenVault:
    """Open the current vault with its password.

    Raises `NoVault` without a journal and `WrongSecret` when the password does not fit. Takes one Argon2id derivation;
    if the configured cost was raised since the slot was made, one more, to bring the slot up to it.
    """
    vault = current_vault(owner)
    slot = _slot(vault, VaultSlot.Kind.PASSWORD)
    opened = _open(vault, slot, slots.password_secret(password, slot.kdf))
    if slots.cost_of(slot.kdf) != _cost():
        _write_password_slot(opened, password)
    return opened


def open_with_recovery_key(owner: "_User", *, typed: str) -> OpenVault:
    """Open the current vault with a recovery key as somebody typed it.

    The confirmed key and one that waits to be confirmed both open. Raises `MistypedRecoveryKey` (see its two kinds),
    `NoVault`, or `WrongSecret` when it is a recovery key, but of another journal.
    """
    secret = recovery.recovery_secret(typed)
    vault = current_vault(owner)
    for slot in vault.slots.filter(owner=owner, kind=VaultSlot.Kind.RECOVERY):
        try:
            return _open(vault, slot, secret)
        except WrongSecret:
            continue
    raise WrongSecret("this recovery key is of another journal")


def unconfirmed_recovery_key(vault: OpenVault) -> str | None:
    """Return the recovery key that waits to be confirmed, as shown; None once it was."""
    row = _row(vault)
    if row.recovery_key_sealed is None:
        return None
    return vault.keyring.open(row.recovery_key_place(), row.recovery_key_sealed).decode()


@transaction.atomic
def confirm_recovery_key(vault: OpenVault, *, last_group: str) -> None:
    """Take the owner's word that she kept the key: she typed its last group of four characters.

    From now on it is the recovery key, any former one is void, and it is never shown again. Raises `WrongGroup` when
    the group is another one or no key waits.
    """
    key = unconfirmed_recovery_key(vault)
    if key is None or not recovery.same_group(last_group, recovery.groups(key)[-1]):
        raise WrongGroup("this is not the last group of the key")
    row = _row(vault)
    _write_slot(vault, VaultSlot.Kind.RECOVERY, recovery.recovery_secret(key), kdf={"kdf": "hkdf-sha256"})
    row.slots.filter(owner=vault.owner_id, kind=VaultSlot.Kind.RECOVERY, credential=UNCONFIRMED).delete()
    row.recovery_key_sealed = None
    row.recovery_confirmed_at = timezone.now()
    row.save(update_fields=["recovery_key_sealed", "recovery_confirmed_at"])


def _issue_recovery_key(row: Vault, vault: OpenVault) -> None:
    key = recovery.new_recovery_key()
    secret = recovery.recovery_secret(key)
    _write_slot(vault, VaultSlot.Kind.RECOVERY, secret, kdf={"kdf": "hkdf-sha256"}, credential=UNCONFIRMED)
    row.recovery_key_sealed = vault.keyring.seal(row.recovery_key_place(), key.encode())
    row.save(update_fields=["recovery_key_sealed"])


def _row(vault: OpenVault) -> Vault:
    return Vault.objects.get(owner=vault.owner_id, id=vault.id)


def _slot(vault: Vault, kind: str) -> VaultSlot:
    slot = vault.slots.filter(owner=vault.owner_id, kind=kind, credential="").first()
    if slot is None:
        raise WrongSecret("this journal has no such key slot")
    return slot


def _open(vault: Vault, slot: VaultSlot, secret: bytes) -> OpenVault:
    data_key = slots.unwrap(secret, slot.wrapped, b"slot", *slot.context())
    slot.last_used_at = timezone.now()
    slot.save(update_fields=["last_used_at"])
    return OpenVault(vault.owner_id, vault.id, Keyring(vault.key_version, {vault.key_version: data_key}))


def _write_password_slot(vault: OpenVault, password: str) -> None:
    parameters = slots.new_parameters(_cost())
    _write_slot(vault, VaultSlot.Kind.PASSWORD, slots.password_secret(password, parameters), kdf=parameters)


def _write_slot(vault: OpenVault, kind: str, secret: bytes, *, kdf: dict[str, str | int], credential: str = "") -> None:
    """Make or replace a slot in one statement, so that there is never a moment without it."""
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
