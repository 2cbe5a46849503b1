"""What happens to a letter: it is closed until a day, opened again, let go. Nothing here could send it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.addressing import addressed_here
from accounts.models import User
from accounts.personal import Personal
from entries import letters
from entries.content import LETTER, PLAIN, EntryContent
from entries.erasing import erase_from_files
from entries.flows import forget_all_about, keep_entry
from entries.models import Entry
from vault.keeping import Origin, StaleRevision, through_broken_connections
from vault.keyslots import OpenVault, locked_row

TO_THEM = "them"


@dataclass(frozen=True, slots=True)
class Envelope:
    """A letter that its writer closed. `until` is the day she named; None where that can no longer be read."""

    letter: Entry
    until: date | None

    def is_due(self, today: date) -> bool:
        """Tell whether the day has come."""
        return self.until is None or self.until <= today


def envelopes(owner: User, *, vault: OpenVault) -> list[Envelope]:
    """Return the owner's closed letters, the next to be opened first; not a word of theirs is read."""
    closed = list(Entry.kept_by(owner).withheld())
    days = letters.letters_of(owner, vault=vault) if closed else {}
    return sorted((Envelope(letter, days.get(letter.id)) for letter in closed), key=lambda each: each.until or date.min)


def addressees(personal: Personal) -> Mapping[str, str]:
    """Return to whom a letter may be begun, as the title it then has.

    Source: the flow `unsent-letter` of the library. The other person is not among them while she wants them left out.
    """
    offered = {
        TO_THEM: addressed_here(_("To {them}"), personal),
        "then": _("To me, then"),
        "later": _("To me, later"),
        "life": _("To the life we planned"),
    }
    return {to: title for to, title in offered.items() if not (personal.leave_them_out and to == TO_THEM)}


@transaction.atomic
def close(letter: Entry, *, until: date, vault: OpenVault) -> None:
    """Close a letter, or a page: nothing shows it before its writer opens it again, on `until` or whenever she likes.

    One that was discarded or let go meanwhile is left as it is.
    """
    locked_row(vault)
    for standing in letter.owner.entries.filter(id=letter.id).heads():
        standing.withhold()
        letters.close_until(letter.owner, letter.id, until, vault=vault)


@transaction.atomic
def open_again(letter: Entry, *, vault: OpenVault) -> None:
    """Open a letter or a page that was closed; one that is open already stays so."""
    locked_row(vault)
    for closed in Entry.kept_by(letter.owner).withheld().filter(id=letter.id):
        closed.show_again()
        if is_letter(closed, vault=vault):
            letters.close_until(letter.owner, letter.id, None, vault=vault)
        else:
            letters.forget(letter.owner, letter.id, vault=vault)


def is_letter(page: Entry, *, vault: OpenVault) -> bool:
    """Tell whether a page is a letter; pages of other kinds may be closed as well."""
    return page.read_head(vault).kind == LETTER


def let_go(letter: Entry, *, revision: int, line: str, vault: OpenVault) -> bool:
    """Delete a letter for good: every version of it, every answer about it, that it was one, and copies of pages.

    `revision` is the one she read last: raises `vault.keeping.StaleRevision`, and deletes nothing, when other words
    were saved since, or when it was closed or discarded. `line` stays as a plain page of its day; empty for nothing.
    Returns whether the files of the database hold nothing of it any more either: see `entries.erasing`.
    """

    @transaction.atomic
    def delete() -> None:
        locked_row(vault)
        standing = Entry.kept_by(letter.owner).filter(id=letter.id).heads().first()
        if standing is None:
            return
        if standing.revision != revision or standing.is_withheld or standing.discarded_at:
            raise StaleRevision(standing)
        letter.owner.reflections.filter(entry_id=letter.id).delete()
        standing.delete()
        forget_all_about(letter, vault=vault)
        if line:
            _leave(line, letter, vault)

    through_broken_connections(delete)
    return erase_from_files()


def _leave(line: str, letter: Entry, vault: OpenVault) -> None:
    content, day = EntryContent(title="", body=line, kind=PLAIN), letter.written_on
    keep_entry(letter.owner, entry_id=uuid4(), origin=Origin(), written_on=day, content=content, vault=vault)
