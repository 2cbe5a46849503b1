"""What goes into a book chosen one by one: lists of all there is, thirty a page, and what is ticked on them."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from archive.book import DRESSES
from archive.order import Selection, Wish
from entries import markdown
from entries.content import EntryHead
from reflections.content import ReflectionHead
from reflections.then_and_now.content import ComparisonContent
from vault.keyslots import OpenVault
from vault.owned import OwnedQuerySet
from vault.reading import read_or_none

ROWS_ON_A_PAGE = 30
_LONGEST_WORDS = 160


@dataclass(frozen=True, slots=True)
class Item:
    """Something that can go in: its day (None for a goal that was never begun), by which words it is known, its kind.

    `kind` is empty but for a letter, a plain page, and what was written instead of a message.
    """

    id: UUID
    day: date | None
    words: str
    kind: str
    is_picked: bool


@dataclass(frozen=True, slots=True)
class List:
    """One kind of things that can go in: all of them in order, and how one is known, by its words and its kind."""

    name: Promise
    rows: Callable[[User], OwnedQuerySet[Any]]
    day: Callable[[Any], date | None]
    known: Callable[[Any, OpenVault], tuple[str, str]]


LISTS = {
    "pages": List(
        gettext_lazy("Pages"),
        lambda owner: owner.entries.oldest_first().heads(),
        lambda entry: entry.written_on,
        lambda entry, vault: _page(read_or_none(entry.read_head, vault)),
    ),
    "answers": List(
        gettext_lazy("Answers"),
        lambda owner: owner.reflections.order_by("written_on", "created_at", "id").heads(),
        lambda answer: answer.written_on,
        lambda answer, vault: (_both(read_or_none(answer.read_head, vault)), ""),
    ),
    "then-and-now": List(
        gettext_lazy("Then and now"),
        lambda owner: owner.comparisons.order_by("written_on", "created_at", "id"),
        lambda comparison: comparison.written_on,
        lambda comparison, vault: (_days_of(read_or_none(comparison.read, vault)), ""),
    ),
    "self-work": List(
        gettext_lazy("Self-work"),
        lambda owner: owner.goals.in_order(),
        lambda goal: goal.began_on,
        lambda goal, vault: (_known_by(read_or_none(goal.read, vault), "name"), ""),
    ),
    "check-ins": List(
        gettext_lazy("Check-ins"),
        lambda owner: owner.check_ins.order_by("noted_on", "id"),
        lambda check_in: check_in.noted_on,
        lambda _check_in, _vault: (_("The notes of a day"), ""),
    ),
}


def begun(wish: Wish) -> Wish:
    """Return the wish with nothing in it, to choose one by one; one that is begun stays as it is."""
    if wish.selection.picked is not None:
        return wish
    return replace(wish, selection=Selection(then_and_now=True, goals=True, check_ins=True, picked=frozenset()))


def page_of(name: str, number: str | None, owner: User, picked: Collection[UUID], vault: OpenVault) -> "Page[Item]":
    """Open one page of a list: two queries, and no rows but those it shows."""
    chosen = LISTS[name]
    page = Paginator(chosen.rows(owner), ROWS_ON_A_PAGE).get_page(number)
    page.object_list = [_item(row, chosen, row.id in picked, vault) for row in page.object_list]
    return page


def ticked(wish: Wish, shown: Iterable[UUID], chosen: Iterable[UUID]) -> Wish:
    """Return the wish with what is ticked among what is `shown`; other ids are passed over."""
    before, now = wish.selection.picked or frozenset(), frozenset(shown)
    return replace(wish, selection=replace(wish.selection, picked=(before - now) | (now & frozenset(chosen))))


def _item(row: Any, chosen: List, is_picked: bool, vault: OpenVault) -> Item:
    words, kind = chosen.known(row, vault)
    return Item(row.id, chosen.day(row), markdown.opening(words, _LONGEST_WORDS), kind, is_picked)


def _page(head: EntryHead | None) -> tuple[str, str]:
    return _known_by(head, "title", "opening"), str(DRESSES.get(head.kind, "")) if head else ""


def _both(head: ReflectionHead | None) -> str:
    return " ".join(filter(None, [head.question, head.opening])) if head else _known_by(None)


def _days_of(content: ComparisonContent | None) -> str:
    if content is None:
        return _known_by(None)
    days = {"older": content.pair.older_on, "newer": content.pair.newer_on}
    return _("%(older)s and %(newer)s, side by side") % {
        name: date_format(day, "DATE_FORMAT") for name, day in days.items()
    }


def _known_by(content: Any, *names: str) -> str:
    if content is None:
        return _("This cannot be opened")
    return next((text for name in names if (text := str(getattr(content, name)).strip())), "") or _("Without words")
