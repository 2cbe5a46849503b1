"""The cues of a language, loaded from `content/cues/<language>/` and indexed by the words they need.

`language.toml` holds its word classes and macros; every other file there holds rules, one table each: `cues`, `unless`
(sayings that silence a cue they touch), and what `Rule` explains. Another language is another folder.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any

from reflections.cue_language import BrokenCue, Compiler, Pattern, keys_of
from reflections.library import CONTENT

ENGLISH = "en"
FOLDER = CONTENT / "cues"
_LANGUAGE = "language.toml"
_KNOWN = {
    "signal",
    "card",
    "quiet",
    "negatable",
    "softens",
    "reaches_back",
    "about_people",
    "yields_to",
    "cues",
    "unless",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """What the cues of one table mean, and when they do not count.

    `card` is the kind of support card they may bring, as a mere link where `quiet`. A denial silences a `negatable`
    rule; where it `softens`, a denial or another person's story makes it quiet. Where it `reaches_back`, the sentence
    before may say that it is about the writer although this one names somebody else. A rule `about_people` is silent in
    a sentence about food, sport or the like. It yields, within one sentence, to the rules named in `yields_to`.
    """

    name: str
    signal: str
    card: str = ""
    quiet: bool = False
    negatable: bool = False
    softens: bool = False
    reaches_back: bool = False
    about_people: bool = False
    yields_to: frozenset[str] = frozenset()

    @property
    def may_be_denied(self) -> bool:
        """Whether a denial changes anything."""
        return self.negatable or self.softens


# A pattern, its number, and the rule it belongs to.
Possible = tuple[int, str, Pattern]


class Index:
    """Patterns by the word they are looked up by."""

    def __init__(self) -> None:
        self.needed: set[str] = set()
        # With each, the words it needs besides the one it is looked up by.
        self._patterns: dict[str, list[tuple[Possible, Sequence[frozenset[str]]]]] = {}

    def add(self, number: int, rule: str, pattern: Pattern) -> None:
        """Take in the pattern of a rule; of several that hold, the lowest number speaks."""
        self.needed.update(*pattern.needs)
        for key in pattern.needs[0]:
            self._patterns.setdefault(key, []).append(((number, rule, pattern), pattern.needs[1:]))

    def possible(self, keys: set[str]) -> list[Possible]:
        """Return the patterns all of whose needs stand in a sentence with these keys, lowest number first."""
        found = []
        for key in self._patterns.keys() & keys:
            for possible, needs in self._patterns[key]:
                # Loops and no generators: this runs some thousand times a page.
                for need in needs:
                    if need.isdisjoint(keys):
                        break
                else:
                    found.append(possible)
        found.sort(key=itemgetter(0))
        return found


class CueList:
    """Everything that is known about one language: its classes of words, its rules, and their cues."""

    def __init__(self, language: Mapping[str, Any], tables: Mapping[str, Any]) -> None:
        self.words = {name: frozenset(line.split()) for name, line in language["words"].items()}
        # How the writer introduces words of her own between quotation marks: "I said …".
        self.said_by_me = re.compile(language["said_by_me"])
        self.rules = {name: _rule(name, table) for name, table in tables.items()}
        self.cues, self.sayings = Index(), {name: Index() for name in tables}
        compiler = Compiler(language["macros"], self.words["negators"], self.words["common"])
        sources = ((name, source) for name, table in tables.items() for source in table["cues"])
        for number, (name, source) in enumerate(sources):
            self.cues.add(number, name, compiler.compile(source))
        sayings = ((name, source) for name, table in tables.items() for source in table.get("unless", ()))
        for number, (name, source) in enumerate(sayings):
            self.sayings[name].add(number, name, compiler.compile(source))
        self._needed = frozenset(self.cues.needed.union(*(index.needed for index in self.sayings.values())))
        # The keys of every word that stands in a cue.
        self.keys = {word: self.needed_keys(word) for word in self._needed}

    def needed_keys(self, word: str) -> frozenset[str]:
        """Return the keys of a written word by which any pattern is looked up."""
        return self._needed.intersection(keys_of(word))


@cache
def cue_list(language: str) -> CueList:
    """Return the cues of a language; raise `BrokenCue`, naming the place, where they are not well made."""
    folder = FOLDER / language
    tables = {}
    for path in sorted(set(folder.glob("*.toml")) - {folder / _LANGUAGE}):
        tables.update(_read(path))
    return CueList(_read(folder / _LANGUAGE), tables)


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def _rule(name: str, table: Mapping[str, Any]) -> Rule:
    unknown = table.keys() - _KNOWN
    if unknown:
        raise BrokenCue(f"{name}: nothing is known about {sorted(unknown)}")
    options = {option: table[option] for option in table.keys() - {"cues", "unless", "signal", "yields_to"}}
    return Rule(name, table.get("signal", name), yields_to=frozenset(table.get("yields_to", ())), **options)
