"""A vault kept open in one browser: half of the key in a table, the other half in that browser's cookie.

Neither half opens anything alone. The cookie carries the row's id together with the key, so two requests that save the
session one over the other can never tear the pair apart. What a request may see is decided in `vault.guards`.
"""

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.contrib.sessions.backends.base import SessionBase
from django.dispatch import receiver
from django.utils import timezone

from vault import recovery_keys
from vault.core import primitives, slots
from vault.core.errors import Corrupt, VaultError, WrongSecret
from vault.keyslots import OpenVault, opened
from vault.models import Vault, VaultSession

if TYPE_CHECKING:
    # The name under which the type checker knows the project's user model, which lives in an app above this one.
    from django.contrib.auth.models import AnonymousUser, _User

# The Django session remembers the row's id only, to end it at sign-out when the cookie is gone.
REMEMBERED = "vault_session"
_ID_LENGTH = 16
UNCHANGED = object()


class Locked(VaultError):
    """The journal is not open in this browser. `reason`: anonymous, none, sealed, locked, idle or expired."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True, repr=False)
class VaultCookie:
    """What the browser keeps: the id of its row, and the key that unwraps it."""

    session_id: UUID
    key: bytes

    @classmethod
    def parse(cls, raw: str) -> "VaultCookie | None":
        """Read a cookie's value; None for anything that is not one of ours."""
        try:
            data = base64.urlsafe_b64decode(raw + "=" * (-len(raw) % 4))
        except (binascii.Error, ValueError):
            return None
        if len(data) != _ID_LENGTH + primitives.KEY_LENGTH:
            return None
        return cls(UUID(bytes=data[:_ID_LENGTH]), data[_ID_LENGTH:])

    def __str__(self) -> str:
        return base64.urlsafe_b64encode(self.session_id.bytes + self.key).rstrip(b"=").decode()

    __repr__ = object.__repr__


@dataclass(frozen=True, slots=True)
class Closing:
    """In how many seconds an open journal shuts: after each sign of life, if none comes now, and in any case."""

    idle: int
    unattended: int
    at_most: int


@dataclass
class Door:
    """The door to one person's journal in one request: is it open, why not, open it, shut it.

    `user` is whoever is signed in; `cookie` is what the browser sent, already taken out of the request. After the
    request `answer` says what the browser is to keep: a new cookie, nothing (delete it), or `UNCHANGED`.
    """

    user: "_User | AnonymousUser"
    session: SessionBase
    cookie: VaultCookie | None
    is_background: bool = False

    def __post_init__(self) -> None:
        self.came_without_cookie = self.cookie is None
        self.answer: VaultCookie | object | None = UNCHANGED
        self._opened: OpenVault | None = None
        self._held: OpenVault | None = None
        self._row: VaultSession | None = None
        self._reason = ""

    @property
    def is_open(self) -> bool:
        """Whether the journal of the person who is signed in is open in this browser."""
        if self._opened is None and not self._reason:
            self._resume()
        return self._opened is not None

    @property
    def reason(self) -> str:
        """Why the door is shut; empty while it is open."""
        return "" if self.is_open else self._reason

    @property
    def vault(self) -> OpenVault:
        """The open vault; raises `Locked` with the reason."""
        if not self.is_open or self._opened is None:
            raise Locked(self._reason)
        return self._opened

    @property
    def closes_in(self) -> "Closing":
        """After how many seconds the open journal shuts by itself; raises `Locked` with the reason."""
        row = self._row
        if not self.is_open or row is None:
            raise Locked(self._reason)
        now, idle = timezone.now(), row.vault.idle_seconds
        unattended = row.last_seen_at + timedelta(seconds=idle) - now
        return Closing(idle, int(unattended.total_seconds()), int((row.expires_at - now).total_seconds()))

    @property
    def recovery_key(self) -> recovery_keys.Standing:
        """How it stands with the recovery key of the open journal; raises `Locked` with the reason."""
        if not self.is_open or self._row is None:
            raise Locked(self._reason)
        return recovery_keys.standing(self._row.vault)

    @property
    def session_id(self) -> UUID:
        """Which open journal this is, of those of one person; raises `Locked` with the reason."""
        if not self.is_open or self._row is None:
            raise Locked(self._reason)
        return self._row.id

    def key_of(self, user: "_User") -> OpenVault | None:
        """Return the vault of `user` if it is at hand in this request: open, or held for a sign-in."""
        held = self._held
        if held is not None and held.owner_id == user.pk:
            return held
        return self.vault if self.user.pk == user.pk and self.is_open else None

    def hold(self, vault: OpenVault) -> None:
        """Hold a vault that a right password opened, in memory, until sign-in is complete in this same request."""
        self._held = vault

    def wait_for_second_step(self) -> None:
        """Keep the held vault for the request that completes the sign-in: under a key of this browser, and shut."""
        if self._held is not None:
            self._keep(self._held, pending_for=settings.VAULT_PENDING_SECONDS)

    def about_to_sign_in(self, user: "_User") -> None:
        """Take up what the password step left, before Django may flush the session; end what is somebody else's."""
        if self._held is None and self.cookie is not None:
            self._held = self._left_by_first_step(user, self.cookie)
        self._end_rows()

    def signed_in(self, user: "_User") -> None:
        """Sign-in is complete: open the journal if its key is at hand, and let nothing older stay open."""
        self.user = user
        vault, self._held = self._held, None
        if vault is not None and vault.owner_id == user.pk:
            self.open(vault)
        else:
            self.lock()

    def open(self, vault: OpenVault) -> None:
        """Keep `vault` open in this browser, under a new random key that only its cookie holds."""
        self._row = self._keep(vault, pending_for=None)
        self._opened, self._held, self._reason = vault, None, ""

    def lock_elsewhere(self) -> None:
        """Shut the journal in every other browser."""
        if self.is_open and self._row is not None:
            VaultSession.objects.filter(owner=self._row.owner_id).exclude(id=self._row.id).delete()

    def pretend(self) -> None:
        """Answer as if a journal had been made, with a cookie that opens nothing: for a sign-up that is none."""
        self.cookie = self.answer = VaultCookie(uuid4(), primitives.random_bytes(primitives.KEY_LENGTH))

    def lock(self) -> None:
        """Shut the journal in this browser. Other browsers are not touched."""
        self._end_rows()
        self.session.pop(REMEMBERED, None)
        self.forget()
        self.answer = None

    def forget(self) -> None:
        """Let go of every key this request held."""
        for vault in (self._opened, self._held):
            if vault is not None:
                vault.keyring.forget()
        self._opened, self._held, self._row, self.cookie, self._reason = None, None, None, None, "locked"

    def _keep(self, vault: OpenVault, *, pending_for: int | None) -> VaultSession:
        key = primitives.random_bytes(primitives.KEY_LENGTH)
        now = timezone.now()
        row = VaultSession(owner_id=vault.owner_id, vault_id=vault.id, last_seen_at=now)
        row.is_pending, row.key_version = pending_for is not None, vault.keyring.current
        row.expires_at = now + timedelta(seconds=pending_for or settings.VAULT_LONGEST_SECONDS)
        row.wrapped = slots.wrap(key, vault.keyring.data_key, b"session", *row.context())
        self._end_rows()
        row.save(force_insert=True)
        self.session[REMEMBERED] = str(row.id)
        self.cookie = self.answer = VaultCookie(row.id, key)
        return row

    def _end_rows(self) -> None:
        """End this browser's rows. The session's note is ours; the cookie's id is no more than the browser's claim."""
        if self.user.pk is not None and self.cookie is not None:
            VaultSession.objects.filter(owner=self.user.pk, id=self.cookie.session_id).delete()
        if REMEMBERED in self.session:
            VaultSession._base_manager.filter(id=self.session[REMEMBERED]).delete()

    def _resume(self) -> None:
        try:
            cookie = self._cookie_of_somebody()
            self._row = self._live_row(cookie, timezone.now())
            self._opened = self._unwrapped(self._row, cookie)
        except Locked as shut:
            self._reason = shut.reason
        except (WrongSecret, Corrupt):
            # Another tab may just have opened it again under another key, so the row stays.
            self._reason = "locked"

    def _unwrapped(self, row: VaultSession, cookie: VaultCookie) -> OpenVault:
        return opened(row.vault, slots.unwrap(cookie.key, row.wrapped, b"session", *row.context()))

    def _cookie_of_somebody(self) -> VaultCookie:
        if not self.user.is_authenticated:
            raise Locked("anonymous")
        if self.cookie is None:
            raise Locked(self._why_locked())
        return self.cookie

    def _why_locked(self) -> str:
        vault = Vault.objects.filter(owner=self.user.pk, is_current=True).first()
        if vault is None:
            return "none"
        return "sealed" if vault.sealed_since else "locked"

    def _live_row(self, cookie: VaultCookie, now: datetime) -> VaultSession:
        rows = VaultSession.objects.filter(owner=self.user.pk, id=cookie.session_id, is_pending=False)
        rows = rows.filter(vault__is_current=True)
        row = rows.select_related("vault").one_or_none()
        if row is None or row.key_version != row.vault.key_version:
            raise Locked(self._why_locked())
        if row.has_run_out(now):
            row.delete()
            raise Locked("expired")
        if row.is_left_alone(now):
            row.delete()
            raise Locked("idle")
        if not self.is_background and now - row.last_seen_at > timedelta(seconds=settings.VAULT_TOUCH_SECONDS):
            VaultSession.objects.filter(owner=row.owner_id, id=row.id).update(last_seen_at=now)
            row.last_seen_at = now
        return row

    def _left_by_first_step(self, user: "_User", cookie: VaultCookie) -> OpenVault | None:
        rows = VaultSession.objects.filter(owner=user, id=cookie.session_id, is_pending=True)
        rows = rows.filter(expires_at__gt=timezone.now(), vault__is_current=True)
        row = rows.select_related("vault").one_or_none()
        if row is None or row.key_version != row.vault.key_version:
            return None
        try:
            return self._unwrapped(row, cookie)
        except (WrongSecret, Corrupt):
            # A cookie that was tampered with: signed in all the same, and locked.
            return None


@receiver(user_logged_out, dispatch_uid="lock-at-sign-out")
def lock_at_sign_out(request: Any, **_: Any) -> None:
    """Shut the door whichever way somebody signs out."""
    door: Door | None = getattr(request, "door", None)
    if door is not None:
        door.lock()
