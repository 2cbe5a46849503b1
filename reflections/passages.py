"""The sentences of an entry, as choices of what an answer is about."""

from collections.abc import Sequence
from dataclasses import dataclass

from entries import markdown
from entries.models import Entry
from entries.sentences import Passage, sentences
from vault.keyslots import OpenVault


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence to choose; `value` is its place in the entry's plain text, such as `120-164`."""

    value: str
    text: str
    chosen: bool


def value_of(start: int, end: int) -> str:
    """Return how a passage is named in a form."""
    return f"{start}-{end}"


def passages_of(entry: Entry, vault: OpenVault) -> list[Sequence[Passage]]:
    """Return the sentences of an entry, paragraph by paragraph."""
    return list(sentences(markdown.parse(entry.read(vault).body)))


def choices(paragraphs: Sequence[Sequence[Passage]], chosen: str) -> list[list[Sentence]]:
    """Return the sentences as choices, of which one may be chosen already."""
    return [[_choice(passage, chosen) for passage in paragraph] for paragraph in paragraphs]


def _choice(passage: Passage, chosen: str) -> Sentence:
    value = value_of(passage.start, passage.end)
    return Sentence(value, passage.text, value == chosen)
