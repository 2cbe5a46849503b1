"""What is looked for, and where in a text it stands. It knows no key and no row.

Every word must occur, each at the beginning of a word: `trust` finds "trusting" and not "distrust". Words in quotation
marks stand one after the other, as whole words. In scripts without spaces between words everything is found anywhere.
Case, accents and vowel points do not count (`entries.folding`); between words of one phrase any marks may stand, but no
empty line, and so Markdown does not hide a phrase. An apostrophe inside a word is part of it: `I'm` is not "I must".
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from entries.folding import Folded, fold, is_of_word, is_without_spaces, plain_words
from entries.sentences import Passage, passages

# What is shown of a sentence that is longer, in characters before and behind the find.
_AROUND = 120
_QUOTED_OR_NOT = re.compile(r'["“”„«»]([^"“”„«»]*)(?:["“”„«»]|$)|([^\s"“”„«»]+)')
_BETWEEN_PARAGRAPHS = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence as it was written, and whether it was looked for."""

    text: str
    is_found: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """Folded words that stand one after the other. The last one may go on, unless the term is `whole`."""

    words: tuple[str, ...]
    whole: bool

    @property
    def longest(self) -> str:
        """Return its longest word, or part of one before or behind an apostrophe: what other texts hold least often."""
        return max((part for word in self.words for part in word.split("'")), key=len)

    def stands_in(self, folded: str) -> Iterator[tuple[int, int]]:
        """Yield where the term begins and ends in a folded text, one after the other."""
        at = folded.find(self.words[0])
        while at >= 0:
            end = self._end(folded, at) if _is_edge(folded, at) else 0
            if end:
                yield at, end
            at = folded.find(self.words[0], max(end, at + 1))

    def _end(self, folded: str, at: int) -> int:
        """Return where the term ends that may begin here; 0 if it does not."""
        end = at
        for number, word in enumerate(self.words):
            at = _next_word(folded, end) if number else at
            end = at + len(word)
            may_go_on = number == len(self.words) - 1 and not self.whole
            if not folded.startswith(word, at) or not (may_go_on or _is_edge(folded, end)):
                return 0
        return end


class Find(NamedTuple):
    """Where in a text, as it was written, one of the terms stands."""

    start: int
    end: int
    term: Term


@dataclass(frozen=True)
class Query:
    """Everything that is looked for."""

    terms: tuple[Term, ...]

    @classmethod
    def of(cls, typed: str) -> "Query":
        """Read what was typed; a query without terms finds nothing."""
        found = (_term(match) for match in _QUOTED_OR_NOT.finditer(typed))
        return cls(tuple(dict.fromkeys(term for term in found if term is not None)))

    def may_be_in(self, text: bytes) -> bool:
        """Tell quickly whether a text (UTF-8) can hold all of it: most texts do not, and are not looked at further."""
        folded = plain_words(text) if self._is_plain else fold(text.decode()).encode()
        for needle in self._needles:  # noqa: SIM110  `all` takes longer here than what it asks
            if needle not in folded:
                return False
        return True

    @cached_property
    def _needles(self) -> list[bytes]:
        return sorted({term.longest.encode() for term in self.terms}, key=len, reverse=True)

    @cached_property
    def _is_plain(self) -> bool:
        return all(needle.isascii() and needle.isalnum() for needle in self._needles)

    def is_in(self, texts: Iterable[str]) -> bool:
        """Tell whether every term stands in one of these texts."""
        folded = [fold(text) for text in texts]
        return all(any(True for text in folded for _ in term.stands_in(text)) for term in self.terms)

    def finds_in(self, text: str) -> list[Find]:
        """Return where in a text the terms stand, in order; of two that begin together the longer one first."""
        folded = Folded(text)
        finds = (Find(*folded.place(*at), term) for term in self.terms for at in term.stands_in(folded.text))
        return sorted(finds, key=lambda find: (find.start, -find.end))

    def marked(self, text: str) -> list[Piece]:
        """Return a whole text, with everything that was looked for in pieces of its own."""
        return list(_pieces(text, 0, len(text), self.finds_in(text)))

    def quoted(self, leaves: Iterable[str]) -> tuple[int, list[Piece]]:
        """Return the number of the leaf (from 0), and the sentence in it that holds most of what is looked for.

        Of several the first; a long one is cut to what stands around the find. No piece at all where nothing is there.
        """
        best, number, pieces = 0, 0, list[Piece]()
        for each, leaf in enumerate(leaves):
            finds = self.finds_in(leaf)
            for start, end, inside in _sentences_with(leaf, finds):
                terms = len({find.term for find in inside})
                if terms > best:
                    best, number, pieces = terms, each, list(_cut(leaf, start, end, inside))
                if best == len(self.terms):
                    return number, pieces
        return number, pieces


def _term(typed: "re.Match[str]") -> Term | None:
    quoted, bare = typed.groups()
    folded = fold(bare if quoted is None else quoted)
    words = tuple("".join(each if _is_inside_a_word(folded, at) else " " for at, each in enumerate(folded)).split())
    # An emoji, or a row of dots, has no word in it and is looked for as it is.
    words = words or (folded.strip(),)
    return Term(words, quoted is not None) if words[0] else None


def _is_inside_a_word(folded: str, at: int) -> bool:
    """Tell whether a character is part of a word, or an apostrophe between two parts of one."""
    if folded[at] != "'":
        return is_of_word(folded[at])
    return 0 < at < len(folded) - 1 and is_of_word(folded[at - 1]) and is_of_word(folded[at + 1])


def _is_edge(folded: str, at: int) -> bool:
    """Tell whether a word may begin or end between the character before this place and the one that stands here."""
    if not 0 < at < len(folded):
        return True
    before, behind = folded[at - 1], folded[at]
    return not (is_of_word(before) and is_of_word(behind)) or is_without_spaces(before) or is_without_spaces(behind)


def _next_word(folded: str, at: int) -> int:
    """Return where the next word begins; where a paragraph ends before that, the end of the text."""
    begin = at
    while at < len(folded) and not is_of_word(folded[at]):
        at += 1
    return len(folded) if _BETWEEN_PARAGRAPHS.search(folded, begin, at) else at


def _sentences_with(leaf: str, finds: Sequence[Find]) -> Iterator[tuple[int, int, list[Find]]]:
    """Yield each sentence in which something is found; one that a find goes beyond, with those it goes on in."""
    for each in passages(leaf) if finds else ():
        inside = [find for find in finds if each.start <= find.start < each.end]
        if inside:
            end = max(find.end for find in inside)
            yield each.start, each.end if end <= each.end else _end_of(passages(leaf), end), inside


def _end_of(whole: Iterable[Passage], end: int) -> int:
    return next((each.end for each in whole if end <= each.end), end)


def _cut(leaf: str, start: int, end: int, finds: Sequence[Find]) -> Iterator[Piece]:
    begin, stop = _begin(leaf, start, finds[0].start), _stop(leaf, end, finds[0].end)
    yield from [Piece("… ")] if begin > start else []
    yield from _pieces(leaf, begin, stop, finds)
    yield from [Piece(" …")] if stop < end else []


def _begin(leaf: str, start: int, find: int) -> int:
    """Return where to begin so that not too much stands before a find: between words, where there are spaces."""
    if find - start <= _AROUND:
        return start
    space = leaf.find(" ", find - _AROUND, find)
    return find - _AROUND if space < 0 else space + 1


def _stop(leaf: str, end: int, find: int) -> int:
    if end - find <= _AROUND:
        return end
    space = leaf.rfind(" ", find, find + _AROUND)
    return find + _AROUND if space < 0 else space


def _pieces(text: str, at: int, stop: int, finds: Iterable[Find]) -> Iterator[Piece]:
    """Yield this part of a text, cut where finds begin and end; where two overlap, what is left of the later one."""
    for find in finds:
        begin, end = max(find.start, at), min(find.end, stop)
        if begin < end:
            yield from [Piece(text[at:begin])] if at < begin else []
            yield Piece(text[begin:end], is_found=True)
            at = end
    yield from [Piece(text[at:stop])] if at < stop else []
