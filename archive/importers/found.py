"""What a file from another journal holds, as plain data: pages with their days, and what is to be said of the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from entries.content import PAGE


class NotReadable(ValueError):
    """Nothing can be brought in from this file; the message is a sentence for the person who chose it."""


@dataclass(frozen=True, slots=True)
class FoundPage:
    """One page: its day, its title (may be empty) and its Markdown.

    `source_id` tells the pages of one source apart and stays the same from export to export, so that bringing a file in
    twice makes no doubles. `written_at` is in UTC; None where the file knows only the day. `tags` are as
    `entries.tags.tags_in` returns them, `kind` is that of an `EntryContent`, `id` what a page of ours had when it
    was taken along.
    """

    source_id: str
    written_on: date
    title: str
    body: str
    written_at: datetime | None = None
    tags: tuple[str, ...] = ()
    kind: str = PAGE
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that is to be said of a part of a file: which (its name, or "entry 12"), and a sentence about it."""

    what: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Found:
    """All that one file holds: `source` names the kind of file ("Day One"), and is part of the ids of its pages.

    `left_out` is not brought in, and why; `look_at` is, and its writer should see whether it is right.
    """

    source: str
    pages: Sequence[FoundPage]
    left_out: Sequence[Remark] = ()
    look_at: Sequence[Remark] = ()
