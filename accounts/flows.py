"""What happens to a person's preferences, and what day it is for her."""

from datetime import date, timedelta

from django.utils import timezone

from accounts.models import Preferences, User
from vault.flows import OpenVault

MIDNIGHT = 0


def begin_preferences(user: User, *, tab_name: str, time_zone: str, vault: OpenVault) -> Preferences:
    """Make the preferences of a new account.

    `time_zone` is an IANA name, or empty for the server's. The day ends at midnight until she says otherwise.
    """
    preferences = Preferences(owner=user, tab_name=tab_name, time_zone=time_zone)
    return change_preferences(preferences, day_ends_at=MIDNIGHT, vault=vault)


def change_preferences(preferences: Preferences, *, day_ends_at: int, vault: OpenVault) -> Preferences:
    """Keep changed preferences; `day_ends_at` is an hour from 0 (midnight) to 6."""
    preferences.end_day_at(day_ends_at, vault)
    preferences.save()
    return preferences


def preferences_of(user: User) -> Preferences:
    """Return the person's preferences; those of nobody in particular if she has none yet."""
    return user.preferences.first() or Preferences(owner=user)


def today_for(preferences: Preferences, *, vault: OpenVault) -> date:
    """Return the day it is for this person: in her time zone, and by the hour at which her day ends."""
    return timezone.localdate(timezone.now() - timedelta(hours=preferences.day_ends_at(vault)))
