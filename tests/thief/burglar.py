"""Somebody with everything that is kept, all the source code and plenty of time, but with no password and no key.

What is tried is what the design names: reading, trying every value found as a secret, guessing common passwords,
moving keys and rows from one account to another, and using an account of one's own.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.contrib.sessions.models import Session

from vault.core import primitives, recovery, slots
from vault.core.documents import Keyring, key_version
from vault.core.errors import VaultError
from vault.keyslots import OpenVault, opened
from vault.models import SealedModel, Vault, VaultSession, VaultSlot

COMMON_PASSWORDS = sorted(CommonPasswordValidator().passwords)[:100]


@dataclass
class Burglar:
    """Carries off the whole database at one moment, with the server's secret, and whatever lies beside it."""

    besides: bytes = b""
    rows: dict[type[Any], list[Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rows = {model: list(model._base_manager.all()) for model in apps.get_models()}
        self.sessions = [session.get_decoded() for session in Session.objects.all()]

    def secrets_found(self) -> set[bytes]:
        """Return everything that might be a key: each value of each table, the server's secret, and what follows."""
        values = {bytes_of(value) for rows in self.rows.values() for row in rows for value in vars(row).values()}
        values |= {each for session in self.sessions for each in leaves(session)}
        values |= {word for word in self.besides.split() if len(word) < 200}
        values |= {settings.SECRET_KEY.encode(), primitives.hkdf(settings.SECRET_KEY.encode(), b"server/mfa")}
        return {each for value in values for each in readings(value) if each}

    def opens_with(self, guesses: Iterable[bytes] = (), passwords: Iterable[str] = ()) -> list[OpenVault]:
        """Return every vault that opens with a value found, a value given, or a password."""
        tried = self.secrets_found() | set(guesses)
        keys = [self._unwraps(row, secret) for row in self._wrapped() for secret in tried]
        guessed = [*COMMON_PASSWORDS, *passwords]
        keys += [self._guesses(slot, password) for slot in self._password_slots() for password in guessed]
        return [key for key in keys if key is not None]

    def reads_with(self, keys: Iterable[OpenVault]) -> list[bytes]:
        """Return the words of every row that opens with one of these keys, in whatever place they were sealed."""
        return [words for key in keys for row in self.sealed() for words in self._read(row, key)]

    def sealed(self) -> Iterator[SealedModel]:
        """Go over every row that holds words."""
        for model, rows in self.rows.items():
            if issubclass(model, SealedModel):
                yield from rows

    def _wrapped(self) -> Iterator[VaultSession | VaultSlot]:
        yield from self.rows[VaultSession]
        yield from self.rows[VaultSlot]

    def _password_slots(self) -> Iterator[VaultSlot]:
        return (slot for slot in self.rows[VaultSlot] if slot.kind == VaultSlot.Kind.PASSWORD)

    def _unwraps(self, row: VaultSession | VaultSlot, secret: bytes) -> OpenVault | None:
        purpose = b"session" if isinstance(row, VaultSession) else b"slot"
        with suppress(VaultError):
            return self._opened(row, slots.unwrap(secret, row.wrapped, purpose, *row.context()))
        return None

    def _guesses(self, slot: VaultSlot, password: str) -> OpenVault | None:
        with suppress(VaultError):
            secret = slots.password_secret(password, slot.kdf)
            return self._opened(slot, slots.unwrap(secret, slot.wrapped, b"slot", *slot.context()))
        return None

    def _opened(self, row: VaultSession | VaultSlot, data_key: bytes) -> OpenVault:
        (vault,) = [each for each in self.rows[Vault] if each.id == row.vault_id]
        return opened(vault, data_key)

    def _read(self, row: SealedModel, key: OpenVault) -> Iterator[bytes]:
        for column in row.SEALED:
            value = getattr(row, column)
            named = key_version(value)
            for keyring in (key.keyring, Keyring(named, {named: key.keyring.data_key})):
                with suppress(VaultError):
                    yield keyring.open(row.place(column), value)


def bytes_of(value: Any) -> bytes:
    """Return a value as it stands in the database."""
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def leaves(value: Any) -> Iterator[bytes]:
    """Return every string inside a decoded session, down to the cookies of a request that was suspended in it."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from leaves(each)
        return
    yield str(value).encode()
    yield from (part.partition("=")[2].strip('",').encode() for part in str(value).replace('"', ";").split(";"))


def readings(value: bytes) -> Iterator[bytes]:
    """Return what a value may be as a key: itself, its hash, its Base64, its halves, a recovery key."""
    yield value
    yield hashlib.sha256(value).digest()
    with suppress(ValueError):
        raw = base64.urlsafe_b64decode(value + b"=" * (-len(value) % 4))
        yield from (raw, raw[:32], raw[-32:])
    with suppress(VaultError, UnicodeDecodeError):
        yield recovery.recovery_secret(value.decode())
