"""Leaving with everything: the archive of a journal as a stream of bytes, kept nowhere."""

from collections.abc import Iterator
from uuid import UUID

from accounts.models import User
from archive.lending import looked_at, until_done
from archive.manifest import Archive
from archive.zip_writer import zipped
from vault.keyslots import OpenVault


def archive_of(owner: User, *, password: str = "", session_id: UUID | None = None, vault: OpenVault) -> Iterator[bytes]:
    """Return the owner's journal as a zip, piece by piece; at no time more than a few rows of it are in memory.

    `password` locks it with AES-256; empty for a zip that anybody opens. The keys of `vault` are copied at once, since
    a request forgets its own before its answer has been sent; the copy is forgotten at the end. Pages written meanwhile
    may be in it or not. A row that does not open is named in it, and the others are there. `session_id` is the open
    journal it is asked from, if it is asked from one. Raises on the way what `archive.lending.look` raises: what has
    come by then is no zip that opens.
    """
    kept = vault.lent()
    pieces = zipped(Archive(owner, kept).files(), password=password)
    return until_done(looked_at(pieces, kept, session_id), kept)
