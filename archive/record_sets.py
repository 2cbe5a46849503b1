"""The tables of the archive: what each kind of row is called in it, which of its columns go in, and how it opens.

Names here are part of the format (docs/archive-format.md) and hang on nobody's table or module. Columns are read off
the tables themselves, so that a new one is never forgotten.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.models import Preferences, User
from accounts.personal import Personal
from archive.models import BookOrder, BookPart, PendingImport
from entries.content import EntryContent
from entries.letters import LetterIndex, Letters, letters_of
from entries.models import Entry, EntryVersion
from entries.tags import TagIndex
from reflections.asking.content import KeptQuestion, OwnQuestion
from reflections.asking.models import Asking, KeptForLater, OwnPrompt
from reflections.asking.record import Record as Asked
from reflections.check_ins.content import CheckInContent
from reflections.check_ins.models import CheckIn
from reflections.closing.content import ClosingContent
from reflections.closing.models import Closing
from reflections.content import ReflectionContent
from reflections.models import Reflection
from reflections.over_time.content import MarkContent
from reflections.over_time.models import Mark
from reflections.programs.content import Run
from reflections.programs.models import ProgramRun
from reflections.search.models import Search
from reflections.self_work.content import CheckInContent as GoalCheckInContent
from reflections.self_work.content import GoalContent
from reflections.self_work.models import Goal, GoalCheckIn
from reflections.then_and_now.content import ComparisonContent
from reflections.then_and_now.models import Comparison
from reflections.wait.content import OwnWords
from reflections.wait.models import LineForNextTime, Wait
from vault.core.errors import Corrupt
from vault.keyslots import OpenVault
from vault.models import SealedModel

ROWS_AT_ONCE = 100
# Whose row it is, under which key, and which browser wrote it last: none of it means anything elsewhere.
_STAYS_HERE = frozenset({"owner", "vault_id", "is_set_aside", "sitting", "sequence"})
_TYPES: Mapping[Any, Any] = {
    models.BooleanField: bool,
    models.CharField: str,
    models.DateField: datetime.date,
    models.DateTimeField: datetime.datetime,
    models.PositiveIntegerField: int,
    models.UUIDField: UUID,
}


# There is one of each kind, so it is told by that and not by what is in it.
@dataclass(frozen=True, slots=True, eq=False)
class RecordSet:
    """One kind of record. `content` is the type of what its sealed columns say together.

    `label` is what so many of it are called (by their `count`), or what the only one is called.
    """

    name: str
    label: str | Promise
    model: type[SealedModel]
    content: Any

    def counted(self, count: int) -> str:
        """Return what so many of this kind are called: "12 pages"; "Preferences" of the kind that has one record."""
        return str(self.label % {"count": count, "n": number_format(count, force_grouping=True)})

    def columns(self) -> Mapping[str, Any]:
        """Return the columns in clear that go into the archive, each with the type of its value."""
        return _columns(self.model)

    def references(self) -> Sequence["Reference"]:
        """Return which other records one of this kind refers to."""
        return _references(self.model)

    def rows(self, owner: User) -> "models.QuerySet[SealedModel]":
        """Select the owner's rows of this kind, without what is about to go from the trash for good."""
        run_out = Entry.kept_by(owner).run_out().values("id")
        rows = self.model._base_manager.filter(owner=owner, is_set_aside=False)
        named = {"entries": "id", "versions": "entry_id"}.get(self.name)
        return rows.exclude(**{f"{named}__in": run_out}) if named else rows

    def read(self, row: Any, vault: OpenVault) -> Any:
        """Open what a row says; raise `vault.core.errors.Corrupt` where it does not open."""
        return row.read_personal(vault) if isinstance(row, Preferences) else row.read(vault)

    def write(self, row: Any, content: Any, vault: OpenVault) -> None:
        """Seal what a row says; the caller saves it."""
        write = row.write_personal if isinstance(row, Preferences) else row.write
        write(content, vault)


@dataclass(frozen=True, slots=True)
class Reference:
    """A column that names another record. `goes_with_it`: a record of this kind is nothing without the other one."""

    column: str
    model: type[models.Model]
    goes_with_it: bool


@cache
def _columns(model: type[SealedModel]) -> Mapping[str, Any]:
    left_out = _STAYS_HERE | {*model.SEALED}
    fields = [each for each in model._meta.concrete_fields if each.name not in left_out]
    return {each.name: _TYPES[type(each)] | None if each.null else _TYPES[type(each)] for each in fields}


@cache
def _references(model: type[SealedModel]) -> Sequence[Reference]:
    return [
        Reference(each.from_fields[1], each.related_model, each.remote_field.on_delete is models.CASCADE)
        for each in model._meta.get_fields()
        if isinstance(each, models.ForeignObject) and len(each.from_fields) == 2 and each.name != "vault"
    ]


# Those that others refer to come before them.
ENTRIES = RecordSet("entries", ngettext_lazy("%(n)s page", "%(n)s pages", "count"), Entry, EntryContent)
REFLECTIONS = RecordSet(
    "answers", ngettext_lazy("%(n)s answer", "%(n)s answers", "count"), Reflection, ReflectionContent
)
PREFERENCES = RecordSet("preferences", _("Preferences"), Preferences, Personal)
RECORD_SETS: Sequence[RecordSet] = (
    ENTRIES,
    RecordSet(
        "versions",
        ngettext_lazy("%(n)s earlier version of a page", "%(n)s earlier versions of pages", "count"),
        EntryVersion,
        EntryContent,
    ),
    REFLECTIONS,
    RecordSet(
        "own_questions",
        ngettext_lazy("%(n)s question of your own", "%(n)s questions of your own", "count"),
        OwnPrompt,
        OwnQuestion,
    ),
    RecordSet(
        "kept_questions",
        ngettext_lazy("%(n)s question kept for later", "%(n)s questions kept for later", "count"),
        KeptForLater,
        KeptQuestion,
    ),
    RecordSet("closings", ngettext_lazy("%(n)s closing line", "%(n)s closing lines", "count"), Closing, ClosingContent),
    RecordSet(
        "check_ins",
        ngettext_lazy("%(n)s note of how a day was", "%(n)s notes of how a day was", "count"),
        CheckIn,
        CheckInContent,
    ),
    RecordSet("marks", ngettext_lazy("%(n)s day you marked", "%(n)s days you marked", "count"), Mark, MarkContent),
    RecordSet(
        "comparisons",
        ngettext_lazy("%(n)s note of then and now", "%(n)s notes of then and now", "count"),
        Comparison,
        ComparisonContent,
    ),
    RecordSet(
        "goals",
        ngettext_lazy("%(n)s thing to do differently", "%(n)s things to do differently", "count"),
        Goal,
        GoalContent,
    ),
    RecordSet(
        "goal_check_ins",
        ngettext_lazy(
            "%(n)s check-in on something to do differently",
            "%(n)s check-ins on things to do differently",
            "count",
        ),
        GoalCheckIn,
        GoalCheckInContent,
    ),
    RecordSet(
        "program_runs",
        ngettext_lazy("%(n)s way through a program", "%(n)s ways through programs", "count"),
        ProgramRun,
        Run,
    ),
    RecordSet(
        "lines_for_next_time",
        ngettext_lazy("%(n)s line for the next time", "%(n)s lines for the next time", "count"),
        LineForNextTime,
        OwnWords,
    ),
    RecordSet("asked", _("Questions you were offered"), Asking, Asked),
    PREFERENCES,
)
BY_NAME = {each.name: each for each in RECORD_SETS}
# Every other table with words: which pages are letters or have a tag follows from the pages, and until when they are
# closed stands in their records; a wait is never written down for later; what was looked for lately is no part of it,
# nor is what waits to be brought in or fetched.
NO_RECORDS = (LetterIndex, TagIndex, Wait, Search, PendingImport, BookOrder, BookPart)


@dataclass(frozen=True, slots=True)
class Damaged:
    """A row that does not open: it is named in the archive, and nothing else of it is there."""

    record_set: str
    id: UUID


def records_of(each: RecordSet, owner: User, *, vault: OpenVault) -> Iterator[dict[str, Any] | Damaged]:
    """Yield the owner's records of one kind as the archive holds them, a few rows at a time.

    A page that is closed until a day has that day with it.
    """
    letters: Letters = letters_of(owner, vault=vault) if each is ENTRIES else {}
    columns = tuple(each.columns())
    for row in _one_after_another(each.rows(owner)):
        try:
            content = each.read(row, vault)
        except Corrupt:
            yield Damaged(each.name, row.id)
            continue
        clear = {name: getattr(row, name) for name in columns}
        day = letters.get(row.id)
        yield clear | ({"closed_until": day} if day else {}) | {"content": content}


def ids_of(owner: User, *, is_set_aside: bool) -> Mapping[type[models.Model], set[UUID]]:
    """Return the ids of all that is in the journal, by table, or of what is set aside with former ones. One query."""
    tables: list[type[models.Model]] = [each.model for each in RECORD_SETS]
    rows = (table._base_manager.filter(owner=owner, is_set_aside=is_set_aside).order_by() for table in tables)
    first, *others = (each.values_list(models.Value(place), "id") for place, each in enumerate(rows))
    ids: dict[type[models.Model], set[UUID]] = {table: set() for table in tables}
    for place, row_id in first.union(*others, all=True):
        ids[tables[place]].add(row_id)
    return ids


def _one_after_another(rows: "models.QuerySet[SealedModel]") -> Iterator[SealedModel]:
    rows = rows.order_by("id")
    batch = list(rows[:ROWS_AT_ONCE])
    while batch:
        yield from batch
        batch = list(rows.filter(id__gt=batch[-1].id)[:ROWS_AT_ONCE])
