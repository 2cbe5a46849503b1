"""Two texts side by side, word by word: what only one of them says is marked.

First paragraphs are matched, then the words of those that differ. Where so much differs that matching it would take
seconds, the rest is shown as different, whole.
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
# Of a text shorter than a few sentences nothing is much.
SHORT = 200
# How many pairs of equal words may be looked at, on a whole page. Above the first bound words that occur everywhere
# ("the") are not matched for themselves any more; above the second nothing is.
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


def takes_much_away(before: str, after: str) -> bool:
    """Tell whether a change removes or replaces more than half of a text, in one stretch: a slip of the hand may.

    Of a text under 200 characters nothing is much: first lines are rewritten all the time.
    """
    if len(before) < SHORT:
        return False
    same_at_start = _length_of_common(before, after, from_end=False)
    shorter = min(len(before), len(after)) - same_at_start
    same_at_end = _length_of_common(before[-shorter:], after[-shorter:], from_end=True) if shorter else 0
    return 2 * (len(before) - same_at_start - same_at_end) > len(before)


def _steps(before: str, after: str) -> Iterator[Step]:
    left_over = MOST_PAIRS
    for left, right, same in _matched(_PARAGRAPH.findall(before), _PARAGRAPH.findall(after), MOST_PAIRS):
        if same or not left or not right:
            yield left, right, same
            continue
        ours, theirs = _WORD.findall(left), _WORD.findall(right)
        yield from _matched(ours, theirs, left_over)
        left_over -= min(left_over, _pairs(ours, Counter(theirs)))


def _matched(ours: Sequence[str], theirs: Sequence[str], most_pairs: int) -> Iterator[Step]:
    counts = Counter(theirs)
    is_much = _pairs(ours, counts) > min(PAIRS_OF_EVERY_WORD, most_pairs)
    if is_much:
        rare = {word: count for word, count in counts.items() if count <= len(theirs) * _EVERYWHERE + 1}
        if _pairs(ours, rare) > most_pairs:
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


def _length_of_common(one: str, other: str, *, from_end: bool) -> int:
    """Return how many characters two texts have in common at their start or end, comparing whole stretches."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        is_same = one[-middle:] == other[-middle:] if from_end else one[:middle] == other[:middle]
        low, high = (middle, high) if is_same else (low, middle - 1)
    return low
