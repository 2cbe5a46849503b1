"""What is remembered about asking, read and changed; what happened lately, made of it and of the pages of a week."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from django.db import transaction
from django.utils import timezone

from accounts.flows import today_by
from accounts.models import Preferences, User
from accounts.personal import Personal
from entries import markdown
from entries.content import EntryContent
from entries.models import Entry
from reflections.asking.models import Asking
from reflections.asking.record import OfferMade, Record
from reflections.cues import cues_on
from reflections.library import library
from reflections.limits import COMPANY
from reflections.programs.runs import has_just_ended
from reflections.recent import Recent, Sitting
from reflections.self_work.flows import goal_signals
from reflections.signals import PageReading, read_page
from vault.keyslots import OpenVault, locked_row
from vault.reading import read_or_none

# Other pages that are read to see whether the same thing goes round: those of a week, and no more than these; of all
# of them together so many characters, about twenty thousand words, of a long page its end.
PAGES_READ, CHARACTERS_READ = 20, 100_000
_SIX_DAYS = timedelta(days=6)
_LAST_ENDINGS = 3


@dataclass(slots=True)
class Memory:
    """What is remembered about asking, while it is being changed: whoever changes it puts another record in place."""

    record: Record


def recall(owner: User, *, vault: OpenVault) -> Record:
    """Return what is remembered about asking this person. Raises `vault.core.errors.Corrupt`."""
    row = owner.askings.all().one_or_none()
    return row.read(vault) if row else Record()


@contextmanager
def remembering(owner: User, *, vault: OpenVault) -> Iterator[Memory]:
    """Lend what is remembered, one change after the other, and keep what stands in its place in the end.

    Raises `Corrupt`, and `StaleKeys` as every save does. The vault is locked meanwhile: what takes long is done before.
    """
    with transaction.atomic():
        locked = locked_row(vault)
        row = owner.askings.all().one_or_none() or Asking(owner=owner)
        before = row.read(vault) if row.vault_id else Record()
        memory = Memory(before)
        yield memory
        if memory.record is not before:
            row.write(memory.record, vault)
            row.save_under(locked)


def remember(owner: User, change: Callable[[Record], Record], *, vault: OpenVault) -> None:
    """Change what is remembered in one step; see `remembering`."""
    with remembering(owner, vault=vault) as memory:
        memory.record = change(memory.record)


def read_with_title(content: EntryContent) -> PageReading:
    """Read a page, and its title for words of danger, which stand before the first place of the page."""
    page, before = read_page(content.body), -len(content.title) - 1
    grave = (cue.shifted(before) for cue in cues_on(markdown.parse(content.title)) if cue.card)
    return replace(page, cues=(*page.cues, *grave))


def pages_of_the_week(owner: User, today: date, *, besides: Entry | None = None, vault: OpenVault) -> Iterator[Sitting]:
    """Yield the owner's pages of the last seven days but one, newest first; how each felt is remembered elsewhere."""
    lately = owner.entries.filter(written_on__range=(today - _SIX_DAYS, today)).newest_first()
    others = (page for page in lately[: PAGES_READ + 1] if page != besides)
    left = CHARACTERS_READ
    for page in islice(others, PAGES_READ):
        content = read_or_none(page.read, vault)
        # A page that does not open is no reason to ask nothing about the others; it is shown as damaged elsewhere.
        if content is not None:
            end = replace(content, body=end_of(content.body, left))
            left -= len(end.body)
            yield Sitting(page.written_on, read_with_title(end), page=str(page.id))


def end_of(body: str, most: int) -> str:
    """Return the last whole paragraphs of a text within so many characters: half a sentence may say the opposite."""
    return body if len(body) <= most else body[len(body) - most :].partition("\n")[2]


def recent_of(
    owner: User,
    personal: Personal,
    record: Record,
    sittings: Iterable[Sitting],
    also: frozenset[str],
    *,
    made: OfferMade | None = None,
    minutes: int = 0,
) -> Recent:
    """Return what happened lately; what was `made` is about to be replaced, and does not count as offered."""
    today, known = today_by(personal), library().prompts
    replaced, before = made.prompts if made else (), [each for each in record.offers if each is not made]
    offered = {slug: date.fromisoformat(day) for slug, day in record.last_offered.items() if slug not in replaced}
    declined = ((date.fromisoformat(each.day), each.prompt) for each in record.declined if each.prompt in known)
    return Recent(
        now=timezone.localtime(),
        today=today,
        # Only how long nobody was suggested goes by it, until somebody is: see `limits.needs_company`.
        began=today if COMPANY in offered else _first_day(owner) or today,
        personal=personal,
        minutes=minutes,
        sittings=tuple(replace(each, felt=record.felt_after(each.page)) for each in sittings),
        answers=tuple(each for each in record.answers() if each.slug in known),
        offered=offered,
        offered_last=frozenset(before[0].prompts) if before else frozenset(),
        declined=tuple(declined),
        answered_ever=frozenset(record.answered_ever),
        stages=record.stages,
        felt=tuple(ending.felt for ending in record.endings[:_LAST_ENDINGS]),
        also=also,
        rests={theme: date.fromisoformat(day) for theme, day in record.rests.items()},
    )


def _first_day(owner: User) -> date | None:
    return owner.entries.oldest_first().values_list("written_on", flat=True).first()


def set_elsewhere(owner: User, today: date, *, vault: OpenVault) -> frozenset[str]:
    """Return the signals that other chapters set, by whose rules they hold today."""
    ended = {"program_end"} if has_just_ended(owner, today, vault=vault) else frozenset[str]()
    return goal_signals(owner, today, vault=vault) | ended


def lately(preferences: Preferences, *, vault: OpenVault) -> tuple[PageReading, Recent]:
    """Return her newest page of the last week, read, and what happened besides; an empty reading where there is none.

    Raises `vault.core.errors.Corrupt`.
    """
    owner, personal = preferences.owner, preferences.read_personal(vault)
    today, record = today_by(personal), recall(owner, vault=vault)
    pages = list(pages_of_the_week(owner, today, vault=vault))
    newest = pages[0].reading if pages else PageReading()
    return newest, recent_of(owner, personal, record, pages[1:], set_elsewhere(owner, today, vault=vault))
