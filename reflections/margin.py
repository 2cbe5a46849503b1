"""What answers and closings write in the margin of an entry, and the help that stands under it while it is fresh."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from accounts.models import Preferences, User
from entries.margin import Note, closes_in_margin, narrows_to_answered, writes_in_margin
from entries.models import Entry, EntryQuerySet
from entries.todays import Standing, stands_under_its_page
from reflections.asking.flows import cards_beside
from reflections.content import ReflectionHead
from reflections.models import Reflection
from vault.keyslots import OpenVault
from vault.reading import read_or_none


@writes_in_margin
def answers_beside(owner: User, entries: Sequence[UUID], vault: OpenVault) -> Iterator[Note]:
    """Give a note for each answer about one of these entries, oldest first, in one query."""
    about_these = owner.reflections.filter(entry_id__in=entries)
    for reflection in about_these.heads().order_by("written_on", "created_at"):
        head = read_or_none(reflection.read_head, vault)
        # One that does not open is listed as damaged in the library.
        if reflection.entry_id is not None and head is not None:
            yield _note(reflection, reflection.entry_id, head)


@narrows_to_answered
def with_an_answer(owner: User, entries: EntryQuerySet) -> EntryQuerySet:
    """Leave the entries about which there is an answer."""
    return entries.filter(Exists(owner.reflections.filter(entry_id=OuterRef("id"))))


@closes_in_margin
def closings_beside(owner: User, entries: Sequence[UUID], vault: OpenVault) -> Iterator[Note]:
    """Give a note for each closing of a sitting on one of these entries, oldest first, in one query."""
    about_these = owner.closings.filter(entry_id__in=entries)
    for closing in about_these.order_by("closed_on", "created_at"):
        content = read_or_none(closing.read, vault)
        words = _("This one is damaged.") if content is None else content.words
        if closing.entry_id is not None and words:
            yield Note(closing.entry_id, closing.get_absolute_url(), "", closing.closed_on, words, "", 0, 0)


@stands_under_its_page
def help_beside(entry: Entry, preferences: Preferences, vault: OpenVault) -> Iterator[Standing]:
    """Give the cards of a page: one that was left in mid-sentence has not shown them yet."""
    content = entry.read(vault)
    cards = cards_beside(entry.id, content.body, content.title, preferences=preferences, vault=vault)
    if cards:
        yield Standing("reflections/_cards.html", {"cards": cards, "about": entry.id, "is_read": True})


def _note(reflection: Reflection, entry_id: UUID, head: ReflectionHead) -> Note:
    return Note(
        entry_id=entry_id,
        url=reflection.get_absolute_url(),
        theme=head.theme,
        written_on=reflection.written_on,
        opening=head.opening,
        quote=head.quote,
        start=head.start,
        end=head.end,
    )
