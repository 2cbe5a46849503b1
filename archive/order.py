"""What somebody asks of a book: what goes in, and how it is set. Pure data; it is kept only sealed."""

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from uuid import UUID

from entries.filtering import KIND_NAMES, THEME_NAMES

KINDS, THEMES = tuple(KIND_NAMES), tuple(THEME_NAMES)
PAPERS = ("5x8", "a5", "a4", "letter")
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
    figures: bool = False
    picked: frozenset[UUID] | None = None

    @property
    def days(self) -> tuple[date, date]:
        """Return the first and the last day, as the database is asked for them."""
        return self.first or date.min, self.last or date.max

    @property
    def has_every_page(self) -> bool:
        """Whether every page of its days goes in, whatever it says."""
        return self.picked is None and self.kinds >= set(KINDS) and self.themes >= set(THEMES)


@dataclass(frozen=True, slots=True)
class Form:
    """How it is set: `title` and `dedication` may be empty; the others are one of the names above."""

    paper: str = "5x8"
    text_size: str = "medium"
    margins: str = "paper"
    title: str = ""
    dedication: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """A whole order: what, how, as which kind of file, and the password of the file (empty for none)."""

    selection: Selection = Selection()
    form: Form = Form()
    file: str = "pdf"
    password: str = field(default="", repr=False)

    @classmethod
    def from_bytes(cls, payload: bytes) -> "Wish":
        """Read what was sealed."""
        kept = json.loads(payload)
        chosen = kept.pop("selection")
        days = {name: date.fromisoformat(chosen[name]) if chosen[name] else None for name in ("first", "last")}
        sets = {name: frozenset(chosen[name]) for name in ("kinds", "themes")}
        picked = None if chosen["picked"] is None else frozenset(map(UUID, chosen["picked"]))
        selection = Selection(**chosen | days | sets | {"picked": picked})
        return cls(selection, Form(**kept.pop("form")), **kept)

    def as_bytes(self) -> bytes:
        """Return what is sealed."""
        return json.dumps(asdict(self), default=_plain).encode()


def _plain(value: object) -> object:
    return sorted(map(str, value)) if isinstance(value, frozenset) else str(value)
