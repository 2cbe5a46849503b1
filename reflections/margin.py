"""What answers and closings write in the margin of an entry. A row that does not open says so on its own page."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from uuid import UUID

from accounts.models import User
from entries.margin import Note, writes_in_margin
from entries.models import Entry
from reflections.models import Reflection
from vault.core.errors import Corrupt
from vault.keyslots import OpenVault


@writes_in_margin
def answers_beside(owner: User, entries: Sequence[Entry], vault: OpenVault) -> Iterator[Note]:
    """Give a note for each answer about one of these entries, oldest first, in one query."""
    about_these = owner.reflections.filter(entry_id__in=[entry.id for entry in entries])
    for reflection in about_these.heads().order_by("written_on", "created_at"):
        with suppress(Corrupt):
            if reflection.entry_id is not None:
                yield _note(reflection, reflection.entry_id, vault)


@writes_in_margin
def closings_beside(owner: User, entries: Sequence[Entry], vault: OpenVault) -> Iterator[Note]:
    """Give a note for each closing of a sitting on one of these entries, oldest first, in one query."""
    about_these = owner.closings.filter(entry_id__in=[entry.id for entry in entries])
    for closing in about_these.order_by("closed_on", "created_at"):
        with suppress(Corrupt):
            words = closing.read(vault).words
            if closing.entry_id is not None and words:
                yield Note(closing.entry_id, closing.get_absolute_url(), "", closing.closed_on, words, "", 0, 0)


def _note(reflection: Reflection, entry_id: UUID, vault: OpenVault) -> Note:
    head = reflection.read_head(vault)
    return Note(
        entry_id=entry_id,
        url=reflection.get_absolute_url(),
        theme=head.theme,
        written_on=reflection.written_on,
        opening=head.opening,
        quote=head.quote,
        start=head.start,
        end=head.end,
    )
