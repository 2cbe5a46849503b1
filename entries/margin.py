"""Notes in the margin of an entry: the answers that are about it, and what sittings on it were closed with.

The journal does not know who writes in its margin; the apps above register themselves.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.models import User
from entries.models import EntryQuerySet
from vault.keyslots import OpenVault


@dataclass(frozen=True, slots=True)
class Note:
    """One note: about which entry and which passage (`quote`, as it stood at `start` to `end`), and where it leads.

    An answer has a theme; what a sitting was closed with has none.
    """

    entry_id: UUID
    url: str
    theme: str
    written_on: date
    opening: str
    quote: str
    start: int
    end: int


Writer = Callable[[User, Sequence[UUID], OpenVault], Iterable[Note]]
Narrower = Callable[[User, EntryQuerySet], EntryQuerySet]
_writers: list[Writer] = []
_closers: list[Writer] = []
_narrowers: list[Narrower] = []


def writes_in_margin(writer: Writer) -> Writer:
    """Register a function that gives the answers about some entries, in one query; lists tell of them too."""
    _writers.append(writer)
    return writer


def closes_in_margin(writer: Writer) -> Writer:
    """Register a function that gives what sittings on some entries were closed with, in one query."""
    _closers.append(writer)
    return writer


def narrows_to_answered(narrower: Narrower) -> Narrower:
    """Register a function that leaves of some entries those about which there is an answer, in the database."""
    _narrowers.append(narrower)
    return narrower


def answered(owner: User, entries: EntryQuerySet) -> EntryQuerySet:
    """Return those of these entries about which there is an answer, so that no other need be opened for its theme."""
    for narrower in _narrowers:
        entries = narrower(owner, entries)
    return entries


def notes_about(owner: User, entries: Sequence[UUID], vault: OpenVault) -> dict[UUID, list[Note]]:
    """Return all notes about the entries of these ids, by entry, oldest first."""
    return _written(owner, entries, [*_writers, *_closers], vault)


def answers_about(owner: User, entries: Sequence[UUID], vault: OpenVault) -> dict[UUID, list[Note]]:
    """Return the answers about the entries of these ids, by entry, oldest first: what a list tells of."""
    return _written(owner, entries, _writers, vault)


def _written(
    owner: User, entries: Sequence[UUID], writers: Iterable[Writer], vault: OpenVault
) -> dict[UUID, list[Note]]:
    notes: dict[UUID, list[Note]] = defaultdict(list)
    for writer in writers if entries else ():
        for note in writer(owner, entries, vault):
            notes[note.entry_id].append(note)
    return notes
