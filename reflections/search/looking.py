"""Looking through a journal, from its newest day back, until a page of finds is full.

Rows are opened one by one and let go of: no index and no copy of the words is kept. How far it looked is always said.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from heapq import merge
from itertools import chain, repeat
from operator import itemgetter
from typing import Any, NamedTuple, Self
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import User
from entries.filtering import Filter
from entries.search import Query
from reflections.search.sources import PAGES, SOURCES, Said, Source
from vault.core.errors import Corrupt
from vault.keyslots import OpenVault
from vault.reading import opener, read_or_none

# Ten at first, which are there at once; whoever looks further back looks through many.
FIRST_FINDS, FURTHER_FINDS = 10, 30
# How many rows one query fetches: few at first, so that a find of late is there at once; then as many as memory bears.
_BATCHES = (30, 500)
_MOST_AT_ONCE = 1000
# After so many seconds a page is shown with what was found by then.
SECONDS_A_PAGE = 2.0


class Place(NamedTuple):
    """The row that was looked at last: its day, its source (by number), its id. No word is in it."""

    day: date
    source: int
    row: UUID

    @classmethod
    def from_address(cls, written: str) -> Self:
        """Read a place from an address; raise `ValueError` for anything that is none."""
        day, source, row = written.split("_")
        if not 0 <= int(source) < len(SOURCES):
            raise ValueError("no such source")
        return cls(date.fromisoformat(day), int(source), UUID(row))

    def __str__(self) -> str:
        """Return the place as it stands in an address."""
        return f"{self.day.isoformat()}_{self.source}_{self.row}"


# One row, not opened yet: its day, its source (by number), its id, day and sealed columns.
Sealed = tuple[date, int, Any]


@dataclass(frozen=True, slots=True)
class Find:
    """One row in which everything stands that was looked for."""

    source: Source
    id: UUID
    day: date
    said: Said


@dataclass(slots=True)
class Looked:
    """What was found, how many rows did not open, and the last row that was looked at; None once all were."""

    finds: list[Find] = field(default_factory=list)
    damaged: int = 0
    back_to: Place | None = None


def look(owner: User, query: Query, chosen: Filter, *, after: Place | None = None, vault: OpenVault) -> Looked:
    """Look through the owner's journal, behind a place of it, until a page of finds is full or two seconds are over.

    Two queries for every 1,000 rows of a table, a few besides, and one more for themes; nothing is written.
    """
    looked, until = Looked(), time.monotonic() + SECONDS_A_PAGE
    most = FIRST_FINDS if after is None else FURTHER_FINDS
    openers = [opener(source.model, vault) for source in SOURCES]
    for day, source, (row_id, _day, *sealed) in _rows(owner, chosen, after, vault):
        try:
            opened = openers[source](row_id, sealed)
        except Corrupt:
            looked.damaged += 1
            continue
        if query.may_be_in(b"\n".join(opened)):
            looked.finds += [Find(SOURCES[source], row_id, day, said) for said in _said(source, opened, query, chosen)]
        if len(looked.finds) == most or time.monotonic() > until:
            looked.back_to = Place(day, source, row_id)
            break
    return looked


def _said(source: int, opened: Sequence[bytes], query: Query, chosen: Filter) -> Iterator[Said]:
    """Yield what a row says, if everything that is looked for stands in it and it is among what was chosen."""
    said = SOURCES[source].says(opened)
    # Which pages have a theme is known before they are opened.
    themes = {said.theme} if said.theme else chosen.themes
    if chosen.lets_in(said.kind, themes) and query.is_in([said.title, said.body]):
        yield said


def _rows(owner: User, chosen: Filter, after: Place | None, vault: OpenVault) -> Iterator[Sealed]:
    """Yield the rows of all sources, the newest day first."""
    about = _pages_about(owner, chosen.themes, vault) if chosen.themes else None
    streams = []
    for number, source in enumerate(SOURCES):
        if not chosen.kinds or chosen.kinds & source.kinds:
            rows = source.newest_first(owner)
            rows = rows.filter(day__range=chosen.days) if chosen.first or chosen.last else rows
            rows = rows.filter(id__in=about) if about is not None and source is PAGES else rows
            streams.append(_stream(rows, number, owner, after))
    return merge(*streams, key=itemgetter(0), reverse=True)


def _pages_about(owner: User, themes: frozenset[str], vault: OpenVault) -> set[UUID]:
    """Return the ids of the pages with an answer in one of these themes: one query, every head opened."""
    answers = owner.reflections.filter(entry_id__isnull=False).heads()
    heads = ((answer.entry_id, read_or_none(answer.read_head, vault)) for answer in answers)
    return {page for page, head in heads if page and head and head.theme in themes}


def _stream(rows: "QuerySet[Any]", source: int, owner: User, after: Place | None) -> Iterator[Sealed]:
    """Yield the rows of one source, a batch a query."""
    for size in chain(_BATCHES, repeat(_MOST_AT_ONCE)):
        behind = rows if after is None else _behind(rows, source, owner, after)
        batch = list(behind.values_list("id", "day", *SOURCES[source].model.SEALED)[:size])
        for row in batch:
            yield row[1], source, row
        if len(batch) < size:
            return
        after = Place(row[1], source, row[0])


def _behind(rows: "QuerySet[Any]", source: int, owner: User, place: Place) -> "QuerySet[Any]":
    """Leave out what stands before a place, which may be a row of another source, and that row."""
    if source != place.source:
        return rows.filter(day__lt=place.day) if source < place.source else rows.filter(day__lte=place.day)
    named = SOURCES[source].model._base_manager.filter(owner=owner, id=place.row)
    for made in named.values_list("created_at", flat=True):
        same_day = Q(created_at__lt=made) | Q(created_at=made, id__gt=place.row)
        return rows.filter(Q(day__lt=place.day) | Q(same_day, day=place.day), day__lte=place.day)
    # It is gone since.
    return rows.filter(day__lt=place.day)
