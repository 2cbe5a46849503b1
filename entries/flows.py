"""What happens to an entry: it is kept, set beside another text, deleted for good. Its versions are made on the way."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from entries import letters, tagging
from entries.comparing import takes_much_away
from entries.content import LETTER, EntryContent
from entries.erasing import forget_copies
from entries.models import IN_TRASH_FOR, Entry, EntryVersion
from vault.keeping import Origin, keep_once, through_broken_connections
from vault.keyslots import OpenVault, locked_row


def keep_entry(
    owner: User, *, entry_id: UUID, origin: Origin, written_on: date, content: EntryContent, vault: OpenVault
) -> Entry:
    """Keep what was written, exactly once.

    `entry_id` is made with the empty form; `origin` says what the text started from; `written_on` is the day the page
    is about. What the page said at the end of the sitting before is kept as a version. A page in the trash that is
    written on comes back; whatever waited in the owner's trash for thirty days goes when a new page is begun. A letter
    stays a letter, whatever kind is said, and one that is closed stays closed and keeps the words. Raises
    `vault.keeping.StaleRevision` when another tab or device saved something else in between.
    """
    fresh, rows = Entry(owner=owner, id=entry_id), Entry.kept_by(owner)

    def says_the_same(entry: Entry) -> bool:
        is_there = entry.discarded_at is None and entry.written_on == written_on
        return is_there and entry.read(vault) == _as_its_kind(entry, content, vault)

    def write(entry: Entry) -> None:
        said = content
        if entry is fresh:
            empty_trash(owner, besides=[entry_id])
        else:
            said = _as_its_kind(entry, content, vault)
            _keep_version(entry, said, origin, vault)
        had = () if entry is fresh else entry.read_head(vault).tags
        entry.written_on, entry.discarded_at = written_on, None
        entry.write(said, vault)
        _note(entry, said, had, vault)

    return keep_once(rows, fresh, vault=vault, origin=origin, says_the_same=says_the_same, write=write)


def set_beside(entry: Entry, *, written_on: date, content: EntryContent, vault: OpenVault) -> EntryVersion:
    """Keep words that were written on a page while something else was saved there, beside it, until she chooses.

    The same words twice in a row are kept once. `entry` itself is not changed. Raises `StaleKeys` as every save does.
    """
    content = _as_its_kind(entry, content, vault)

    @transaction.atomic
    def keep() -> EntryVersion:
        beside = entry.owner.versions.filter(entry_id=entry.id, is_beside=True).newest_first().first()
        if beside is not None and (beside.written_on, beside.read(vault)) == (written_on, content):
            return beside
        version = EntryVersion(owner_id=entry.owner_id, entry_id=entry.id, written_on=written_on, is_beside=True)
        version.write(content, vault)
        version.save(force_insert=True)
        return version

    return through_broken_connections(keep)


@transaction.atomic
def delete_for_good(entry: Entry, *, vault: OpenVault) -> None:
    """Delete a page of the trash with all its versions; one that was taken out of it meanwhile stays.

    Answers about it stay, with the sentences they quote: they are words of their own. What else holds pages, as a
    finished book does, is deleted with it.
    """
    locked_row(vault)
    deleted, _each = Entry.kept_by(entry.owner).filter(id=entry.id, discarded_at__isnull=False).heads().delete()
    if deleted:
        forget_all_about(entry, vault=vault)


def forget_all_about(entry: Entry, *, vault: OpenVault) -> None:
    """Forget what else is known of a page that goes for good: that it was a letter, its tags, and copies of pages.

    It belongs into the transaction in which the page goes.
    """
    letters.forget(entry.owner, entry.id, vault=vault)
    tagging.forget(entry.owner, entry.id, vault=vault)
    forget_copies(entry.owner)


def empty_trash(owner: User, *, besides: Collection[UUID] = ()) -> int:
    """Delete for good, as `delete_for_good` does, what has been in the owner's trash for thirty days.

    The pages `besides` stay: they are being written on, and come back.
    Returns how many pages and versions went. A former journal is set aside with its trash: nothing of it is ever
    deleted.
    """
    run_out = Entry.kept_by(owner).run_out().exclude(id__in=besides)
    if not run_out.exists():
        return 0
    with transaction.atomic():
        forget_copies(owner)
        return int(run_out.heads().delete()[0])


def empty_every_trash() -> int:
    """Do the same for everybody, once a day; return how many pages and versions went. It reaches over all owners."""
    run_out = Entry._base_manager.filter(discarded_at__lte=timezone.now() - IN_TRASH_FOR, is_set_aside=False)
    return sum(empty_trash(owner) for owner in User.objects.filter(pk__in=run_out.values("owner_id")))


def _note(entry: Entry, content: EntryContent, had: tuple[str, ...], vault: OpenVault) -> None:
    """Note what must be known of a page without opening it: that it is a letter, and which tags it has now."""
    if content.kind == LETTER:
        letters.remember(entry.owner, entry.id, vault=vault)
    if content.tags != had:
        tagging.note(entry.owner, {entry.id: content.tags}, vault=vault)


def _as_its_kind(saved: Entry, content: EntryContent, vault: OpenVault) -> EntryContent:
    return replace(content, kind=LETTER) if saved.read_head(vault).kind == LETTER else content


def _keep_version(entry: Entry, content: EntryContent, origin: Origin, vault: OpenVault) -> None:
    """Keep what stands saved when another sitting replaces it, or when a save in this one takes much of it away."""
    saved = entry.read(vault)
    if entry.sitting == origin.sitting and not takes_much_away(saved.body, content.body):
        return
    version = EntryVersion(owner_id=entry.owner_id, entry_id=entry.id, written_on=entry.written_on)
    version.revision, version.saved_at = entry.revision, entry.saved_at
    version.write(saved, vault)
    version.save(force_insert=True)
