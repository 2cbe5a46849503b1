"""The words that may be counted in a language, from `content/words/<language>.yaml`, checked before the first page."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import get_language

from reflections.library import CONTENT, read_yaml

ENGLISH = "en"


class BrokenWordList(Exception):
    """A list could count a word twice; the message names it."""


@dataclass(frozen=True, slots=True)
class Words:
    """Single words; and phrases as `spaced` gives them, by their longest word.

    With each stands how many single words of the same list are in it.
    """

    singles: frozenset[str]
    phrases: Sequence[tuple[str, str, int]]

    @classmethod
    def of(cls, listed: Collection[str]) -> "Words":
        """Sort a list; raise `BrokenWordList` where one phrase holds another."""
        singles = frozenset(each for each in listed if " " not in each)
        several = [each.split() for each in dict.fromkeys(listed) if " " in each]
        phrases = [(max(words, key=len), spaced(words), sum(map(singles.__contains__, words))) for words in several]
        for _longest, each, _singles in phrases:
            if any(each != other and each in other for _longest, other, _singles in phrases):
                raise BrokenWordList(each)
        return cls(singles, phrases)


@dataclass(frozen=True, slots=True)
class Telling:
    """How a figure is called, what it counts, what it cannot tell, and what was published about it."""

    shown_as: str
    counts: str
    cannot: str
    published: str


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure over time. `shows_sentences`: the writer can look at the sentences that are counted."""

    id: str
    telling: Telling
    words: Words
    shows_sentences: bool = False


@dataclass(frozen=True, slots=True)
class WordLists:
    """All that is counted or looked for in one language. `times` are then, now and later.

    By `known_by` a page is known to be in it.
    """

    known_by: Words
    measures: tuple[Measure, ...]
    times: tuple[tuple[str, Words], ...]
    times_told: Telling
    if_onlys: re.Pattern[str]
    if_onlys_id: str
    if_onlys_told: Telling
    outside_told: Telling

    def looked_at(self) -> dict[str, Telling]:
        """Return what is told of those whose sentences can be looked at, by their ids."""
        told = {each.id: each.telling for each in self.measures if each.shows_sentences}
        return told | {self.if_onlys_id: self.if_onlys_told}


def spaced(words: Iterable[str]) -> str:
    """Return words with two spaces between: a phrase that stands twice in a row is then found twice."""
    return f" {'  '.join(words)} "


def language_in_force() -> str:
    """Return the language of whoever reads now: her pages are taken to be in it."""
    return (get_language() or ENGLISH).partition("-")[0]


def has_word_lists(language: str) -> bool:
    """Tell whether words can be counted in this language."""
    return (CONTENT / "words" / f"{language}.yaml").is_file()


@cache
def word_lists(language: str = ENGLISH) -> WordLists:
    """Return the lists of a language; raise `BrokenWordList` where they are not well made."""
    data = read_yaml(f"words/{language}.yaml")
    return WordLists(
        known_by=Words.of(data["known_by"]),
        measures=tuple(_measure(row) for row in data["measures"]),
        times=tuple((part["shown_as"], Words.of(part["words"])) for part in data["times"]["parts"]),
        times_told=_telling(data["times"]),
        if_onlys=re.compile("|".join(data["if_only"]["patterns"])),
        if_onlys_id=data["if_only"]["id"],
        if_onlys_told=_telling(data["if_only"]),
        outside_told=_telling(data["outside"]),
    )


def _measure(row: Mapping[str, Any]) -> Measure:
    return Measure(row["id"], _telling(row), Words.of(row["words"]), row.get("shows_sentences", False))


def _telling(row: Mapping[str, Any]) -> Telling:
    return Telling(row["shown_as"], row["counts"], row["cannot"], row["published"])
