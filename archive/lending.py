"""Keys lent to work that outlives its request: until when it may use them, and that it lets go of them at its end.

What may see words in a request is decided in `vault.guards`; the same holds here, looked at again and again.
"""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.utils import timezone

from vault.core.errors import StaleKeys
from vault.keyslots import OpenVault
from vault.models import Vault, VaultSession
from vault.session import Locked


def look(vault: OpenVault, session_id: UUID | None = None) -> None:
    """Raise `StaleKeys` if the journal got a new key since, was set aside or deleted; one query.

    With `session_id`, the open journal of a browser, raise `Locked` for the same reasons, and where it was locked
    there, left alone for as long as its owner allows, or open for as long as a journal may be. Looking is no sign of
    life.
    """
    if session_id is not None:
        _look_at_door(vault, session_id)
        return
    same = Vault.objects.filter(owner=vault.owner_id, id=vault.id, is_current=True, key_version=vault.keyring.current)
    if not same.exists():
        raise StaleKeys("the journal got a new key, was set aside or deleted meanwhile")


def looked_at(pieces: Iterable[bytes], vault: OpenVault, session_id: UUID | None = None) -> Iterator[bytes]:
    """Hand on each piece once `look` has found that its reader may still have it, the last one included."""
    for piece in pieces:
        look(vault, session_id)
        yield piece


def until_done(pieces: Iterable[bytes], vault: OpenVault) -> Iterator[bytes]:
    """Hand on what is made with a lent `vault`, and let go of its keys at the end, or when it is closed before."""

    def handed_on() -> Iterator[bytes]:
        try:
            yield b""
            yield from pieces
        finally:
            vault.keyring.forget()

    begun = handed_on()
    # A generator that was never begun ends without its `finally`.
    next(begun)
    return begun


def _look_at_door(vault: OpenVault, session_id: UUID) -> None:
    rows = VaultSession.objects.filter(owner=vault.owner_id, id=session_id, is_pending=False)
    rows = rows.filter(vault_id=vault.id, vault__is_current=True, vault__key_version=vault.keyring.current)
    row, now = rows.select_related("vault").first(), timezone.now()
    if row is None or row.has_run_out(now) or row.is_left_alone(now):
        raise Locked("locked")
