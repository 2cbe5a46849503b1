r"""The small language in which cues are written, and how each becomes one regular expression with the words it needs.

    word        the word itself; an apostrophe in n't, I'm, I've, I'd may be missing (dont, im, ive, id)
    regret* *ed any ending, any beginning         (a|b c|d)  one of         [a|b]  one of, or nothing
    {name}      a macro of the language           ~  up to 3 words between, ~5 up to 5
    !(a|b)      not followed by

A cue is looked up by its rarest required word and run only on sentences that hold all its required words: one large
expression a signal took 57 ms for a thousand words, looked up the same cues take about 3.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

_TOKEN = re.compile(r"~\d?|!\(|[\[\]()|]|[^\s\[\](){}|~]+")
_MACRO = re.compile(r"\{(\w+)\}")
_DEEPEST_MACRO = 4
_FOREIGN = frozenset("?^$+\\{}")
_SPACE = r"\s+"
# No word is longer; without an end, a text that is one long word would be read as often as it has letters.
_ANY_LETTERS = "{0,40}"
_WITHIN_A_WORD = re.compile(r"[\w']")
_WORDS_BETWEEN = 3
# An open-ended word is found by its first letters; fewer would find too much.
_SHORTEST_STEM, _LONGEST_STEM = 3, 5
_COST_OF_A_COMMON_WORD = 40
_OPTIONAL_APOSTROPHE = re.compile(r"'(?=t\b|m\b|ve\b)|(?<=\bi)'(?=d\b)")


class BrokenCue(ValueError):
    """A cue is not written in the language, or could not be looked up by any word."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A cue, ready to run. A sentence is worth a look when it holds one word of each set in `needs`.

    `needs` begins with the set the cue is looked up by. `denies` tells that the cue holds a negation of its own.
    """

    regex: re.Pattern[str]
    needs: tuple[frozenset[str], ...]
    denies: bool

    def places(self, folded: str) -> list[tuple[int, int]]:
        """Return where the cue stands in a sentence, from where to where.

        That it begins with a word is looked at afterwards: an expression that begins with a letter is found several
        times as fast as one that begins by looking back.
        """
        found, match = [], self.regex.search(folded)
        while match:
            start, end = match.span()
            is_whole = start == 0 or not _WITHIN_A_WORD.match(folded, start - 1)
            if is_whole:
                found.append((start, end))
            match = self.regex.search(folded, end if is_whole else start + 1)
        return found


@dataclass(slots=True)
class _Sequence:
    """The regular expression of some elements in a row, and the sets of words of which one each is required."""

    regex: str = ""
    needs: list[frozenset[str]] = field(default_factory=list)
    gap: str = ""
    has_begun: bool = False

    def add(self, regex: str, need: Collection[str]) -> None:
        """Take one more required element."""
        self.regex += (self._between() if self.has_begun else "") + regex
        self.gap, self.has_begun = "", True
        if need:
            self.needs.append(frozenset(need))

    def add_optional(self, regex: str) -> None:
        """Take an element that may be missing."""
        self.regex += f"(?:{self._between()}{regex})?" if self.has_begun else f"(?:{regex}{_SPACE})?"

    def _between(self) -> str:
        return self.gap or _SPACE


class Compiler:
    """Compiles the cues of one language: its macros, its negators, and its words that are too common to look up by."""

    def __init__(self, macros: Mapping[str, str], negators: Collection[str], common: Collection[str]) -> None:
        self._macros, self._negators, self._common = macros, negators, common

    def compile(self, source: str) -> Pattern:
        """Return the pattern of one cue; raise `BrokenCue`, naming it."""
        tokens = _TOKEN.findall(self._expanded(source).lower())
        sequence = _Parser(tokens, self._cost, source).parse()
        needs = sorted(sequence.needs, key=self._cost)
        if not needs:
            raise BrokenCue(f"cue has no word to look it up by: {source!r}")
        keys = tuple(frozenset(key_of(word) for word in need) for need in needs)
        denies = any(token.replace("'", "").rstrip("*") in self._negators for token in tokens)
        return Pattern(re.compile(rf"{sequence.regex}(?!\w)"), keys, denies)

    def _expanded(self, source: str) -> str:
        text = source
        for _level in range(_DEEPEST_MACRO):
            text = _MACRO.sub(lambda match: self._macro(match.group(1), source), text)
        if _FOREIGN & set(text):
            raise BrokenCue(f"not part of the cue language: {source!r}")
        return text

    def _macro(self, name: str, source: str) -> str:
        if name not in self._macros:
            raise BrokenCue(f"no macro {name!r}: {source!r}")
        return self._macros[name]

    def _cost(self, alternatives: Iterable[str]) -> int:
        """Tell how often one of these words is likely to stand in a sentence."""
        return sum(_COST_OF_A_COMMON_WORD if word in self._common else 1 for word in alternatives)


class _Parser:
    """Reads the tokens of one cue from left to right."""

    def __init__(self, tokens: Sequence[str], cost: Callable[[Iterable[str]], int], source: str) -> None:
        self._tokens, self._cost, self._source, self._at = tokens, cost, source, 0

    def parse(self) -> _Sequence:
        """Return the whole cue as one sequence."""
        sequence = self._sequence(closing="")
        if self._at != len(self._tokens):
            raise BrokenCue(f"unbalanced cue: {self._source!r}")
        return sequence

    def _sequence(self, closing: str) -> _Sequence:
        sequence = _Sequence()
        while self._at < len(self._tokens) and self._tokens[self._at] not in {closing, "|"}:
            self._element(self._taken(), sequence)
        return sequence

    def _element(self, token: str, sequence: _Sequence) -> None:
        match token[0]:
            case "~":
                sequence.gap = rf"(?:[\s,]+[^\s,]+){{0,{token[1:] or _WORDS_BETWEEN}}}?[\s,]+"
            case "!":
                sequence.regex += rf"(?!\s+{self._alternatives(')')[0]}(?!\w))"
            case "[":
                sequence.add_optional(self._alternatives("]")[0])
            case "(":
                sequence.add(*self._alternatives(")"))
            case ")" | "]":
                raise BrokenCue(f"unbalanced cue: {self._source!r}")
            case _:
                sequence.add(_regex_of(token), _need_of(token))

    def _alternatives(self, closing: str) -> tuple[str, set[str]]:
        """Read alternatives; they need a word only where each of them does."""
        regexes, needed, is_needed = [], set[str](), True
        while True:
            sequence = self._sequence(closing)
            regexes.append(sequence.regex)
            rarest = min(sequence.needs, key=self._cost, default=frozenset[str]())
            needed |= rarest
            is_needed = is_needed and bool(rarest)
            if self._taken() == closing:
                return f"(?:{'|'.join(regexes)})", needed if is_needed else set()

    def _taken(self) -> str:
        if self._at >= len(self._tokens):
            raise BrokenCue(f"unbalanced cue: {self._source!r}")
        self._at += 1
        return self._tokens[self._at - 1]


def key_of(word: str) -> str:
    """Return by what a cue's word is looked up: itself, or its first letters and a star."""
    bare = word.replace("'", "")
    return f"{bare[:-1][:_LONGEST_STEM]}*" if bare.endswith("*") else bare


def keys_of(word: str) -> tuple[str, ...]:
    """Return all keys under which a written word may be looked up."""
    bare = word.replace("'", "")
    return (bare, f"{bare[:3]}*", f"{bare[:4]}*", f"{bare[:5]}*")


def _regex_of(token: str) -> str:
    if token.startswith("*"):
        return rf"\w{_ANY_LETTERS}" + re.escape(token[1:])
    stem = token.rstrip("*")
    ending = rf"[\w']{_ANY_LETTERS}" if stem != token else ""
    return _OPTIONAL_APOSTROPHE.sub("'?", re.escape(stem)) + ending


def _need_of(token: str) -> set[str]:
    is_open = token.startswith("*") or (token.endswith("*") and len(token.replace("'", "")) - 1 < _SHORTEST_STEM)
    return set() if is_open else {token}
