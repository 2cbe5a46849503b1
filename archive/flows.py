"""What happens when somebody takes her journal with her."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.utils.translation import get_language

from accounts.models import User
from archive import pdf
from archive.book import Book, BookAnswer, BookPage, as_data
from entries.models import Entry
from reflections.models import Reflection
from vault.keyslots import OpenVault


class NothingToSet(Exception):
    """No page and no answer falls into the chosen days."""


def make_book(owner: User, *, first: date | None, last: date | None, paper: str, vault: OpenVault) -> bytes:
    """Return the PDF of the owner's journal.

    `first` and `last` are days, both included; None means from the beginning, or to the end. `paper` is `a5` or `a4`.
    An answer stands beside its page whatever day it was given; one about no page, or about a page in the trash, is in
    the book if its day is. A letter that is closed for now is not in it, nor is what answers quote of it.
    Raises `NothingToSet`, or `archive.pdf.BookNotSet` when it is too large to set. Four queries; nothing is written.
    """
    book = gather(owner, first=first, last=last, paper=paper, vault=vault)
    return pdf.set_in_type(as_data(book))


def gather(owner: User, *, first: date | None, last: date | None, paper: str, vault: OpenVault) -> Book:
    """Open the pages and answers of these days, oldest first; arguments and errors as for `make_book`."""
    begin, end = first or date.min, last or date.max
    about: dict[UUID | None, list[BookAnswer]] = defaultdict(list)
    in_journal = set(owner.entries.values_list("id", flat=True))
    closed = set(Entry.kept_by(owner).withheld().values_list("id", flat=True))
    for reflection in owner.reflections.order_by("written_on", "created_at", "id"):
        page = reflection.entry_id if reflection.entry_id in in_journal else None
        if page is not None or begin <= reflection.written_on <= end:
            about[page].append(_answer(reflection, vault, shows_quote=reflection.entry_id not in closed))
    entries = owner.entries.filter(written_on__range=(begin, end)).oldest_first()
    pages = [BookPage(entry.written_on, entry.read(vault), tuple(about[entry.id])) for entry in entries]
    if not pages and not about[None]:
        raise NothingToSet
    return Book(pages, about[None], paper, get_language() or "en")


def _answer(reflection: Reflection, vault: OpenVault, *, shows_quote: bool) -> BookAnswer:
    content = reflection.read(vault)
    return BookAnswer(reflection.written_on, content if shows_quote else replace(content, quote=""))
