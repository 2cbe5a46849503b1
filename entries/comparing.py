"""Two texts side by side, word by word: what only one of them says is marked.

First paragraphs are matched, then the words of those that differ. Where so much differs that matching it would take
seconds, it is shown as different, whole.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# Chinese and Japanese have no spaces, so each of their characters is a word here. The spaces after a word are its own:
# apart, each would match every other.
_WORD = re.compile(r"(?:[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+|\S) *|\s", re.DOTALL)
_PARAGRAPH = re.compile(r".*?\n+|.+\Z", re.DOTALL)
# How many pairs of equal words may be looked at. Above the first bound words that occur everywhere ("the") are not
# matched for themselves any more; above the second nothing is.
PAIRS_OF_EVERY_WORD = 60_000
MOST_PAIRS = 300_000
# The matcher takes a word for one that occurs everywhere, in a text of 200 or more, above this share of it.
_EVERYWHERE = 0.01


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one text; `differs` when the other text does not have it there."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both texts, cut into pieces that join to them exactly."""

    before: tuple[Piece, ...]
    after: tuple[Piece, ...]

    @property
    def differ(self) -> bool:
        """Whether the texts differ at all."""
        return any(piece.differs for piece in self.before + self.after)


Step = tuple[str, str, bool]


def compare(before: str, after: str) -> Comparison:
    """Return both texts with what differs marked."""
    steps = list(_steps(before, after))
    return Comparison(
        before=tuple(_joined((text, same) for text, _, same in steps)),
        after=tuple(_joined((text, same) for _, text, same in steps)),
    )


def _steps(before: str, after: str) -> Iterator[Step]:
    for left, right, same in _matched(_PARAGRAPH.findall(before), _PARAGRAPH.findall(after)):
        if same or not left or not right:
            yield left, right, same
        else:
            yield from _matched(_WORD.findall(left), _WORD.findall(right))


def _matched(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Step]:
    counts = Counter(theirs)
    is_much = _pairs(ours, counts) > PAIRS_OF_EVERY_WORD
    if is_much:
        rare = {word: count for word, count in counts.items() if count <= len(theirs) * _EVERYWHERE + 1}
        if _pairs(ours, rare) > MOST_PAIRS:
            yield "".join(ours), "".join(theirs), ours == theirs
            return
    matcher = SequenceMatcher(None, ours, theirs, autojunk=is_much)
    for kind, left, left_end, right, right_end in matcher.get_opcodes():
        yield "".join(ours[left:left_end]), "".join(theirs[right:right_end]), kind == "equal"


def _pairs(ours: Sequence[str], counts: Mapping[str, int]) -> int:
    return sum(counts.get(word, 0) for word in ours)


def _joined(parts: Iterator[tuple[str, bool]]) -> Iterator[Piece]:
    text, differs = "", False
    for part, same in parts:
        if part and differs == same and text:
            yield Piece(text, differs)
            text = ""
        if part:
            text, differs = text + part, not same
    if text:
        yield Piece(text, differs)
