"""A part of the journal, newest first: pages are opened batch by batch until enough are found, and never too many.

What the database can tell (days, which pages have a tag, a letter's id, an answer) it is asked first. Kinds and themes
are sealed, so pages are opened until thirty are found, and no more than a thousand at once: then it is said how far
back was looked, and the writer goes on from there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from accounts.models import User
from entries import tagging
from entries.content import LETTER
from entries.filtering import Filter
from entries.letters import letters_of
from entries.margin import answered, answers_about
from entries.models import Entry, EntryQuerySet
from entries.rows import ROWS_ON_A_PAGE, Row, rows_of
from entries.tags import Tag
from vault.keyslots import OpenVault
from vault.reading import read_or_none

# How many pages are taken at a time: few at first, since most of them may be what is asked for.
BATCHES = (2 * ROWS_ON_A_PAGE, 120, 240, 580)


@dataclass(slots=True)
class Found:
    """The rows that were found, by which tag, and from which page it goes on; None where nothing older is left.

    `looked_back_to` is the day at which looking ended before enough were found. `unreadable` counts pages that do not
    open, of which nobody can tell whether they belong here.
    """

    rows: list[Row] = field(default_factory=list)
    tag: Tag | None = None
    goes_on_after: UUID | None = None
    looked_back_to: date | None = None
    unreadable: int = 0


def look_for(owner: User, asked: Filter, *, before: UUID | None, vault: OpenVault) -> Found:
    """Return the owner's newest pages that are asked for, older than the page `before`; raise `NoSuchTag`.

    Where that page is gone meanwhile, it begins with the newest. It takes five queries, and three for each of at most
    four batches.
    """
    found = Found(tag=tagging.tag_of(owner, asked.tag, vault=vault) if asked.tag else None)
    pages: list[Entry] = []
    candidates = _candidates(owner, asked, found.tag, vault)
    last = Entry.kept_by(owner).filter(id=before).heads().first() if before else None
    for size in BATCHES if asked.asks_of_words else (ROWS_ON_A_PAGE + 1,):
        batch = list((candidates.before(last) if last else candidates)[:size])
        for page in _matching(owner, batch, asked, found, vault):
            if len(pages) == ROWS_ON_A_PAGE:
                return _ended(owner, found, pages, pages[-1], vault)
            pages.append(page)
        if len(batch) < size:
            return _ended(owner, found, pages, None, vault)
        last = batch[-1]
    found.looked_back_to = last.written_on if last else None
    return _ended(owner, found, pages, last, vault)


def _candidates(owner: User, asked: Filter, tag: Tag | None, vault: OpenVault) -> EntryQuerySet:
    pages: EntryQuerySet = owner.entries.filter(written_on__range=asked.days).newest_first().heads()
    if tag:
        pages = pages.filter(id__in=tag.pages)
    if asked.kinds == {LETTER}:
        pages = pages.filter(id__in=letters_of(owner, vault=vault))
    return answered(owner, pages) if asked.themes else pages


def _matching(owner: User, batch: Sequence[Entry], asked: Filter, found: Found, vault: OpenVault) -> Iterator[Entry]:
    if not asked.asks_of_words:
        yield from batch
        return
    answers = answers_about(owner, [entry.id for entry in batch], vault) if asked.themes else {}
    for page in batch:
        head = read_or_none(page.read_head, vault)
        if head is None:
            found.unreadable += 1
        elif asked.lets_in(head.kind, {note.theme for note in answers.get(page.id, ())}):
            yield page


def _ended(owner: User, found: Found, pages: Sequence[Entry], last: Entry | None, vault: OpenVault) -> Found:
    found.rows = rows_of(owner, pages, vault)
    found.goes_on_after = last.id if last else None
    return found
