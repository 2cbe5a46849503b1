"""What somebody asks of a book: what goes in, and how it is set. Pure data; it is kept only sealed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from entries.content import LETTER, PAGE, PLAIN, URGE

KINDS = (PAGE, PLAIN, LETTER, URGE)
THEMES = ("regret", "self_work", "letting_go")
PAPERS = ("a5", "5x8", "a4", "letter")
TEXT_SIZES = ("small", "medium", "large")
# For a printed book the inner margin is wider; for a screen both sides are alike.
MARGINS = ("paper", "screen")


@dataclass(frozen=True, slots=True)
class Selection:
    """What goes in. `first` and `last` are days, both included; None means from the beginning, or to the end.

    With all themes chosen every page goes in; with fewer, pages with an answer in one of them, and those answers.
    `picked` holds the ids of the only items that go in; None means all. Letters that are closed for now never go in.
    """

    first: date | None = None
    last: date | None = None
    kinds: frozenset[str] = frozenset(KINDS)
    themes: frozenset[str] = frozenset(THEMES)
    answers: bool = True
    then_and_now: bool = False
    goals: bool = False
    check_ins: bool = False
    picked: frozenset[UUID] | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """How it is set: `title` and `dedication` may be empty; the others are one of the names above."""

    paper: str = "a5"
    text_size: str = "medium"
    margins: str = "paper"
    title: str = ""
    dedication: str = ""
