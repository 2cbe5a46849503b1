"""Sealed rows that say of which pages something is so, without a page being opened: letters, tags.

There is one a person, but a former journal that is brought back brings its own along. They are read as one, and the
next change makes them one.
"""

import logging
from collections.abc import Sequence
from typing import Any

from vault.core.errors import Corrupt
from vault.keyslots import OpenVault
from vault.owned import OwnedQuerySet

log = logging.getLogger("entries")


def readable(rows: OwnedQuerySet[Any], vault: OpenVault) -> list[tuple[Any, Any]]:
    """Return each row that opens with what it says, oldest first."""
    found = []
    for row in rows.order_by("created_at", "id"):
        try:
            found.append((row, row.read(vault)))
        except Corrupt:
            log.exception("a sealed row does not open, user %s, row %s", row.owner_id, row.id)
    return found


def keep_as_one(rows: Sequence[Any], blank: Any, said: Any, vault: OpenVault) -> None:
    """Keep what is so now in the first of the rows, or in a blank one, and delete the others; all, if nothing is."""
    row, *others = rows or [blank]
    row.write(said, vault)
    row.save()
    for other in others if said else [row, *others]:
        other.delete()
