"""What was deleted for good, taken from wherever else it is: from apps above, and from the database's own files.

SQLite overwrites deleted rows with zeros (`PRAGMA secure_delete`, see `journal_site.env`), but its write-ahead log
still holds them as they were until it is emptied. PostgreSQL keeps deleted rows until it tidies up, and its log for as
long as it is archived: docs/operations.md. No program reaches what a disk keeps of overwritten blocks, or a backup.
"""

import logging
from collections.abc import Callable

from django.db import OperationalError, connection

from accounts.models import User

log = logging.getLogger("entries")

# How long it waits for whoever is reading; a request must not hang on this.
PATIENCE_MS = 2000

Forget = Callable[[User], None]
_forget: list[Forget] = []


def forgets_copies(forget: Forget) -> Forget:
    """Register a function of an app above that deletes what it holds of a person's pages beside the journal."""
    _forget.append(forget)
    return forget


def forget_copies(owner: User) -> None:
    """Delete what else holds the owner's pages; belongs into the transaction in which one of them goes for good."""
    for forget in _forget:
        forget(owner)


def erase_from_files() -> bool:
    """Empty the log of the database into its file; tell whether nothing that was deleted is left in either.

    It is not where the database is another one than SQLite, while somebody goes on reading what stood there before, and
    within a transaction. Whatever is left then goes with the next call: `manage.py sweep` makes one a day.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        usual = int(cursor.fetchone()[0])
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return not cursor.fetchone()[0]
        except OperationalError:
            log.warning("the log of the database could not be emptied")
            return False
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
