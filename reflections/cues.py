"""Where each signal stands in a text: found by rules, in one pass, while the journal is open, and never stored.

A sentence needs one cue for a signal; weak ones are not added up. A cue counts where the sentence is about the writer,
where it is not denied, and where the words are her own. What speaks of danger is not dropped for being denied, sung or
about somebody else: it only brings help in a quieter form.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from operator import itemgetter

from entries.markdown import Block
from entries.sentences import Passage, passages
from reflections.cue_language import Pattern
from reflections.cue_lists import ENGLISH, CueList, Rule, cue_list

# So many characters before a cue, and so many words and marks of them, may hold what denies it.
_REACH_OF_A_NEGATION, _WORDS_OF_A_NEGATION = 40, 5
_FOLDED = {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'} | {
    "\u00a0": " ",
    "\u202f": " ",
    "…": ".",
    "–": "-",
    "—": "-",
    "\t": " ",
    "\r": " ",
}
WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_WORD_OR_MARK = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|[,;:()-]")
_QUOTE = re.compile('"')
_BORROWED = (">", "♪")
# A quotation mark or a bullet may stand before the first word.
_OPENING_MARKS = 2
Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Cue:
    """One place where a signal was found: the words from `start` to `end` of the text, within one whole sentence.

    `card` names the kind of support card the words may bring, if any; a quiet one brings a link and no card.
    """

    start: int
    end: int
    signal: str
    sentence: Passage
    card: str = ""
    is_quiet: bool = False

    def shifted(self, by: int) -> "Cue":
        """Return the cue as it stands in a text that holds its own from another place on."""
        sentence = Passage(self.sentence.start + by, self.sentence.end + by, self.sentence.text)
        return replace(self, start=self.start + by, end=self.end + by, sentence=sentence)


@dataclass(frozen=True, slots=True)
class Heard:
    """One sentence as it was heard: its words, folded and in order, and its cues."""

    text: str
    words: Sequence[str]
    cues: Sequence[Cue]


def cues_in(text: str, language: str = ENGLISH) -> list[Cue]:
    """Return the cues of a plain text, in reading order; offsets are places in it."""
    reader = _Reader(cue_list(language))
    return [cue for heard in reader.hear(text, 0, is_borrowed=False) for cue in heard.cues]


def cues_on(blocks: Iterable[Block], language: str = ENGLISH) -> list[Cue]:
    """Return the cues of a parsed page; offsets are places in its plain text, and quotations are not her words."""
    return [cue for heard in heard_on(blocks, language) for cue in heard.cues]


def heard_on(blocks: Iterable[Block], language: str = ENGLISH) -> Iterator[Heard]:
    """Yield the sentences of a parsed page, with their cues as `cues_on` returns them."""
    reader = _Reader(cue_list(language))
    for leaf, is_borrowed in _leaves(blocks, is_borrowed=False):
        yield from reader.hear(leaf.text, leaf.start, is_borrowed=is_borrowed)


def fold(text: str) -> str:
    """Return the text with one kind of apostrophe, quote and dash, in small letters, and every place where it was."""
    for letter, plain in _FOLDED.items():
        text = text.replace(letter, plain)
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


def _leaves(blocks: Iterable[Block], *, is_borrowed: bool) -> Iterator[tuple[Block, bool]]:
    for block in blocks:
        borrowed = is_borrowed or block.kind == "quote"
        if block.spans:
            yield block, borrowed
        yield from _leaves(block.children, is_borrowed=borrowed)


class _Reader:
    """One reading of one page, stretch by stretch."""

    def __init__(self, known: CueList) -> None:
        self._known = known
        self._keys_of = _KeysByWord(known)
        # Whether what was read last was about the writer; a page begins that way.
        self._is_near = True

    def hear(self, text: str, at: int, *, is_borrowed: bool) -> Iterator[Heard]:
        """Yield the sentences of one stretch of text that begins at this place of the whole."""
        folded = fold(text)
        quotations = _quotations(folded)
        for passage in passages(text):
            said = folded[passage.start : passage.end]
            words = WORD.findall(said)
            line = self._line(said, set(words))
            line.is_borrowed = is_borrowed or passage.text.startswith(_BORROWED)
            yield Heard(passage.text, words, list(_cues(line, passage, at, quotations)))

    def _line(self, folded: str, words: Set[str]) -> "_Line":
        keys = set[str]().union(*map(self._keys_of.__getitem__, words))
        line = _Line(self._known, folded, words, keys, self._is_near)
        self._is_near = line.is_mine or (self._is_near and not line.names_others)
        return line


class _KeysByWord(dict[str, frozenset[str]]):
    """By which keys a written word is looked up: of the language's words that is known, of others found out once."""

    def __init__(self, known: CueList) -> None:
        super().__init__()
        self._known = known

    def __missing__(self, word: str) -> frozenset[str]:
        known = self._known.keys.get(word)
        keys = self[word] = self._known.needed_keys(word) if known is None else known
        return keys


class _Line:
    """One sentence, folded, and what decides whether a cue in it counts."""

    def __init__(self, known: CueList, folded: str, words: Set[str], keys: set[str], is_near: bool) -> None:
        self._known, self._folded, self._keys, self._is_near = known, folded, keys, is_near
        self.is_mine = not known.words["personal"].isdisjoint(words)
        self.names_others = not known.words["others"].isdisjoint(words)
        self._names_bystanders = not known.words["bystanders"].isdisjoint(words)
        self.is_about_things = not known.words["things"].isdisjoint(words)
        self.is_borrowed = False
        self._sayings: dict[str, Spans] = {}

    def hits(self) -> list[tuple[Rule, int, int, bool]]:
        """Return the first cue of each rule that counts, in order: rule, start, end, and whether it is quiet."""
        found: dict[str, tuple[Rule, int, int, bool]] = {}
        for _number, name, pattern in self._known.cues.possible(self._keys):
            rule = self._known.rules[name]
            is_silent = name in found or (rule.about_people and self.is_about_things)
            places = [] if is_silent else pattern.places(self._folded)
            hit = next(self._counting(rule, pattern, places), None) if places else None
            if hit is not None:
                found[name] = hit
        counting = [hit for hit in found.values() if hit[0].yields_to.isdisjoint(found)]
        counting.sort(key=itemgetter(1))
        return counting

    def is_own(self, start: int, is_quoted: bool) -> bool:
        """Tell whether the words are the writer's own: neither borrowed, nor another's speech."""
        return not self.is_borrowed and (not is_quoted or bool(self._known.said_by_me.search(self._folded[:start])))

    def _counting(self, rule: Rule, pattern: Pattern, places: Spans) -> Iterator[tuple[Rule, int, int, bool]]:
        for start, end in places:
            if not self._is_about_me(start, rule):
                continue
            is_denied = rule.may_be_denied and (
                self._is_denied(start, rule) or (not pattern.denies and self._is_denied(end, rule))
            )
            is_of_others = self._is_of_others(start, end)
            is_silenced = (is_denied and rule.negatable) or (is_of_others and not rule.card)
            if not (is_silenced or self._is_saying(rule, start, end)):
                is_softened = rule.softens and (is_denied or is_of_others or self.is_borrowed or not self.is_mine)
                yield rule, start, end, rule.quiet or is_softened

    def _is_about_me(self, start: int, rule: Rule) -> bool:
        """A sentence that begins with the cue left out its "I"."""
        is_near = self._is_near and (rule.reaches_back or not self.names_others)
        return self.is_mine or start <= _OPENING_MARKS or is_near

    def _is_of_others(self, start: int, end: int) -> bool:
        """Tell whether somebody else's doings are told: a bystander stands nearer before the cue than the writer."""
        if not self._names_bystanders:
            return False
        first, beyond = (bisect_left(self._persons, (place, False)) for place in (start, end))
        if any(is_me for _place, is_me in self._persons[first:beyond]):
            return False
        return first > 0 and not self._persons[first - 1][1]

    @cached_property
    def _persons(self) -> Sequence[tuple[int, bool]]:
        """Where the writer and bystanders are named, and whether it is the writer."""
        me, bystanders = self._known.words["me"], self._known.words["bystanders"]
        named = ((match.start(), match.group()) for match in WORD.finditer(self._folded))
        return [(place, word in me) for place, word in named if word in me or word in bystanders]

    def _is_denied(self, place: int, rule: Rule) -> bool:
        """Look for a negation just before, in the same clause; hedges undo it: "can't stop thinking of"."""
        words = self._known.words
        before = _WORD_OR_MARK.findall(self._folded, max(0, place - _REACH_OF_A_NEGATION), place)
        for mark in reversed(before[-_WORDS_OF_A_NEGATION:]):
            word = mark.replace("'", "")
            if word in words["breaks"] or (rule.softens and word in words["hedges"]):
                return False
            if word in words["negators"]:
                return True
        return False

    def _is_saying(self, rule: Rule, start: int, end: int) -> bool:
        if rule.name not in self._sayings:
            sayings = self._known.sayings[rule.name].possible(self._keys)
            found = (place for _number, _rule, saying in sayings for place in saying.places(self._folded))
            self._sayings[rule.name] = _joined(found)
        spans = self._sayings[rule.name]
        first = bisect_right(spans, start, key=lambda span: span[1])
        return first < len(spans) and spans[first][0] < end


def _cues(line: _Line, passage: Passage, at: int, quotations: Spans) -> Iterator[Cue]:
    """Yield the cues of one sentence of a stretch that begins at this place of the whole."""
    sentence = Passage(at + passage.start, at + passage.end, passage.text)
    for rule, start, end, is_quiet in line.hits():
        if rule.card or line.is_own(start, _is_inside(quotations, passage.start + start)):
            places = (sentence.start + start, sentence.start + end)
            yield Cue(*places, rule.signal, sentence, rule.card, is_quiet)


def _joined(spans: Iterable[tuple[int, int]]) -> Spans:
    """Return the spans in order, with those that overlap made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _quotations(folded: str) -> Spans:
    """Return the places of double quotation marks, in pairs within a paragraph; an odd one is left alone."""
    if '"' not in folded:
        return []
    found: list[tuple[int, int]] = []
    for paragraph in re.finditer(r"[^\n]+", folded):
        marks = [mark.start() for mark in _QUOTE.finditer(folded, *paragraph.span())]
        if len(marks) % 2 == 0:
            found += zip(marks[::2], marks[1::2], strict=True)
    return found


def _is_inside(spans: Spans, place: int) -> bool:
    before = bisect_right(spans, place, key=lambda span: span[0]) - 1
    return before >= 0 and spans[before][0] < place < spans[before][1]
