"""Text as it is compared in a search: without case, accents and vowel points, and the way back to what was written.

Folding goes character by character, so that each folded one knows the place it came from, and so that the fold of a
part is a part of the fold. It knows no key and no row.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

# Letters that Unicode does not take apart, as they are typed where the keyboard has none of them; Arabic letters that
# are written one for the other; typographic marks as they are typed.
_ALIKE = {
    **dict(zip("ıłøđħŧðæœþ", ("i", "l", "o", "d", "h", "t", "d", "ae", "oe", "th"), strict=True)),
    **dict(zip("ىیکةـ", ("ي", "ي", "ك", "ه", ""), strict=True)),
    **dict.fromkeys("‘’‚‛ʼ′׳", "'"),
    **dict.fromkeys("“”„‟", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
}
# Blocks of scripts that are written without spaces: Thai to Burmese, Khmer, Tai, kana, Chinese characters.
_WITHOUT_SPACES = (
    (0x0E00, 0x109F), (0x1780, 0x17FF), (0x1950, 0x19DF), (0x1A20, 0x1AAF), (0x3005, 0x3007), (0x3040, 0x30FF),
    (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF),
)  # fmt: skip
# Invisible, and no part of a word: joiners of words and of what a formula multiplies, and turns of direction.
_BETWEEN = frozenset("\u2060\u2063\u2066\u200e\u200f")
# A text in English is ASCII but for these; to replace them first is many times faster than to fold letter by letter.
_FREQUENT = (("’", "'"), ("“", '"'), ("”", '"'), ("—", "-"), ("–", "-"), ("‘", "'"), ("…", "..."), ("`", "'"))
# A text in UTF-8 that is no longer than so many times its letters has few that are not ASCII.
_FEW_OTHERS = 1.25
_NOT_ASCII = re.compile(r"([^\x00-\x7f]+)")
_ASCII = bytes(range(128))
# Of these bytes is UTF-8 in which all letters are ASCII: besides them it holds ’ ‘ “ ” — … £, the word joiner and the
# like, and of these none is dropped. A text in English seldom has others.
_PLAIN = _ASCII + b"\xe2\x80\x81\x94\x98\x99\x9c\x9d\xa0\xa3\xa6\xc2"


class _Folds(dict[int, str]):
    """The fold of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = "".join(_fold_of(chr(code)))
        return folded


_folds = _Folds()


@dataclass(frozen=True)
class Folded:
    """A text and its fold."""

    written: str

    @cached_property
    def text(self) -> str:
        """The fold."""
        return fold(self.written)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the text, as it was written, stands what is folded to this part; never half a character.

        Marks that belong to the last character are inside.
        """
        begin, behind = self._source_of(start), self._source_of(end - 1) + 1
        while behind < len(self.written) and unicodedata.category(self.written[behind]).startswith("M"):
            behind += 1
        return begin, behind

    def _source_of(self, at: int) -> int:
        return bisect_left(self._ends, at + 1)

    @cached_property
    def _ends(self) -> Sequence[int]:
        """How much of the fold is there behind each written character."""
        others = self.written.encode().translate(None, _ASCII).decode()
        if all(len(_folds[ord(each)]) == 1 for each in set(others)):
            return range(1, len(self.written) + 1)
        return list(accumulate(len(_folds[ord(each)]) for each in self.written))


def fold(text: str) -> str:
    """Return the fold of a text."""
    for mark, folded in _FREQUENT:
        text = text.replace(mark, folded)
    if text.isascii():
        return text.lower()
    if len(text.encode()) > _FEW_OTHERS * len(text):
        return text.translate(_folds)
    # Letter by letter only where it must be.
    return "".join(part.lower() if part.isascii() else part.translate(_folds) for part in _NOT_ASCII.split(text))


def plain_words(text: bytes) -> bytes:
    """Return the fold of a text (UTF-8) as far as it is ASCII letters and numbers; marks may be missing.

    It is far quicker than the fold itself: whatever word of ASCII stands in the fold stands here as well.
    """
    if not text.translate(None, _PLAIN):
        return text.lower()
    written = unicodedata.normalize("NFKD", text.decode().casefold()).casefold()
    for letter, folded in _ALIKE.items():
        written = written.replace(letter, folded)
    return written.encode("ascii", "ignore")


def is_of_word(letter: str) -> bool:
    """Tell whether a folded character is part of a word: a letter, a number, or a vowel sign that stands with one."""
    return letter.isalnum() or unicodedata.category(letter).startswith("M")


def is_without_spaces(letter: str) -> bool:
    """Tell whether the script of this character has no spaces between words."""
    return letter > "\u0dff" and any(first <= ord(letter) <= last for first, last in _WITHOUT_SPACES)


def _fold_of(letter: str) -> Iterator[str]:
    # Unicode takes ´ for a space with an accent.
    for each in unicodedata.normalize("NFKD", letter.replace("´", "'").casefold()).casefold():
        yield _ALIKE.get(each, "" if _is_dropped(each) else each)


def _is_dropped(letter: str) -> bool:
    """Tell accents and points from vowel signs, by the classes of the Unicode character database.

    10 to 36 are the points of Hebrew, Arabic and Syriac, from 200 on all that stands above, below or through a letter.
    Of class 0 are the vowel signs of Indian scripts, of 8 the marks that make ka into ga: another word without them.
    """
    above_or_below = unicodedata.combining(letter)
    is_unseen = (unicodedata.category(letter) == "Cf" and letter not in _BETWEEN) or "\ufe00" <= letter <= "\ufe0f"
    return is_unseen or 10 <= above_or_below <= 36 or above_or_below >= 200
