"""What happens between a chosen file and pages in the journal: it is read, waits sealed, comes in, or is left."""

import gc
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from threading import Lock
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from archive.free_ids import under_free_ids
from archive.importers import markdown
from archive.importers.found import Found, FoundPage, NotReadable, Remark
from archive.importers.reading import read
from archive.journal_file import Record, journal_in
from archive.models import WAITS_FOR, PendingImport
from archive.opening import NotAnArchive, journal_of
from archive.plain import Unfit, as_json, read_as
from archive.record_sets import ENTRIES, ROWS_AT_ONCE
from archive.restoring import Plan, bring_in, plan_for, sealed_rows
from entries.content import EntryContent
from entries.forms import WordsField
from entries.models import Entry
from vault.keeping import through_broken_connections
from vault.keyslots import OpenVault, locked_row
from vault.reading import read_or_none

# What a source is called on the page, where that is something else than its name in the ids of its pages.
_CALLED = {markdown.SOURCE: gettext_lazy("Text files")}
# A file takes many times its size in memory while it is read, so a process reads one at a time.
_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What waits: which kind of file it was, its records, and what its reader says of it."""

    source: str
    records: Sequence[Record]
    left_out: Sequence[Remark] = ()
    look_at: Sequence[Remark] = ()


@dataclass(frozen=True, slots=True)
class DryRun:
    """What bringing in would do.

    `source` is the kind of file as a person knows it, empty for our own archive; `look_at` is what she should look at.
    """

    source: str | Promise
    plan: Plan
    look_at: Sequence[Remark]


def receive(
    owner: User,
    *,
    upload: bytes,
    name: str,
    password: str = "",
    zone: ZoneInfo,
    day: date | None = None,
    vault: OpenVault,
) -> PendingImport:
    """Read a file, and keep what is in it, sealed, until she has seen what would come; nothing is in the journal yet.

    `upload` is the whole file, `name` what it is called (kept nowhere), `password` opens an archive of ours, `zone` is
    hers, for files that know none, and `day` the one for texts that name none. What waited before is replaced. Raises
    `archive.importers.found.NotReadable`, whose message is for her, and its kind `archive.opening.NeedsPassword`.
    """
    pending = PendingImport(owner=owner)
    with _one_at_a_time, _without_searching():
        try:
            (found, deflated), is_ours = journal_of(upload, password=password), True
        except NotAnArchive:
            (found, deflated), is_ours = (as_json(read(upload, name, zone, day)), b""), False
        _waiting(found, is_ours, owner, vault)
        pending.write(found, deflated, vault, is_of_an_archive=is_ours)

    @transaction.atomic
    def keep() -> PendingImport:
        locked_row(vault)
        owner.pending_imports.all().delete()
        pending.save(force_insert=True)
        return pending

    return through_broken_connections(keep)


def waiting(owner: User) -> PendingImport | None:
    """Return what the owner has chosen within a day and neither brought in nor left; None if there is nothing."""
    found: PendingImport | None = owner.pending_imports.filter(saved_at__gte=timezone.now() - WAITS_FOR).first()
    return found


def dry_run(pending: PendingImport, *, vault: OpenVault) -> DryRun:
    """Return what bringing it in would do now; nothing is written."""
    with _one_at_a_time, _without_searching():
        waiting = _waiting(*pending.read(vault), pending.owner, vault)
        return _ran(waiting, plan_for(pending.owner, waiting.records, vault=vault))


def accept(pending: PendingImport, *, vault: OpenVault) -> DryRun:
    """Bring it in, in one transaction, and return what came. What waited is deleted with it.

    Raises `StaleKeys` when the journal got a new key meanwhile, and `PendingImport.DoesNotExist` when it waits no more,
    because something in it may have been deleted for good; then, and after any other error, nothing is written.
    """
    with _one_at_a_time, _without_searching():
        waiting = _waiting(*pending.read(vault), pending.owner, vault)
        sealed = sealed_rows(pending.owner, waiting.records, vault=vault)

        @transaction.atomic
        def write() -> Plan:
            locked_row(vault)
            if not leave(pending):
                raise PendingImport.DoesNotExist
            return bring_in(pending.owner, waiting.records, sealed, vault=vault)

        return _ran(waiting, through_broken_connections(write))


def leave(pending: PendingImport) -> bool:
    """Forget what waited; tell whether it still did."""
    return bool(pending.owner.pending_imports.filter(id=pending.id).delete()[0])


def forget_old_imports() -> int:
    """Forget what nobody came back to within a day; return how many rows. It reaches over all owners."""
    old = PendingImport._base_manager.filter(saved_at__lt=timezone.now() - WAITS_FOR)
    return int(old.delete()[0])


@contextmanager
def _without_searching() -> Iterator[None]:
    """Keep Python from searching what is read for what could go: nearly all of it stays, and it takes a seventh more.

    One thread at a time may do so.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _ran(waiting: _Waiting, plan: Plan) -> DryRun:
    plan.left_out[:0] = waiting.left_out
    return DryRun(_CALLED.get(waiting.source, waiting.source), plan, waiting.look_at)


def _waiting(payload: bytes, is_ours: bool, owner: User, vault: OpenVault) -> _Waiting:
    if is_ours:
        return _Waiting("", under_free_ids(journal_in(payload), owner, vault=vault))
    try:
        found: Found = read_as(Found, json.loads(payload))
    except Unfit:
        raise NotReadable(_("This file holds something that has no place in a journal here.")) from None
    records = under_free_ids(_records(found, owner, vault), owner, vault=vault)
    return _Waiting(found.source, records, found.left_out, found.look_at)


def _records(found: Found, owner: User, vault: OpenVault) -> list[Record]:
    """Return the pages from another journal as records of ours.

    The same page has the same id however often it is brought in; one that was written here has its own. Pages of which
    only the day is known keep their order.
    """
    words, now, records = WordsField(), timezone.now(), []
    changed = _changed_since(found, owner, vault)
    for place, page in enumerate(found.pages):
        written_at = page.written_at or now + timedelta(microseconds=place)
        clear = {
            "id": (page.id not in changed and page.id) or uuid5(vault.id, f"{found.source} {page.source_id}"),
            "revision": 1,
            "created_at": written_at,
            "saved_at": written_at,
            "written_on": page.written_on,
            "discarded_at": None,
            "is_withheld": False,
        }
        content = EntryContent(words.to_python(page.title), words.to_python(page.body), page.kind, page.tags)
        records.append(Record(ENTRIES, clear, content))
    return records


def _changed_since(found: Found, owner: User, vault: OpenVault) -> set[UUID | None]:
    """Return the ids under which another text stands here than in the file: both are kept, so they need two ids."""
    pages = {page.id: page for page in found.pages if page.id}
    changed: set[UUID | None] = set()
    for first in range(0, len(pages), ROWS_AT_ONCE):
        for row in Entry.kept_by(owner).filter(id__in=list(pages)[first : first + ROWS_AT_ONCE]):
            content = read_or_none(row.read, vault)
            if content and not _is_the_same(pages[row.id], row.written_on, content):
                changed.add(row.id)
    return changed


def _is_the_same(page: FoundPage, written_on: date, content: EntryContent) -> bool:
    """Tell whether a text file holds this page; below it may stand the answers about it."""
    body = content.body.strip("\n")
    has_its_words = page.body == body or page.body.startswith(f"{body}\n\n> **")
    return has_its_words and (page.written_on, page.title, page.tags) == (written_on, content.title, content.tags)
