"""Where somebody is signed in: the list of her devices, and how they are signed out. Their open journals end with them.

allauth keeps one row a session, with the network address and the browser it was begun with; the row goes when the
session does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from vault.devices import device_of, in_words
from vault.models import VaultSession
from vault.session import REMEMBERED


@dataclass(frozen=True, slots=True)
class Device:
    """One browser somebody is signed in with."""

    id: int
    name: str
    is_this_one: bool
    is_open: bool
    last_used_at: datetime


class UserSessionsAdapter(DefaultUserSessionsAdapter):  # type: ignore[misc]  # allauth ships no types
    """Ends the open journals of sessions together with them, whoever asks for it."""

    def end_sessions(self, sessions: Iterable[Any]) -> None:
        """Shut first, then sign out."""
        ended = list(sessions)
        notes = _notes_of([session.session_key for session in ended])
        VaultSession._base_manager.filter(id__in=[note for note in notes.values() if note]).delete()
        super().end_sessions(ended)


def sessions_of(user: User) -> "QuerySet[UserSession]":
    """Return the rows of this person's sessions, the newest first."""
    sessions: QuerySet[UserSession] = UserSession.objects.filter(user=user).order_by("-created_at")
    return sessions


def devices_of(user: User, *, this_session: str | None) -> list[Device]:
    """Return where the person is signed in, this browser first: three queries, however many there are."""
    sessions = list(sessions_of(user))
    notes = _notes_of([session.session_key for session in sessions])
    rows, now = VaultSession.objects.filter(owner=user, is_pending=False).select_related("vault"), timezone.now()
    opened = {str(row.id): row.last_seen_at for row in rows if not row.has_run_out(now) and not row.is_left_alone(now)}
    alive = [session for session in sessions if session.session_key in notes]
    devices = [_device(session, opened.get(notes[session.session_key]), this_session) for session in alive]
    return sorted(devices, key=lambda device: not device.is_this_one)


def end(sessions: Iterable[UserSession]) -> None:
    """Sign out these sessions and shut their journals."""
    UserSessionsAdapter().end_sessions(sessions)


def _device(session: UserSession, last_seen_at: datetime | None, this_session: str | None) -> Device:
    return Device(
        id=session.pk,
        name=in_words(device_of(session.user_agent)),
        is_this_one=session.session_key == this_session,
        is_open=last_seen_at is not None,
        last_used_at=last_seen_at or session.last_seen_at,
    )


def _notes_of(keys: Iterable[str]) -> dict[str, str]:
    """Return, for each session that still lives, the id of the vault's row it remembers; empty for none."""
    living = Session.objects.filter(session_key__in=list(keys), expire_date__gt=timezone.now())
    return {session.session_key: session.get_decoded().get(REMEMBERED, "") for session in living}
