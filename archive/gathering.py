"""tmp"""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from uuid import UUID
from django.utils.translation import get_language
from accounts.models import User
from archive.book import Book, BookAnswer, BookPage
from archive.order import Form, Selection
from entries.models import Entry
from reflections.models import Reflection
from vault.keyslots import OpenVault


class NothingToSet(Exception):
    """No page and no answer falls into the chosen days."""


def gather(owner: User, selection: Selection, form: Form, *, vault: OpenVault) -> Book:
    """Open the pages and answers of these days, oldest first; arguments and errors as for `make_book`."""
    begin, end = selection.first or date.min, selection.last or date.max
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
    return Book(pages, about[None], form.paper if form.paper in ("a4", "a5") else "a5", get_language() or "en")


def _answer(reflection: Reflection, vault: OpenVault, *, shows_quote: bool) -> BookAnswer:
    content = reflection.read(vault)
    return BookAnswer(reflection.written_on, content if shows_quote else replace(content, quote=""))
