"""Pages opened to be counted, a year at a time, and sentences to be looked at, a month at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from uuid import UUID

from accounts.models import User
from entries import markdown
from entries.content import PAGE, EntryContent
from entries.models import Entry
from entries.sentences import passages
from reflections.cues import WORD, fold
from reflections.library import library
from reflections.over_time.content import MarkContent, Span
from reflections.over_time.figures import Group
from reflections.over_time.word_figures import words_of
from reflections.over_time.word_lists import WordLists, Words
from reflections.over_time.words import Counted, counted, own_words, together
from vault.core.errors import Corrupt
from vault.keyslots import OpenVault
from vault.reading import opener, read_or_none

# One word of so many, at the least, tells that a page is in the language of the lists: see `known_by` there. Pages of
# fewer words are judged together.
_KNOWN_BY_ONE_OF, _TOO_SHORT_TO_KNOW = 30, 40
# By these the writer looks on from outside: see `voice` in content/prompts.yaml.
OUTSIDE = frozenset({"third person", "to a friend", "from the future"})


@dataclass(frozen=True, slots=True)
class WordsOfDays:
    """Figures of words, the months with pages, the days of pages that do not open, and the answers and their kind.

    `others` is how many pages are in another language, as far as that is known.
    """

    figures: Group
    months: tuple[date, ...]
    damaged: tuple[date, ...]
    others: int
    answers: int
    from_outside: int


@dataclass(frozen=True, slots=True)
class Found:
    """One sentence of hers, and the page it stands on."""

    page: UUID
    written_on: date
    sentence: str


def count_between(
    owner: User, days: Span, marks: Sequence[MarkContent], *, lists: WordLists, vault: OpenVault
) -> WordsOfDays:
    """Count the words of the owner's pages of these days.

    Letters, plain pages and what was written instead of a message are left out, as are pages in another language, the
    trash and what is withheld. Pages that do not open are named. Two queries; the cost grows with what was written in
    these days, and with nothing else.
    """
    pages, damaged, others = _counted(owner, days, lists, vault)
    months = tuple(dict.fromkeys(day.replace(day=1) for day, _page in pages))
    return WordsOfDays(words_of(days, pages, marks, lists), months, damaged, others, *_answers(owner, days, vault))


def count_by_year(
    owner: User, days: Span, marks: Sequence[MarkContent], *, lists: WordLists, vault: OpenVault
) -> list[Group]:
    """Return the figures of the words of every year in these days that has pages, for the book. One query."""
    pages, _damaged, _others = _counted(owner, days, lists, vault)
    years = groupby(pages, key=lambda page: page[0].year)
    spans = ((Span(date(year, 1, 1), date(year, 12, 31)).within(days), of_year) for year, of_year in years)
    return [words_of(span, list(of_year), marks, lists) for span, of_year in spans]


def sentences_with(owner: User, days: Span, name: str, *, lists: WordLists, vault: OpenVault) -> list[Found]:
    """Return the sentences of these days in which a figure finds its words, oldest first.

    `name` is one of `lists.looked_at()`. One query.
    """
    words = {each.id: each.words for each in lists.measures}
    pages = [each for each in _pages(owner, days, vault) if each[2] and each[2].kind == PAGE]
    known = _are_known([counted(content.body, [lists.known_by]) for _page, _day, content in pages if content])
    return [
        Found(page, day, passage.text)
        for (page, day, content), is_known in zip(pages, known, strict=True)
        if content and is_known
        for passage in passages(markdown.plain(own_words(content.body)))
        if _is_found(fold(passage.text), words.get(name), lists)
    ]


def year_beside(owner: User, year: int) -> tuple[int | None, int | None]:
    """Return the nearest year before this one, and the nearest after it, in which the owner wrote pages."""
    days = owner.entries.order_by("written_on").values_list("written_on", flat=True)
    before = days.filter(written_on__lt=date(year, 1, 1)).last()
    after = days.filter(written_on__gt=date(year, 12, 31)).first()
    return before.year if before else None, after.year if after else None


def _pages(owner: User, days: Span, vault: OpenVault) -> Iterator[tuple[UUID, date, EntryContent | None]]:
    """Yield the id, the day and the content of each page; None for what does not open."""
    opened, pages = opener(Entry, vault), owner.entries.filter(written_on__range=(days.first, days.last))
    for page, day, *sealed in pages.oldest_first().values_list("id", "written_on", *Entry.SEALED).iterator():
        try:
            yield page, day, EntryContent.from_bytes(*opened(page, sealed))
        except Corrupt:
            yield page, day, None


def _counted(
    owner: User, days: Span, lists: WordLists, vault: OpenVault
) -> tuple[list[tuple[date, Counted]], tuple[date, ...], int]:
    """Return the counts of pages by day, the days of those that do not open, and how many are in another language."""
    every_list = [*(measure.words for measure in lists.measures), *(words for _name, words in lists.times)]
    every_list.append(lists.known_by)
    counts: list[tuple[date, Counted]] = []
    damaged: list[date] = []
    for _page, day, content in _pages(owner, days, vault):
        if content is None:
            damaged.append(day)
        elif content.kind == PAGE:
            counts.append((day, counted(content.body, every_list)))
    known = zip(counts, _are_known([page for _day, page in counts]), strict=True)
    pages = [(day, replace(page, hits=page.hits[:-1])) for (day, page), is_known in known if is_known]
    return pages, tuple(damaged), len(counts) - len(pages)


def _are_known(pages: Sequence[Counted]) -> list[bool]:
    """Tell of each page whether it is in the language of the lists: the last of these tells that."""
    short = together(page for page in pages if page.words < _TOO_SHORT_TO_KNOW)
    judged = (short if page.words < _TOO_SHORT_TO_KNOW else page for page in pages)
    return [page.hits[-1] * _KNOWN_BY_ONE_OF >= page.words for page in judged]


def _answers(owner: User, days: Span, vault: OpenVault) -> tuple[int, int]:
    known = library().prompts
    rows = owner.reflections.filter(written_on__range=(days.first, days.last)).heads()
    heads = [head for row in rows if (head := read_or_none(row.read_head, vault))]
    outside = sum(head.prompt in known and known[head.prompt].voice in OUTSIDE for head in heads)
    return len(heads), outside


def _is_found(sentence: str, words: Words | None, lists: WordLists) -> bool:
    if words is None:
        return lists.if_onlys.search(sentence) is not None
    return not words.singles.isdisjoint(WORD.findall(sentence))
