"""What happens to the keys of a journal: made, opened by a secret, fitted to a new password, set aside.

Nothing here sees a request; `vault.session` keeps a vault open in a browser.
"""

import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from vault import keyslots, recovery_keys
from vault.core import primitives
from vault.core.documents import Keyring
from vault.core.errors import VaultError, WrongSecret
from vault.keyslots import OpenVault
from vault.models import Vault, VaultSession

if TYPE_CHECKING:
    # The name under which the type checker knows the project's user model, which lives in an app above this one.
    from django.contrib.auth.models import _User

log = logging.getLogger("vault")

IDLE_MINUTES = range(5, 61)


class NoVault(VaultError):
    """The account has no journal yet."""


class NotThePresentPassword(WrongSecret):
    """What was typed as the password for signing in is not that."""


def current_vault(owner: "_User") -> Vault:
    """Return the row of the owner's current vault; raise `NoVault` if there is none."""
    vault = Vault.objects.filter(owner=owner, is_current=True).first()
    if vault is None:
        raise NoVault("this account has no journal yet")
    return vault


def is_sealed(owner: "_User") -> bool:
    """Tell whether the password she signs in with is known not to open her journal."""
    return Vault.objects.filter(owner=owner, is_current=True, sealed_since__isnull=False).exists()


@transaction.atomic
def create_vault(owner: "_User", *, password: str) -> OpenVault:
    """Make a journal's keys: a random data key, a slot for the password, and a recovery key that waits to be confirmed.

    `password` is used exactly as typed. The recovery key is made here, so that the page that shows it only reads.
    Takes one Argon2id derivation.
    """
    row = Vault.objects.create(owner=owner, idle_seconds=settings.VAULT_IDLE_SECONDS)
    keyring = Keyring(row.key_version, {row.key_version: primitives.random_bytes(primitives.KEY_LENGTH)})
    vault = OpenVault(owner_id=owner.pk, id=row.id, keyring=keyring)
    keyslots.write_password_slot(vault, password)
    recovery_keys.issue(vault)
    transaction.on_commit(lambda: log.info("vault created, user %s", owner.pk))
    return vault


def open_with_password(owner: "_User", *, password: str) -> OpenVault:
    """Open the current vault with its password.

    Raises `NoVault` without a journal and `WrongSecret` when the password does not fit. Takes one Argon2id derivation;
    if the configured cost was raised since the slot was made, one more, to bring the slot up to it.
    """
    return keyslots.open_password_slot(current_vault(owner).id, owner.pk, password)


def open_with_recovery_key(owner: "_User", *, typed: str) -> OpenVault:
    """Open the current vault with a recovery key as somebody typed it.

    The confirmed key and one that waits to be confirmed both open. Raises `MistypedRecoveryKey` (see its two kinds),
    `NoVault`, or `WrongSecret` when it is a recovery key, but of another journal.
    """
    return keyslots.open_recovery_slot(current_vault(owner).id, owner.pk, typed)


def open_or_mark_sealed(owner: "_User", *, password: str) -> OpenVault:
    """Open the current vault with a password that was just found right for signing in.

    An account made outside sign-up (createsuperuser) gets its journal here. Raises `WrongSecret` when the password was
    changed behind the vault's back, and remembers that: until the recovery key or the former password opens it, the
    journal is sealed.
    """
    try:
        vault = open_with_password(owner, password=password)
    except NoVault:
        return create_vault(owner, password=password)
    except WrongSecret:
        owner.refresh_from_db(fields=["password"])
        # Changed in this very moment by another browser: the journal fits, and this password no longer signs in.
        if owner.check_password(password):
            mark_sealed(owner)
        raise
    mark_unsealed(owner)
    return vault


def recover(owner: "_User", *, recovery_key: str, former_password: str, password: str | None) -> OpenVault:
    """Open the current vault with its recovery key or, if that is empty, with the former password.

    `password` is the one she signs in with now: it opens the vault from now on. It is None while that is so already.
    Raises `NotThePresentPassword`, `MistypedRecoveryKey`, `WrongSecret` or `Corrupt`; at most three derivations.
    """
    if password is not None and not owner.check_password(password):
        raise NotThePresentPassword("this is not the password for signing in")
    if recovery_key:
        vault = open_with_recovery_key(owner, typed=recovery_key)
    else:
        vault = open_with_password(owner, password=former_password)
    if password is not None:
        fit_password(vault, password=password)
    return vault


def mark_unsealed(owner: "_User") -> None:
    """Forget that the journal was sealed: the password for signing in was just seen to open it."""
    Vault.objects.filter(owner=owner, is_current=True, sealed_since__isnull=False).update(sealed_since=None)


def mark_sealed(owner: "_User") -> None:
    """Remember that the password she signs in with does not open her journal. No slot is touched."""
    unsealed = Vault.objects.filter(owner=owner, is_current=True, sealed_since__isnull=True)
    if unsealed.update(sealed_since=timezone.now()):
        log.info("vault sealed, user %s", owner.pk)


@transaction.atomic
def fit_password(vault: OpenVault, *, password: str) -> None:
    """Make `password` the one that opens this vault, in place of the former; takes one Argon2id derivation.

    Call it in the transaction that stores the password for signing in: there is never one without the other.
    """
    keyslots.write_password_slot(vault, password)
    Vault.objects.filter(owner=vault.owner_id, id=vault.id).update(sealed_since=None)


def lock_everywhere(owner: "_User") -> None:
    """Shut the owner's journal in every browser."""
    VaultSession.objects.filter(owner=owner).delete()


def lock_itself_after(vault: OpenVault, *, minutes: int) -> None:
    """Let the vault lock itself after so many minutes (5 to 60) in which nothing happens in a browser."""
    if minutes not in IDLE_MINUTES:
        raise ValueError("a journal locks itself after 5 to 60 minutes")
    Vault.objects.filter(owner=vault.owner_id, id=vault.id).update(idle_seconds=minutes * 60)
