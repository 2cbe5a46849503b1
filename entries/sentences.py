"""Whole sentences of a page, verbatim, and where a quoted one stands now."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from entries.markdown import Block, leaves

# Capitals of Greek, Cyrillic and Armenian; letters of Georgian, Hebrew and Arabic, which have none. And small letters.
_CAPITALS = r"\u0386-\u03ab\u0400-\u042f\u0531-\u0556\u10d0-\u10ff\u05d0-\u05ea\u0620-\u06d3"
_SMALL = r"\u03ac-\u03ce\u0430-\u045f\u0561-\u0587"
# The points of Hebrew and Arabic, which belong to the letter before.
_POINTS = r"\u0591-\u05c7\u064b-\u065f"
# A sentence ends at a newline, or at . ! ? … before white space; closing quotes and brackets stay with it. After a
# full stop the next begins with a capital, or the last word had three small letters: many write all in lower case.
# The full stops of Chinese and Japanese, of Hindi, Arabic, Urdu and Armenian need no space behind them.
_END = re.compile(
    rf"""\n+
    | (?<=[.!?…]) (["')\]*_”’»]*) \s+ (?=["'(\[*_“‘«-]*[A-Z0-9À-ɏ{_CAPITALS}i‘“"'])
    | (?<=[!?]) \s+
    | (?<=\.\.) \s+
    | (?<=[a-z{_SMALL}]{{3}}\.) \s+
    | (?<=[。！？।؟۔։]) (["'”’」』）]*) \s*
    """,
    re.VERBOSE,
)
# Only at or behind one of these may it end: to find them first takes less time than to look back everywhere.
_MAY_END = re.compile(r"[\n.!?…。！？।؟۔։]")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[Mm]rs?|[Mm]s|[Dd]r|[Pp]rof|[Ss]t|vs|etc|approx|incl|e\.g|i\.e|[Jj]r|[Ss]r|руб|тыс|млн|ул|стр|Δρ)\."
    rf"|(?<![\w'’{_POINTS}])(?:[A-HJ-Z]|(?![яЯ])[{_CAPITALS}{_SMALL}])\.)$"
)
_LONGEST_ABBREVIATION = 8


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a page: its plain text from `start` to `end`, verbatim."""

    start: int
    end: int
    text: str


def sentences(blocks: Iterable[Block]) -> tuple[tuple[Passage, ...], ...]:
    """Return the sentences of a page, leaf by leaf."""
    return tuple(tuple(passages(leaf.text, leaf.start)) for leaf in leaves(blocks))


def find_passage(plain: str, start: int, end: int, quote: str) -> tuple[int, int] | None:
    """Return where a quoted sentence stands now: at its place, or at the only other one; None if it is gone."""
    if not quote:
        return None
    if plain[start:end] == quote:
        return start, end
    first = plain.find(quote)
    if first < 0 or plain.find(quote, first + 1) >= 0:
        return None
    return first, first + len(quote)


def passages(text: str, place: int = 0) -> Iterator[Passage]:
    """Yield the sentences of a stretch of plain text that begins at this place of the whole."""
    begin = 0
    for start, end in chain(_ends(text), [(len(text), len(text))]):
        sentence = text[begin:start].strip()
        if sentence:
            at = place + text.index(sentence, begin)
            yield Passage(at, at + len(sentence), sentence)
        begin = end


def _ends(text: str) -> Iterator[tuple[int, int]]:
    mark = _MAY_END.search(text)
    while mark:
        at = mark.start() if mark.group() == "\n" else mark.end()
        match = _END.match(text, at)
        if match:
            closing = match.group(1) or match.group(2) or ""
            start = at + len(closing)
            if not _ABBREVIATION.search(text, max(0, start - _LONGEST_ABBREVIATION), start):
                yield start, match.end()
        mark = _MAY_END.search(text, max(match.end() if match else at, mark.end()))
