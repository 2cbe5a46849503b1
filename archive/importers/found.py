"""What a file from another journal holds, as plain data: pages with their days, and what stays behind, with why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


class NotReadable(ValueError):
    """Nothing can be brought in from this file; the message is a sentence for the person who chose it."""


@dataclass(frozen=True, slots=True)
class FoundPage:
    """One page: its day, its title (may be empty) and its Markdown.

    `source_id` tells the pages of one source apart and stays the same from export to export, so that bringing a file in
    twice makes no doubles. `written_at` has its time zone; None where the file knows only the day.
    """

    source_id: str
    written_on: date
    title: str
    body: str
    written_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that is not brought in: which (a file's name, or "entry 12"), and why, as a sentence."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """All that one file holds: `source` names the kind of file as a person knows it ("Day One")."""

    source: str
    pages: Sequence[FoundPage]
    left_out: Sequence[LeftOut] = ()
