"""Pages and versions as lists show them: named, counted, opened without their bodies, thirty at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.formats import number_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from entries import markdown
from entries.content import EntryHead
from entries.margin import Note, answers_about
from entries.models import Entry, SealedPage
from vault.keyslots import OpenVault
from vault.reading import read_or_none

ROWS_ON_A_PAGE = 30
LONGEST_HEADING = 120


@dataclass(frozen=True)
class Row:
    """One page in a list. `head` is None for a row that does not open; it is shown as damaged, never hidden."""

    page: SealedPage
    head: EntryHead | None
    answers: Sequence[Note] = ()

    @property
    def heading(self) -> str:
        """Return the title; of a page without one its first words."""
        return self._split[0]

    @property
    def name(self) -> str:
        """Return what stands for the page where it is named: a title, its first words, or that it has or shows none."""
        return self.heading or (_("An empty page") if self.head else _("This page cannot be opened"))

    @property
    def opening(self) -> str:
        """Return how the page begins, or goes on after the words that stand for its title."""
        return self._split[1]

    @property
    def length(self) -> str:
        """Return how many words the page has; of many rows each is said much faster here than by a template."""
        words = self.head.words if self.head else 0
        return ngettext("%(words)s word", "%(words)s words", words) % {
            "words": number_format(words, force_grouping=True)
        }

    @property
    def themes(self) -> list[str]:
        """Return the themes of those answers, each once."""
        return list(dict.fromkeys(note.theme for note in self.answers))

    @cached_property
    def _split(self) -> tuple[str, str]:
        if self.head is None:
            return "", ""
        if self.head.title:
            return _shortened(self.head.title), self.head.opening
        return markdown.first_words(self.head.opening)


def rows_of(owner: User, entries: Iterable[Entry], vault: OpenVault) -> list[Row]:
    """Open the heads of these entries, and of the answers about them, in one more query."""
    entries = list(entries)
    answers = answers_about(owner, [entry.id for entry in entries], vault)
    return [replace(row, answers=answers.get(row.page.id, ())) for row in opened(entries, vault)]


def opened(pages: Iterable[SealedPage], vault: OpenVault) -> list[Row]:
    """Open the heads of these pages."""
    return [Row(page, read_or_none(page.read_head, vault)) for page in pages]


def _shortened(title: str) -> str:
    return title if len(title) <= LONGEST_HEADING else Truncator(title).chars(LONGEST_HEADING)
