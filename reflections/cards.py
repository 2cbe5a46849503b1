"""Help beside a page when certain words are on it: a card, or one quiet line. Worked out while the page is shown.

Rules miss what is said indirectly and fire on songs, so help stands on every page anyway, and a false alarm must cost
nothing: no pop-up, no lock, no count, no log. All that is ever kept is that somebody does not want to see it.

No catalogue translates a card: each language's cards, like its cues, wait until a native speaker has read them. Until
then nothing is heard where she writes in that language, and there is the list of lines to call.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from reflections.cues import Cue
from reflections.library import read_yaml


@dataclass(frozen=True, slots=True)
class Card:
    """Help of one kind: some sentences as a card, or one line where `is_quiet`; and the sentence that brought it."""

    kind: str
    sentences: tuple[str, ...]
    quote: str
    is_quiet: bool


@cache
def texts() -> dict[str, tuple[tuple[str, ...], str]]:
    """Return the texts by kind, the most pressing first."""
    return {row["kind"]: (tuple(row["card"]), row["link"]) for row in read_yaml("cards.yaml")}


def cards_for(cues: Sequence[Cue]) -> list[Card]:
    """Return what to show beside a text with these cues: one for each kind, full cards first."""
    cards = [_card(kind, [cue for cue in cues if cue.card == kind]) for kind in texts()]
    return sorted((card for card in cards if card), key=lambda card: card.is_quiet)


def _card(kind: str, cues: Sequence[Cue]) -> Card | None:
    if not cues:
        return None
    loud = [cue for cue in cues if not cue.is_quiet]
    sentences, link = texts()[kind]
    if not loud:
        return Card(kind, (link,), "", is_quiet=True)
    return Card(kind, sentences, loud[0].sentence.text, is_quiet=False)
