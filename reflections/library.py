"""The library of prompts, read from `content/prompts.yaml` and checked whole before the first page is served.

When a prompt may be offered by itself is data here, and decided in `reflections.choosing`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from accounts.addressing import addressed, names_them
from accounts.personal import Personal
from entries.filtering import THEME_NAMES

CONTENT = Path(__file__).parent / "content"
LONGEST_QUESTION = 133
DEPTHS = frozenset({"light", "middle", "deep"})


class BrokenLibrary(Exception):
    """The library contradicts itself; the message names every place."""


@dataclass(frozen=True, slots=True)
class Stage:
    """How far along a question is: `raw`, `perspective`, `learning` or `forward`."""

    id: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Theme:
    """What a question is about: `regret`, `self_work` or `letting_go`."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Offering:
    """When a prompt may be offered by itself: what may bring it, what forbids it, and for how many days it then rests.

    `signals` come in the order in which they fit. Some are offered only so many days after the ending, and some until
    they were answered once.
    """

    signals: tuple[str, ...] = ()
    none_of: frozenset[str] = frozenset()
    cooldown_days: int = 0
    not_before_days: int = 0
    once: bool = False


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question, with two or three nudges for whoever is stuck.

    `depth` is light, middle or deep; `minutes` a soft timer, never a lock; `follow_with` names the prompt that belongs
    to it and comes after it in the same sitting, `beside` is what stands beside the question; both are empty for most.
    """

    slug: str
    theme: str
    stage: str
    title: str
    question: str
    nudges: tuple[str, ...]
    why: str
    minutes: int
    depth: str
    voice: str = ""
    beside: str = ""
    follow_with: str = ""
    offer: Offering = Offering()

    @classmethod
    def of_her_own(cls, slug: str, theme: str, question: str) -> "Prompt":
        """Return a question that is not in the library: her own, or one that has left it since."""
        return cls(slug, theme, "", "", question, (), "", 0, "")

    @property
    def is_her_own(self) -> bool:
        """Whether no library holds its words: a form brings them along, in case the row is gone."""
        return not self.title

    @property
    def is_about_them(self) -> bool:
        """Whether the question is about the other person, or spoken to them."""
        return names_them(self.question) or self.voice.startswith("to them")

    def asked_of(self, personal: Personal) -> "Prompt":
        """Return the prompt in the words in which this writer is asked."""
        left_out = personal.leave_them_out
        nudges = tuple(addressed(nudge, personal) for nudge in self.nudges if not (left_out and names_them(nudge)))
        return replace(self, question=addressed(self.question, personal), nudges=nudges)


@dataclass(frozen=True, slots=True)
class StageOfTheme:
    """The prompts of one stage within one theme."""

    stage: Stage
    prompts: tuple[Prompt, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """All prompts of one theme, stage by stage."""

    theme: Theme
    stages: tuple[StageOfTheme, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """All prompts, by slug and in order."""

    themes: tuple[Theme, ...]
    stages: tuple[Stage, ...]
    prompts: Mapping[str, Prompt]

    def shelves(self, personal: Personal) -> tuple[Shelf, ...]:
        """Return the library as this writer browses it: by theme, then by stage."""
        asked = [prompt.asked_of(personal) for prompt in self.prompts.values() if self.may_ask(prompt, personal)]
        return tuple(Shelf(theme, self._stages_of(theme, asked)) for theme in self.themes)

    def stage_number(self, prompt: Prompt) -> int:
        """Return how far along a question is: 0 for the first stage."""
        return [stage.id for stage in self.stages].index(prompt.stage)

    @staticmethod
    def may_ask(prompt: Prompt, personal: Personal) -> bool:
        """Tell whether a question may be shown at all: not about somebody the writer wants left out for now."""
        return not (personal.leave_them_out and prompt.is_about_them)

    def _stages_of(self, theme: Theme, asked: Iterable[Prompt]) -> tuple[StageOfTheme, ...]:
        mine = [prompt for prompt in asked if prompt.theme == theme.id]
        return tuple(
            StageOfTheme(stage, tuple(prompt for prompt in mine if prompt.stage == stage.id)) for stage in self.stages
        )


def theme_name(theme: str) -> str:
    """Return the name of a theme, in the language of whoever reads."""
    return str(THEME_NAMES[theme])


def read_yaml(name: str) -> Any:
    """Read one file of `content/`."""
    return yaml.load((CONTENT / name).read_bytes(), Loader=yaml.CSafeLoader)


@cache
def library() -> Library:
    """Return the library; raises `BrokenLibrary` when the file contradicts itself."""
    return build(read_yaml("prompts.yaml"))


def build(data: Mapping[str, Any]) -> Library:
    """Make a library of what the file says, and refuse it if anything in it leads nowhere."""
    broken = list(_contradictions(data))
    if broken:
        raise BrokenLibrary("; ".join(broken))
    return Library(
        themes=tuple(Theme(theme["id"], theme["meaning"]) for theme in data["themes"]),
        stages=tuple(Stage(stage["id"], stage["meaning"]) for stage in data["stages"]),
        prompts={row["slug"]: _prompt(row) for row in data["prompts"]},
    )


def _prompt(row: Mapping[str, Any]) -> Prompt:
    named = ("slug", "theme", "stage", "title", "question", "why", "minutes", "depth", "voice")
    as_they_are = {name: row[name] for name in named}
    said = {"follow_with": row["follow_with"] or "", "beside": row.get("beside", "")}
    return Prompt(nudges=tuple(row["nudges"]), offer=_offering(row["offer"]), **said, **as_they_are)


def _offering(row: Mapping[str, Any]) -> Offering:
    return Offering(
        signals=tuple(row["any"]),
        none_of=frozenset(row["none_of"]),
        cooldown_days=row["cooldown_days"],
        not_before_days=row.get("not_before_days", 0),
        once=row.get("once", False),
    )


def _contradictions(data: Mapping[str, Any]) -> Iterable[str]:
    slugs = [row["slug"] for row in data["prompts"]]
    yield from (f"{slug} stands twice" for slug in sorted({slug for slug in slugs if slugs.count(slug) > 1}))
    known = {
        "theme": {theme["id"] for theme in data["themes"]} & THEME_NAMES.keys(),
        "stage": {stage["id"] for stage in data["stages"]},
        "depth": DEPTHS,
        "follow_with": {None, *slugs},
    }
    for row in data["prompts"]:
        unknown = [f"{name} {row[name]!r}" for name, names in known.items() if row[name] not in names]
        unknown += [f"source {key!r}" for key in row["source"] if key not in data["sources"]]
        signals = [*row["offer"]["any"], *row["offer"]["none_of"]]
        unknown += [f"signal {name!r}" for name in signals if name not in data["signals"]]
        yield from (f"{row['slug']}: unknown {what}" for what in unknown)
        yield from (f"{row['slug']}: {what}" for what in _faults_of_wording(row))


def _faults_of_wording(row: Mapping[str, Any]) -> Iterable[str]:
    if not 0 < len(row["question"]) <= LONGEST_QUESTION:
        yield f"a question has 1 to {LONGEST_QUESTION} characters"
    if len(row["nudges"]) not in {2, 3}:
        yield "a question has two or three nudges"
    if not (row["title"] and row["why"] and row["minutes"] > 0):
        yield "title, why and minutes must be there"
