"""Which two are read side by side, and what a note about them says: frozen, in memory, and never a field of a model."""

import json
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from entries import markdown

# Own number: `flows` in content/prompts.yaml.
APART = timedelta(days=28)
QUESTIONS = {
    "hurt_then": _("What hurt most then?"),
    "hurt_now": _("What hurts most now?"),
    "known_now": _("What do you know now that this page did not?"),
    "to_the_writer": _("What would you say to whoever wrote it?"),
}


class Kind(StrEnum):
    """What is read side by side: two pages, or two answers to the same prompt."""

    PAGES = "pages"
    ANSWERS = "answers"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pages, or two answers to the same prompt, with the days they were written about; the older one first."""

    kind: Kind
    older: UUID
    older_on: date
    newer: UUID
    newer_on: date

    @classmethod
    def parse(cls, text: str) -> "Pair":
        """Read what `str` returns; raise `ValueError` for anything else."""
        kind, older, older_on, newer, newer_on = text.split(" ")
        return cls(Kind(kind), UUID(older), date.fromisoformat(older_on), UUID(newer), date.fromisoformat(newer_on))

    def __str__(self) -> str:
        """Return the pair as forms carry it and as it is sealed."""
        return f"{self.kind} {self.older} {self.older_on} {self.newer} {self.newer_on}"

    @property
    def is_near(self) -> bool:
        """Whether too little time lies between the two."""
        return self.newer_on - self.older_on < APART

    @property
    def weeks(self) -> int:
        """Return how many whole weeks lie between the two."""
        return (self.newer_on - self.older_on).days // 7


@dataclass(frozen=True, slots=True)
class ComparisonHead:
    """As much of a note as a list shows: what it is about, and how it begins."""

    pair: Pair
    opening: str

    @classmethod
    def from_bytes(cls, payload: bytes) -> "ComparisonHead":
        """Read a head from what was sealed."""
        kept = json.loads(payload)
        return cls(Pair.parse(kept["pair"]), kept["opening"])

    def as_bytes(self) -> bytes:
        """Return what is to be sealed."""
        return json.dumps({"pair": str(self.pair), "opening": self.opening}, ensure_ascii=False).encode()


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered to the four questions, as Markdown, each of them optional; or that nothing has changed."""

    hurt_then: str = ""
    hurt_now: str = ""
    known_now: str = ""
    to_the_writer: str = ""
    nothing_has_changed: bool = False

    @classmethod
    def from_bytes(cls, payload: bytes) -> "Answers":
        """Read what was sealed; what an older version did not know takes its default."""
        return cls(**json.loads(payload))

    def as_bytes(self) -> bytes:
        """Return what is to be sealed."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    def said(self) -> list[tuple[str, str]]:
        """Return the questions that were answered, each with its answer."""
        answers = [(str(question), str(getattr(self, name))) for name, question in QUESTIONS.items()]
        return [(question, answer) for question, answer in answers if answer.strip()]

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to keep yet."""
        return not (self.said() or self.nothing_has_changed)


@dataclass(frozen=True, slots=True)
class ComparisonContent:
    """All that a note says."""

    pair: Pair
    answers: Answers

    def head(self) -> ComparisonHead:
        """Return the part that lists show."""
        first = next((answer for _question, answer in self.answers.said()), "")
        return ComparisonHead(self.pair, markdown.opening(markdown.plain(first)))
