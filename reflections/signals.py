"""What a page says that makes a question apt: its cues by strength, and what is counted. Worked out anew each time."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from entries import markdown
from reflections.cue_lists import ENGLISH, cue_list
from reflections.cues import Cue, Heard, heard_on

# The weakest of the cues as measured: one in two is meant. They are offered only after others.
OFFERED_SECOND = ("absolutist", "acceptance")
LONG_PHRASE = 8
# How many words a quoted sentence best has.
_GOOD_TO_QUOTE, _FAIR_TO_QUOTE = range(6, 41), range(4, 61)
# In a letter every third sentence, and at least three, speaks from me to you.
_SENTENCES_OF_A_LETTER, _SHARE_OF_A_LETTER = 3, 1 / 3


@dataclass(frozen=True, slots=True)
class PageReading:
    """One page, read: `whys` counts questions why; `we` and `words` count words; `phrases` holds its long phrases."""

    cues: tuple[Cue, ...] = ()
    words: int = 0
    whys: int = 0
    we: int = 0
    speaks_to_them: bool = False
    names_somebody: bool = False
    phrases: frozenset[int] = field(default_factory=frozenset)

    @property
    def signals(self) -> tuple[str, ...]:
        """Return the signals of its cues, the strongest first: the one that stands in most sentences."""
        # In reading order, and no set: whichever process reads a page, it asks the same.
        sentences = dict.fromkeys((cue.signal, cue.sentence.start) for cue in self.cues)
        counted = Counter(signal for signal, _ in sentences)
        ranked = [signal for signal, _ in counted.most_common()]
        return tuple(sorted(ranked, key=lambda signal: signal in OFFERED_SECOND))

    @property
    def leading(self) -> str:
        """Return the strongest signal; empty for a page without any."""
        return next(iter(self.signals), "")

    def without(self, starts: Collection[int]) -> "PageReading":
        """Return the reading without the cues of sentences that begin at these places; those of danger stay."""
        kept = tuple(cue for cue in self.cues if cue.card or cue.sentence.start not in starts)
        return replace(self, cues=kept)

    def apart_from_danger(self) -> "PageReading":
        """Return the reading without what else stands in a sentence that brings a card: it starts no question."""
        grave = {cue.sentence.start for cue in self.cues if cue.card and not cue.is_quiet}
        return replace(self, cues=tuple(cue for cue in self.cues if cue.card or cue.sentence.start not in grave))

    def quote_for(self, signals: Collection[str]) -> Cue | None:
        """Return the cue whose sentence is best quoted for one of these signals: neither very short nor very long."""
        apt = [cue for cue in self.cues if cue.signal in signals and not cue.card]
        return min(apt, key=lambda cue: (_is_awkward(cue), cue.start), default=None)


def read_page(body: str) -> PageReading:
    """Read the Markdown of one page for English cues, whatever the language of the interface: she may write in another.

    A thousand words take some milliseconds.
    """
    known, sentences = cue_list(ENGLISH).words, list(heard_on(markdown.parse(body)))
    words = [word for sentence in sentences for word in sentence.words]

    def holds(sentence: Heard, some: str) -> bool:
        return not known[some].isdisjoint(sentence.words)

    to_them = sum(holds(sentence, "i") and holds(sentence, "you") for sentence in sentences)
    return PageReading(
        cues=tuple(cue for sentence in sentences for cue in sentence.cues),
        words=len(words),
        whys=sum("?" in sentence.text and holds(sentence, "whys") for sentence in sentences),
        we=sum(map(known["we"].__contains__, words)),
        speaks_to_them=to_them >= max(_SENTENCES_OF_A_LETTER, len(sentences) * _SHARE_OF_A_LETTER),
        names_somebody=not known["people"].isdisjoint(words),
        # Each run of eight words, as a number that means nothing outside this process.
        phrases=frozenset(map(hash, zip(*(words[at:] for at in range(LONG_PHRASE)), strict=False))),
    )


def _is_awkward(cue: Cue) -> int:
    words = cue.sentence.text.count(" ") + 1
    return 0 if words in _GOOD_TO_QUOTE else 1 if words in _FAIR_TO_QUOTE else 2
