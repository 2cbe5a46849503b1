"""What can be set side by side, and what happens to a note about it."""

from datetime import date
from uuid import UUID

from accounts.models import User
from entries.models import Entry, EntryQuerySet
from reflections.models import Reflection, ReflectionQuerySet
from reflections.rows import rows_of
from reflections.then_and_now.content import APART, ComparisonContent, Kind, Pair
from reflections.then_and_now.models import Comparison
from vault.keeping import Origin, keep_once
from vault.keyslots import OpenVault


def has_something_to_compare(owner: User, today: date) -> bool:
    """Tell whether a page or an answer of this owner is 28 or more days old on `today`: one query, nothing is opened.

    That is one half of the signal `then_and_now` of content/prompts.yaml; the other is that she asks for it, so no page
    is ever met with it. The trash is left out.
    """
    pages = older_than(owner, Kind.PAGES, today).order_by().values("id")
    answers = older_than(owner, Kind.ANSWERS, today).order_by().values("id")
    return bool(pages.union(answers).exists())


def rows_of_kind(owner: User, kind: Kind) -> EntryQuerySet | ReflectionQuerySet:
    """Return the heads of the owner's pages, without those in the trash, or of her answers, newest first."""
    return owner.entries.newest_first().heads() if kind is Kind.PAGES else owner.reflections.newest_first().heads()


def older_than(owner: User, kind: Kind, today: date) -> EntryQuerySet | ReflectionQuerySet:
    """Return the heads of what is far enough in the past to be chosen first, newest first."""
    return rows_of_kind(owner, kind).filter(written_on__lte=today - APART)


def later_than(owner: User, kind: Kind, older_on: date) -> EntryQuerySet | ReflectionQuerySet:
    """Return the heads of what is far enough from something of the day `older_on` to stand beside it, newest first."""
    return rows_of_kind(owner, kind).filter(written_on__gte=older_on + APART)


def pair_of(owner: User, kind: Kind, one: UUID, other: UUID, *, vault: OpenVault) -> Pair | None:
    """Return two of the owner's pages or answers as a pair, the older first, whichever way they are named.

    None unless both are there; None for answers to different prompts. They may be nearer than 28 days: see
    `Pair.is_near`.
    """
    found: list[Entry | Reflection] = list(rows_of_kind(owner, kind).filter(id__in=(one, other)).reverse())
    answers = rows_of((row for row in found if isinstance(row, Reflection)), vault)
    prompts = {answer.content.prompt for answer in answers if answer.content}
    if len(found) != 2 or len(prompts) > 1:
        return None
    older, newer = found
    return Pair(kind, older.id, older.written_on, newer.id, newer.written_on)


def keep_comparison(
    owner: User, *, comparison_id: UUID, origin: Origin, written_on: date, content: ComparisonContent, vault: OpenVault
) -> Comparison:
    """Keep a note, exactly once.

    `comparison_id` is made with the empty form; `origin` says what the text started from. A changed note keeps its day.
    Raises `vault.keeping.StaleRevision` when another tab or device saved something else in between.
    """

    def says_the_same(comparison: Comparison) -> bool:
        return comparison.read(vault) == content

    def write(comparison: Comparison) -> None:
        comparison.write(content, vault)

    fresh = Comparison(owner=owner, id=comparison_id, written_on=written_on)
    rows = owner.comparisons.all()
    return keep_once(rows, fresh, vault=vault, origin=origin, says_the_same=says_the_same, write=write)
