"""What happens to an entry: it is kept."""

from datetime import date
from uuid import UUID

from accounts.models import User
from entries.content import EntryContent
from entries.models import Entry
from vault.keeping import keep_once
from vault.keyslots import OpenVault


def keep_entry(
    owner: User, *, entry_id: UUID, started_from: int, written_on: date, content: EntryContent, vault: OpenVault
) -> Entry:
    """Keep what was written, exactly once.

    `entry_id` is made with the empty form; `started_from` is the revision the text began with, 0 for a new page;
    `written_on` is the day the page is about. Raises `vault.keeping.StaleRevision` when another tab or device saved
    something else in between.
    """

    def says_the_same(entry: Entry) -> bool:
        return entry.written_on == written_on and entry.read(vault) == content

    def write(entry: Entry) -> None:
        entry.written_on = written_on
        entry.write(content, vault)

    fresh = Entry(owner=owner, id=entry_id)
    return keep_once(
        owner.entries.all(), fresh, vault=vault, started_from=started_from, says_the_same=says_the_same, write=write
    )
