"""Two texts side by side, word by word: what only one of them says is marked.

First paragraphs are matched, then the words of those that differ. Where so much differs that matching it would take
seconds, it is shown as different, whole.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# Chinese and Japanese have no spaces, so each of their characters is a word here.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+|\s+|.", re.DOTALL)
_PARAGRAPH = re.compile(r".*?\n+|.+\Z", re.DOTALL)
# Matching takes time with the product of both lengths. Above the first bound words that occur everywhere ("the") are no
# longer matched for themselves; above the second nothing is.
EVERY_WORD_UP_TO = 9_000_000
MATCHED_UP_TO = 100_000_000


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
    effort = len(ours) * len(theirs)
    if effort > MATCHED_UP_TO:
        yield "".join(ours), "".join(theirs), ours == theirs
        return
    matcher = SequenceMatcher(None, ours, theirs, autojunk=effort > EVERY_WORD_UP_TO)
    for kind, left, left_end, right, right_end in matcher.get_opcodes():
        yield "".join(ours[left:left_end]), "".join(theirs[right:right_end]), kind == "equal"


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
