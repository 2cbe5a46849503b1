"""A letter as it is read, and the line that may stay of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from entries import markdown, tagging
from entries.margin import Note, notes_about
from entries.models import Entry
from entries.reading import lay_out
from entries.tags import Tag
from vault.keyslots import OpenVault

# A last paragraph as short as this is a name.
LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Sheet:
    """The words of a letter. `is_signed` when the last of its `blocks` is a name; `notes` are the answers about it."""

    title: str
    blocks: Sequence[SafeString]
    is_signed: bool
    words: int
    notes: Sequence[Note]
    tags: Sequence[tuple[str, Tag | None]]


def sheet_of(letter: Entry, *, vault: OpenVault) -> Sheet:
    """Open a letter."""
    content = letter.read(vault)
    parsed = markdown.parse(content.body)
    notes = notes_about(letter.owner, [letter.id], vault)[letter.id]
    blocks, _without_a_place = lay_out(parsed, notes)
    is_signed = len(parsed) > 1 and parsed[-1].kind == "paragraph" and len(parsed[-1].text) <= LONGEST_NAME
    words = markdown.count_words(markdown.plain_text(parsed))
    tags = tagging.named(letter.owner, content.tags, vault=vault)
    return Sheet(content.title, [block.html for block in blocks], is_signed, words, notes, tags)


def line_about(letter: Entry, words: int) -> str:
    """Return the line that may stay of a letter: its day and how long it was, and none of its words."""
    line = ngettext("%(day)s. A letter, %(words)d word, let go.", "%(day)s. A letter, %(words)d words, let go.", words)
    return line % {"day": date_format(letter.written_on, "MONTH_DAY_FORMAT"), "words": words}
