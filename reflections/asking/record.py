"""What is remembered about asking: what was offered and answered, what was not wanted, and how sittings ended.

It holds prompts, days and places, and never a signal or a word of a page. What no rule looks at any more is forgotten;
each prompt of the library is named once for good. Days are ISO strings and ids strings, as they are sealed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from reflections.recent import Answered

OFFERS_KEPT, DECLINED_KEPT, ANSWERS_KEPT, ENDINGS_KEPT = 30, 60, 100, 60


@dataclass(frozen=True, slots=True)
class OfferMade:
    """The prompts that were offered together after one page, and those she has answered or put away since."""

    day: str
    entry: str
    prompts: tuple[str, ...]
    minutes: int = 0
    settled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Declined:
    """One "Not this one", and where on the page the sentence begins that was quoted; None where none was."""

    day: str
    prompt: str
    entry: str
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """One answer: which prompt it answers, and on which day."""

    day: str
    prompt: str
    answer: str


@dataclass(frozen=True, slots=True)
class Ending:
    """How a sitting ended: its day, what was written on (the id of a page or of an answer), and how it felt after."""

    day: str
    about: str
    felt: str


@dataclass(frozen=True, slots=True)
class Record:
    """All of it, newest first. `stages` holds the number of each theme's open stage; `last_offered` days by prompt.

    `cards_hidden` holds ids of pages and answers beside which no help shall be shown; `rests` a day for each theme that
    she laid to rest until then.
    """

    offers: tuple[OfferMade, ...] = ()
    declined: tuple[Declined, ...] = ()
    given: tuple[Given, ...] = ()
    endings: tuple[Ending, ...] = ()
    last_offered: Mapping[str, str] = field(default_factory=dict)
    answered_ever: tuple[str, ...] = ()
    stages: Mapping[str, int] = field(default_factory=dict)
    cards_hidden: tuple[str, ...] = ()
    rests: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_bytes(cls, payload: bytes) -> "Record":
        """Read what was sealed; what an older version did not know takes its default."""
        kept: dict[str, Any] = json.loads(payload)
        rows = {"offers": OfferMade, "declined": Declined, "given": Given, "endings": Ending}
        for name, row in rows.items():
            kept[name] = tuple(row(**_with_tuples(each)) for each in kept.get(name, ()))
        return cls(**_with_tuples(kept))

    def as_bytes(self) -> bytes:
        """Return what is sealed."""
        return json.dumps(_fields(self), default=_fields, separators=(",", ":")).encode()

    def offer_after(self, entry: str, day: date) -> OfferMade | None:
        """Return what was offered after this page on this day."""
        return next((each for each in self.offers if (each.entry, each.day) == (entry, str(day))), None)

    def felt_after(self, about: str) -> str:
        """Return how it felt after what was last written on this page or answer; empty where nobody said."""
        return next((ending.felt for ending in self.endings if ending.about == about), "")

    def answers(self) -> tuple[Answered, ...]:
        """Return the answers of the last weeks, with how each felt."""
        return tuple(
            Answered(date.fromisoformat(each.day), each.prompt, self.felt_after(each.answer)) for each in self.given
        )

    def with_offer(self, offer: OfferMade) -> "Record":
        """Note what was offered after a page; what was offered after it on that day before is replaced."""
        others = [each for each in self.offers if (each.entry, each.day) != (offer.entry, offer.day)]
        days = dict.fromkeys(offer.prompts, offer.day)
        return replace(self, offers=(offer, *others)[:OFFERS_KEPT], last_offered={**self.last_offered, **days})

    def with_settled(self, offer: OfferMade, prompt: str) -> "Record":
        """Note that one of the offered prompts was answered, kept for later, or not wanted."""
        settled = tuple(dict.fromkeys((*offer.settled, prompt)))
        return self.with_offer(replace(offer, settled=settled))

    def with_declined(self, declined: Declined) -> "Record":
        """Note one "Not this one"."""
        return replace(self, declined=(declined, *self.declined)[:DECLINED_KEPT])

    def with_answer(self, given: Given) -> "Record":
        """Note an answer, once, however often it is changed."""
        if any(each.answer == given.answer for each in self.given):
            return self
        ever = tuple(dict.fromkeys((*self.answered_ever, given.prompt)))
        return replace(self, given=(given, *self.given)[:ANSWERS_KEPT], answered_ever=ever)

    def with_rest(self, theme: str, until: date) -> "Record":
        """Note that she lays a theme to rest."""
        return replace(self, rests={**self.rests, theme: str(until)})

    def with_card_hidden(self, about: str) -> "Record":
        """Note that no help shall be shown beside a page or an answer."""
        return replace(self, cards_hidden=tuple(dict.fromkeys((*self.cards_hidden, about))))

    def with_ending(self, ending: Ending) -> "Record":
        """Note how a sitting ended; the last word about it counts."""
        others = [each for each in self.endings if each.about != ending.about]
        return replace(self, endings=(ending, *others)[:ENDINGS_KEPT])


def _with_tuples(kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields with tuples where JSON has lists."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}


def _fields(row: Any) -> dict[str, Any]:
    """Return the fields of the record, or of one of its rows, for JSON: `asdict` copies all that is in them as well."""
    return {name: getattr(row, name) for name in row.__slots__}
