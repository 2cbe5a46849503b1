"""Pairs she could look at: found when she asks for them, among her latest pages and answers, and kept nowhere.

Two answers to the same prompt; or two pages in which the same signal is the strongest. What speaks of danger is never
in a pair, nor what would draw her back to them: see `_NEVER`. A pair is named by its pages, and never by its signal.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from accounts.models import User
from accounts.personal import Personal
from entries.content import PAGE, EntryContent
from entries.models import Entry
from reflections import limits
from reflections.asking.memory import end_of, read_with_title
from reflections.library import library
from reflections.recent import Recent, Sitting
from reflections.signals import OFFERED_SECOND, PageReading
from reflections.then_and_now.content import APART, Kind
from reflections.then_and_now.leaves import Choice, answers_to_choose, pages_to_choose
from vault.keyslots import OpenVault
from vault.reading import read_or_none

# Own numbers. So much is opened at most, however long the journal is; of a longer page its end is read.
HEADS_OPENED, NEWER_PAGES, OLDER_PAGES, LONGEST_READ = 120, 8, 12, 20_000
MOST_OF_A_KIND = 2
# Despair, fear, and what would win back, reach or watch somebody: nobody is led back there.
_NEVER = {limits.CRISIS, "fear_of_ex", "hopeless_time", "bargaining", "urge_contact", "checking", *OFFERED_SECOND}


@dataclass(frozen=True, slots=True)
class FoundPair:
    """Two of a kind, the older first."""

    kind: Kind
    older: Choice
    newer: Choice


@dataclass(frozen=True, slots=True)
class Read:
    """One page as it was read to find pairs."""

    entry: Entry
    content: EntryContent
    reading: PageReading


class NotNow(Exception):
    """Her latest pages speak of dying: help comes first, and nothing is looked for."""


def pairs_for(owner: User, today: date, *, personal: Personal, vault: OpenVault) -> list[FoundPair]:
    """Return up to four pairs, each at least 28 days apart.

    The trash and what is withheld are left out, answers about what is withheld as well; so are letters and what was
    written instead of a message. Whoever wants the other person left out is shown no question about them, and no pages:
    whom a page is about is not known. What does not open is passed over: it is shown as damaged where it is listed.
    Raises `NotNow`. Three queries, and never more than 140 rows.
    """
    newer = _read(owner.entries.newest_first()[:NEWER_PAGES], vault)
    if _is_in_crisis(newer, today):
        raise NotNow
    pages = [] if personal.leave_them_out else _of_pages(owner, newer, vault)
    return [*_of_answers(owner, personal, vault), *pages]


def _is_in_crisis(newer: Sequence[Read], today: date) -> bool:
    if not newer:
        return False
    sittings = tuple(Sitting(each.entry.written_on, each.reading) for each in newer[1:])
    recent = Recent(now=timezone.localtime(), today=today, began=today, sittings=sittings)
    return limits.is_in_crisis(newer[0].reading, recent)


def _of_answers(owner: User, personal: Personal, vault: OpenVault) -> list[FoundPair]:
    """Pair the newest answer to a prompt with the next one that is old enough."""
    rows = owner.reflections.exclude(entry__is_withheld=True).newest_first().heads()[:HEADS_OPENED]
    newest: dict[str, Choice] = {}
    pairs: dict[str, FoundPair] = {}
    for choice in answers_to_choose(rows, vault):
        if _may_be_shown(choice, personal):
            first = newest.setdefault(choice.prompt, choice)
            if first.written_on - choice.written_on >= APART:
                pairs.setdefault(choice.prompt, FoundPair(Kind.ANSWERS, choice, first))
    return list(pairs.values())[:MOST_OF_A_KIND]


def _may_be_shown(choice: Choice, personal: Personal) -> bool:
    """Whom a question of her own is about is not known."""
    prompt = library().prompts.get(choice.prompt)
    if choice.is_damaged or prompt is None:
        return not (choice.is_damaged or personal.leave_them_out)
    return library().may_ask(prompt, personal)


def _of_pages(owner: User, newer: Sequence[Read], vault: OpenVault) -> list[FoundPair]:
    if not newer:
        return []
    long_ago = owner.entries.filter(written_on__lte=newer[0].entry.written_on - APART).newest_first()
    older = list(_apt(_read(long_ago[:OLDER_PAGES], vault)))
    pairs: dict[str, FoundPair] = {}
    for page in _apt(newer):
        others = (each for each in older if each.reading.leading == page.reading.leading and _are_apart(each, page))
        then = next(others, None)
        if then and page.reading.leading not in pairs:
            pairs[page.reading.leading] = FoundPair(Kind.PAGES, *pages_to_choose([then.entry, page.entry], vault))
    return list(pairs.values())[:MOST_OF_A_KIND]


def _read(entries: Iterable[Entry], vault: OpenVault) -> list[Read]:
    opened = ((entry, read_or_none(entry.read, vault)) for entry in entries)
    return [
        Read(entry, content, read_with_title(replace(content, body=end_of(content.body, LONGEST_READ))))
        for entry, content in opened
        if content
    ]


def _apt(pages: Sequence[Read]) -> Iterator[Read]:
    """Yield the pages that may stand in a pair."""
    for page in pages:
        leads = bool(page.reading.leading) and page.reading.leading not in _NEVER
        is_grave = any(cue.card for cue in page.reading.cues)
        if page.content.kind == PAGE and leads and not is_grave:
            yield page


def _are_apart(older: Read, newer: Read) -> bool:
    return newer.entry.written_on - older.entry.written_on >= APART
