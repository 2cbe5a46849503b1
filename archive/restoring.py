"""Records brought into a journal: first a plan that writes nothing, then the same plan again, in one transaction.

A record that is there already stays as it is, so doing it twice makes no doubles. Records keep their ids, days and
revisions, and are sealed anew under the present key.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from archive import set_in_clear
from archive.importers.found import Remark
from archive.journal_file import Record
from archive.record_sets import ENTRIES, PREFERENCES, RECORD_SETS, RecordSet, ids_of
from archive.rows import Row, Table
from entries import letters, markdown, tagging
from entries.content import LETTER
from entries.models import IN_TRASH_FOR
from vault.keyslots import OpenVault, locked_row
from vault.reading import read_or_none

SealedRows = Mapping[Record, Row]


@dataclass(frozen=True, slots=True)
class Line:
    """What comes of one kind, in words, from which day to which, and what is there already; empty where nothing is.

    `openings` are the first words of the first and of the last page that the journal will show; `changes` what would
    be different in how the journal is known from outside.
    """

    comes: str
    there: str
    first: date | None
    last: date | None
    openings: Sequence[str]
    changes: Sequence[str]


@dataclass(slots=True)
class Plan:
    """What would happen: the records that come, how many of each kind are there already, and what stays behind.

    `changes` are sentences about what her preferences in clear would become.
    """

    comes: list[Record] = field(default_factory=list)
    there: Counter[str] = field(default_factory=Counter)
    left_out: list[Remark] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)

    def lines(self) -> list[Line]:
        """Return a line for each kind of which there is anything."""
        return [self._line(kind) for kind in RECORD_SETS if self.there[kind.name] or self._of(kind)]

    def pages(self) -> list[Record]:
        """Return the pages that come and that the journal shows, in the order of a book."""
        pages = (page for page in self._of(ENTRIES) if not (page.clear["is_withheld"] or page.clear["discarded_at"]))
        return sorted(pages, key=lambda page: (page.day, page.clear["created_at"]))

    def _line(self, kind: RecordSet) -> Line:
        days = [record.day for record in self._of(kind)]
        spans = bool(days) and not kind.model.IS_SINGLE
        first, last = (min(days), max(days)) if spans else (None, None)
        pages = self.pages() if kind is ENTRIES else []
        openings = [_opening(page) for page in (pages if len(pages) < 2 else [pages[0], pages[-1]])]
        comes = kind.counted(len(days)) if days else ""
        changes = self.changes if kind is PREFERENCES else []
        return Line(comes, _there(kind, self.there[kind.name]), first, last, openings, changes)

    def _of(self, kind: RecordSet) -> list[Record]:
        return [record for record in self.comes if record.kind is kind]


def plan_for(owner: User, records: Sequence[Record], *, vault: OpenVault) -> Plan:
    """Return what bringing in these records would do to the owner's journal, and write nothing.

    `records` come in the order of `RECORD_SETS`. One that refers to a page, answer or goal that is neither there nor
    among them is left out where it is nothing without it, and comes without the reference where it is. Of preferences
    and of the questions that were offered there is one record: it comes where the present one says nothing yet.
    """
    plan, standing = Plan(), ids_of(owner, is_set_aside=False)
    for record in records:
        ids = standing[record.kind.model]
        if _is_there(record, owner, ids, vault):
            plan.there[record.kind.name] += 1
        elif _lacks_its_page(record, standing):
            plan.left_out.append(_left_out(record))
        else:
            plan.comes.append(_fitted(record, standing, owner))
            ids.add(record.id)
    for record in plan._of(PREFERENCES):
        plan.changes.extend(set_in_clear.changes(record.clear, owner))
    return plan


def sealed_rows(owner: User, records: Sequence[Record], *, vault: OpenVault) -> SealedRows:
    """Return the rows of the records that would come now, sealed.

    Reading and sealing the words takes long, so it is done before the transaction in which they are written: until
    that ends others wait to save a page, on SQLite everybody.
    """
    plan = plan_for(owner, records, vault=vault)
    rows: dict[Record, Row] = {}
    for kind in RECORD_SETS:
        rows |= Table(kind, vault).rows(plan._of(kind))
    return rows


@transaction.atomic
def bring_in(owner: User, records: Sequence[Record], sealed: SealedRows, *, vault: OpenVault) -> Plan:
    """Write what `plan_for` says by now, in one transaction, and return it.

    `sealed` are the `sealed_rows` of these records; what was not to come then is sealed here. Raises `StaleKeys` when
    the journal got a new key meanwhile; then, and after any other error, nothing is written.
    """
    locked_row(vault)
    plan = plan_for(owner, records, vault=vault)
    for kind in RECORD_SETS:
        _write(owner, kind, plan._of(kind), sealed, vault)
    letters.take_in(owner, dict(_letters(plan.comes)), vault=vault)
    tagged = {record.id: record.content.tags for record in plan.comes if record.kind is ENTRIES and record.content.tags}
    tagging.note(owner, tagged, vault=vault)
    return plan


def _is_there(record: Record, owner: User, ids: set[UUID], vault: OpenVault) -> bool:
    if not record.kind.model.IS_SINGLE:
        return record.id in ids
    row = record.kind.rows(owner).first()
    blank = record.kind.content()
    return row is not None and (record.content == blank or _says(record.kind, row, vault) != blank)


def _says(kind: RecordSet, row: Any, vault: OpenVault) -> Any:
    """Return what the present row says; one that does not open is not taken for a blank one."""
    return read_or_none(lambda vault: kind.read(row, vault), vault)


def _lacks_its_page(record: Record, standing: Mapping[type[models.Model], set[UUID]]) -> bool:
    named = [(each, record.clear[each.column]) for each in record.kind.references() if each.goes_with_it]
    return any(target is not None and target not in standing[each.model] for each, target in named)


def _there(kind: RecordSet, count: int) -> str:
    """Return what is to be said of what is there already, and stays as it is."""
    if kind.model.IS_SINGLE:
        return _("%(what)s stay as they are.") % {"what": kind.counted(count)} if count else ""
    sentence = ngettext("%(what)s is there already.", "%(what)s are there already.", count)
    return sentence % {"what": kind.counted(count)} if count else ""


def _opening(page: Record) -> str:
    head = page.content.head()
    return head.title or markdown.first_words(head.opening)[0]


def _left_out(record: Record) -> Remark:
    what = _("%(kind)s, %(day)s") % {"kind": record.kind.counted(1), "day": date_format(record.day, "DATE_FORMAT")}
    return Remark(what, _("What it belongs to is neither in the archive nor in your journal."))


def _fitted(record: Record, standing: Mapping[type[models.Model], set[UUID]], owner: User) -> Record:
    """Return the record as it can stand here: without references that lead nowhere, and with its time in the trash.

    A page whose thirty days in the trash are over waits there once more, so that it is not gone before it was seen.
    """
    references = [each for each in record.kind.references() if record.clear[each.column] not in standing[each.model]]
    changed: dict[str, Any] = {each.column: None for each in references}
    if record.clear.get("discarded_at"):
        changed |= {"discarded_at": _in_trash_since(record.clear["discarded_at"]), "is_withheld": False}
    if record.kind is PREFERENCES:
        changed = set_in_clear.as_set_here(record.clear, owner)
    is_fitting = all(record.clear[name] == value for name, value in changed.items())
    return record if is_fitting else replace(record, clear={**record.clear, **changed})


def _in_trash_since(discarded_at: datetime) -> datetime:
    now = timezone.now()
    return discarded_at if now - IN_TRASH_FOR < discarded_at < now else now


def _write(owner: User, kind: RecordSet, records: Sequence[Record], sealed: SealedRows, vault: OpenVault) -> None:
    if not records:
        return
    if kind.model.IS_SINGLE:
        kind.rows(owner).delete()
    table = Table(kind, vault)
    late = table.rows([record for record in records if record not in sealed])
    table.insert([late.get(record) or sealed[record] for record in records])


def _letters(records: Sequence[Record]) -> Iterator[tuple[UUID, date | None]]:
    """Yield which of these pages are letters, or closed, and until when."""
    for record in records:
        if record.kind is ENTRIES:
            until = record.closed_until if record.clear["is_withheld"] else None
            if until or record.content.kind == LETTER:
                yield record.id, until
