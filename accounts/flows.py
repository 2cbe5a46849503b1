"""What happens to an account: its preferences, its sessions, a new journal beside a lost one, its end."""

import logging
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from accounts import devices
from accounts.models import Preferences, User
from accounts.personal import Personal
from vault import former
from vault.core.errors import StaleKeys
from vault.flows import NotThePresentPassword, create_vault
from vault.keyslots import OpenVault, locked_row
from vault.models import lock_all, lock_vaults

log = logging.getLogger("accounts")

REHEARSED = "a password of nobody, for a moment"


def begin_preferences(user: User, *, tab_name: str, time_zone: str, language: str, vault: OpenVault) -> Preferences:
    """Make the preferences of a new account.

    `time_zone` is an IANA name, or empty for the server's; `language` a code, or empty for the browser's. The day ends
    at midnight until she says otherwise.
    """
    chosen = {"tab_name": tab_name, "time_zone": time_zone, "language": language}
    return change_preferences(user, in_clear=chosen, vault=vault)


def rehearse_sign_up() -> None:
    """Do everything a sign-up does, and undo it: for an address that has an account already, which must not be told.

    The same derivations and the same rows are made as for a new address; only the commit is left out.
    """
    with transaction.atomic():
        user = User.objects.create_user(f"{uuid4()}@invalid", password=REHEARSED)
        vault = create_vault(user, password=REHEARSED)
        begin_preferences(user, tab_name=Preferences.TabName.NOTES, time_zone="", language="", vault=vault)
        vault.keyring.forget()
        transaction.set_rollback(True)


@transaction.atomic
def change_preferences(
    user: User,
    *,
    in_clear: Mapping[str, Any] | None = None,
    change: Callable[[Personal], Personal] = lambda personal: personal,
    vault: OpenVault,
) -> Preferences:
    """Change the person's preferences as they stand now, so that what another tab changes meanwhile stays.

    `in_clear` holds new values of `Preferences.IN_CLEAR`, `change` is given what is sealed. Raises `Corrupt`, and
    `StaleKeys` as every save does.
    """
    locked, preferences = locked_row(vault), preferences_of(user)
    for name, value in (in_clear or {}).items():
        setattr(preferences, name, value)
    preferences.write_personal(change(preferences.read_personal(vault)), vault)
    preferences.save_under(locked)
    return preferences


def preferences_of(user: User) -> Preferences:
    """Return the person's preferences; those of nobody in particular if she has none yet."""
    return user.preferences.all().one_or_none() or Preferences(owner=user)


def language_of(address: str) -> str:
    """Return the language chosen by whoever has this address; empty where nobody has it, or chose none.

    One query either way, so that a mail to an address without an account takes as long.
    """
    chosen = User.objects.filter(email=address.lower(), preferences__is_set_aside=False)
    return chosen.values_list("preferences__language", flat=True).first() or ""


def today_for(preferences: Preferences, *, vault: OpenVault) -> date:
    """Return the day it is for this person: in her time zone, and by the hour at which her day ends."""
    return today_by(preferences.read_personal(vault))


def today_by(personal: Personal) -> date:
    """Return the same for whoever has opened them already."""
    return timezone.localdate(timezone.now() - timedelta(hours=personal.day_ends_at))


def start_again(user: User, *, password: str, instead_of: UUID) -> OpenVault:
    """Start a new journal, and keep the present one sealed: for whoever lost both its password and its recovery key.

    `password` is the one she signs in with, `instead_of` names the present journal as she saw it. Tab name, light and
    the like are taken along; nothing is deleted. Raises `NotThePresentPassword`, and `StaleKeys` when that journal is
    the present one no more, as it is when the same form was sent twice. Takes two Argon2id derivations.
    """
    require_password(user, password)
    with transaction.atomic():
        lock_vaults(user.pk)
        before = preferences_of(user)
        taken_along = {name: getattr(before, name) for name in Preferences.IN_CLEAR}
        if not former.set_aside(user, instead_of):
            raise StaleKeys("a new journal was started meanwhile")
        vault = create_vault(user, password=password)
        change_preferences(user, in_clear=taken_along, vault=vault)
    return vault


def delete_account(user: User, *, password: str) -> None:
    """Delete the account with everything that belongs to it, in every table, at once and for good.

    Raises `NotThePresentPassword` and deletes nothing. Takes one Argon2id derivation.
    """
    require_password(user, password)
    number = user.pk
    with transaction.atomic():
        lock_all(user.pk)
        devices.end(list(devices.sessions_of(user)))
        user.delete()
    log.info("account deleted, user %s", number)


def require_password(user: User, password: str) -> None:
    """Raise `NotThePresentPassword` unless this is the password the account signs in with."""
    if not user.check_password(password):
        raise NotThePresentPassword("this is not the password for signing in")
