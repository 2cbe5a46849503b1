"""Pages and answers as they are chosen from a list, and as they are read: two facing leaves, the older one first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.safestring import SafeString

from accounts.models import User
from entries import markdown
from entries.html import to_html
from entries.models import Entry
from entries.rows import opened
from reflections import rows
from reflections.models import Reflection
from reflections.then_and_now.content import Pair
from reflections.then_and_now.flows import rows_of_kind
from vault.core.errors import Corrupt
from vault.keyslots import OpenVault


@dataclass(frozen=True, slots=True)
class Choice:
    """One page or answer to choose, by what it is known again: title or question, and first words.

    A row that does not open is shown as damaged, never hidden, and cannot be chosen.
    """

    id: UUID
    written_on: date
    heading: str = ""
    opening: str = ""
    prompt: str = ""
    is_damaged: bool = False


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page or answer as it is read, paragraph by paragraph. `url` is empty for one that is not there any more."""

    written_on: date
    url: str = ""
    title: str = ""
    question: str = ""
    blocks: tuple[SafeString, ...] = ()
    is_damaged: bool = False


@dataclass(frozen=True, slots=True)
class Spread:
    """Two facing leaves."""

    older: Leaf
    newer: Leaf

    @property
    def question(self) -> str:
        """Return what both leaves answer, in the older wording; nothing for pages, and where neither is there."""
        return self.older.question or self.newer.question


def pages_to_choose(entries: Iterable[Entry], vault: OpenVault) -> list[Choice]:
    """Open the heads of these pages."""
    return [
        Choice(row.page.id, row.page.written_on, row.heading, row.opening, is_damaged=row.head is None)
        for row in opened(entries, vault)
    ]


def answers_to_choose(reflections: Iterable[Reflection], vault: OpenVault) -> list[Choice]:
    """Open the heads of these answers."""
    return [_answer_to_choose(row) for row in rows.rows_of(reflections, vault)]


def spread_of(owner: User, pair: Pair, vault: OpenVault) -> Spread:
    """Open both of a pair; in place of what is gone, in the trash or damaged stands a leaf that says so."""
    both = rows_of_kind(owner, pair.kind).filter(id__in=(pair.older, pair.newer)).defer(None)
    found: dict[UUID, Entry | Reflection] = {row.id: row for row in both}
    return Spread(
        _leaf(found.get(pair.older), pair.older_on, vault), _leaf(found.get(pair.newer), pair.newer_on, vault)
    )


def _answer_to_choose(row: rows.AnswerRow) -> Choice:
    answer, head = row.reflection, row.content
    if head is None:
        return Choice(answer.id, answer.written_on, is_damaged=True)
    return Choice(answer.id, answer.written_on, head.question, head.opening, head.prompt)


def _leaf(row: Entry | Reflection | None, day: date, vault: OpenVault) -> Leaf:
    if row is None:
        return Leaf(day)
    try:
        return _opened(row, vault)
    except Corrupt:
        return Leaf(row.written_on, row.get_absolute_url(), is_damaged=True)


def _opened(row: Entry | Reflection, vault: OpenVault) -> Leaf:
    url = row.get_absolute_url()
    if isinstance(row, Entry):
        page = row.read(vault)
        return Leaf(row.written_on, url, title=page.title, blocks=_blocks(page.body))
    answer = row.read(vault)
    return Leaf(row.written_on, url, question=answer.question, blocks=_blocks(answer.answer))


def _blocks(text: str) -> tuple[SafeString, ...]:
    return tuple(to_html(markdown.parse(text)))
