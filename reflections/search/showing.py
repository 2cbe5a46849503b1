"""Finds as a page shows them: the sentence with what was looked for in pieces of its own, and the way to it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.models import User
from entries import markdown
from entries.margin import Note
from entries.search import Piece, Query
from reflections.margin import answers_beside
from reflections.search.looking import Find
from reflections.search.sources import PAGES
from vault.keyslots import OpenVault


@dataclass(frozen=True, slots=True)
class Shown:
    """One find. `quote` is empty where the heading says it all; `answers` are how many are about a page."""

    day: date
    url: str
    kind: str
    heading: Sequence[Piece]
    quote: Sequence[Piece]
    themes: Sequence[str]
    answers: int


def shown(owner: User, finds: Iterable[Find], query: Query, vault: OpenVault) -> list[Shown]:
    """Quote each find, with the themes of the answers about it: one query, however many there are."""
    finds, answers = list(finds), defaultdict[UUID, list[Note]](list)
    for answer in answers_beside(owner, [find.id for find in finds if find.source is PAGES], vault):
        answers[answer.entry_id].append(answer)
    return [_shown(find, query, answers[find.id]) for find in finds]


def _shown(find: Find, query: Query, answers: Sequence[Note]) -> Shown:
    said = find.said
    block, quote = _quoted(said.body, query)
    themes = dict.fromkeys([said.theme] if said.theme else [note.theme for note in answers])
    return Shown(
        find.day,
        find.source.url(find.id) + (f"#p-{block}" if find.source is PAGES and block else ""),
        said.kind,
        query.marked(said.heading),
        [] if _text(quote) == said.heading else quote,
        list(themes),
        len(answers),
    )


def _quoted(body: str, query: Query) -> tuple[int, list[Piece]]:
    """Return the number of the block (from 1) and the sentence; where only the title holds it, 0 and how it begins."""
    blocks = markdown.parse(body)
    leaves = [(number, leaf.text) for number, block in enumerate(blocks, 1) for leaf in markdown.leaves([block])]
    place, quote = query.quoted(text for _number, text in leaves)
    if quote:
        return leaves[place][0], quote
    opening = markdown.opening(markdown.plain_text(blocks))
    return 0, [Piece(opening)] if opening else []


def _text(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces)
