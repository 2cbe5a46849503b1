"""Words counted: how often, how surely, and whether two spans differ. Pure; nothing of it is ever kept.

A rate is per 100 words. Its error is 100·√k/n for k of n words, times 1.3: split halves of 741 posts differed 1.05 to
1.42 times as much as chance counting says. Two spans differ only if their rates do by over twice the error of both.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from math import hypot, sqrt

from reflections.cues import WORD, fold
from reflections.over_time.content import middle_range_of, monday_of
from reflections.over_time.word_lists import Words, spaced

BANDS = 1.3
TWICE = 2
FEWEST_PAGES = 3
# For a span that is shown: to see a change by half in we-words takes some 3,000 words a side, so fewer than this show
# nothing but chance. For a week that only goes into her usual range: a rule of thumb of our own.
FEWEST_WORDS, FEWEST_WORDS_OF_A_WEEK = 2_500, 300
# What somebody else said or sang, where it is marked as such: to the end of its paragraph.
_BORROWED = re.compile(r"^ {0,3}[>♪].*(?:\n(?![ \t]*$).*)*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Counted:
    """One page or several: how many pages and words, and for each list how many of them stand in it."""

    pages: int = 0
    words: int = 0
    hits: tuple[int, ...] = ()

    def is_enough(self, fewest: int = FEWEST_WORDS) -> bool:
        """Whether anything can be said of so much writing."""
        return self.pages >= FEWEST_PAGES and self.words >= fewest

    def rate(self, number: int) -> "Rate":
        """Return how often words of the list of this number stand in it."""
        return Rate(100 * self.hits[number] / self.words, BANDS * 100 * sqrt(self.hits[number]) / self.words)


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of 100 words, and the error of it."""

    value: float
    error: float

    @property
    def give_or_take(self) -> float:
        """Return how far the rate may be off: twice its error."""
        return TWICE * self.error

    def is_about(self, other: "Rate") -> bool:
        """Whether the two are about the same, as far as so many words can tell."""
        return abs(self.value - other.value) <= TWICE * hypot(self.error, other.error)


def own_words(body: str) -> str:
    """Return a page without what is marked as quoted or sung."""
    return _BORROWED.sub("", body) if ">" in body or "♪" in body else body


def counted(body: str, lists: Sequence[Words]) -> Counted:
    """Count the words of one page, whole phrases first: a word in a phrase of its list is not counted again."""
    words = WORD.findall(fold(own_words(body)))
    each = Counter(words)
    line = spaced(words)
    return Counted(1, len(words), tuple(_hits(known, each, line) for known in lists))


def together(counts: Iterable[Counted]) -> Counted:
    """Return several as one."""
    several = list(counts)
    hits = tuple(map(sum, zip(*(each.hits for each in several), strict=True)))
    return Counted(sum(each.pages for each in several), sum(each.words for each in several), hits)


def by_month(pages: Sequence[tuple[date, Counted]]) -> list[tuple[date, Counted]]:
    """Return the months that have pages, by their first day; `pages` come by day."""
    return _grouped(pages, lambda day: day.replace(day=1))


def usual_range(pages: Sequence[tuple[date, Counted]], number: int) -> tuple[float, float] | None:
    """Return her own middle range: the rates of weeks with enough words; None with fewer than five such weeks."""
    weeks = (week for _first, week in _grouped(pages, monday_of))
    return middle_range_of([week.rate(number).value for week in weeks if week.is_enough(FEWEST_WORDS_OF_A_WEEK)])


def _hits(known: Words, each: Counter[str], line: str) -> int:
    phrases = sum(line.count(phrase) * (1 - inside) for word, phrase, inside in known.phrases if word in each)
    return phrases + sum(each[word] for word in known.singles & each.keys())


def _grouped(pages: Sequence[tuple[date, Counted]], name: Callable[[date], date]) -> list[tuple[date, Counted]]:
    groups = groupby(pages, key=lambda page: name(page[0]))
    return [(first, together(each for _day, each in group)) for first, group in groups]
