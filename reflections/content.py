"""What an answer says, in clear: frozen, in memory, and never a field of a model."""

import json
from dataclasses import asdict, dataclass

from entries import markdown


@dataclass(frozen=True, slots=True)
class ReflectionHead:
    """As much of an answer as a list or a margin shows: opened without its text.

    `question` is the wording that was answered, whatever the library says later. `quote` is the sentence it is about,
    verbatim, as it stood at `start` to `end` of the entry's plain text; empty when it is about the whole page or none.
    """

    prompt: str
    theme: str
    question: str
    quote: str
    start: int
    end: int
    opening: str

    @classmethod
    def from_bytes(cls, payload: bytes) -> "ReflectionHead":
        """Read a head from what was sealed."""
        return cls(**json.loads(payload))

    def as_bytes(self) -> bytes:
        """Return what is to be sealed."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True, slots=True)
class ReflectionContent:
    """All that an answer says; `answer` is Markdown."""

    prompt: str
    theme: str
    question: str
    answer: str
    quote: str = ""
    start: int = 0
    end: int = 0

    def head(self) -> ReflectionHead:
        """Return the part that lists and margins show."""
        opening = markdown.opening(markdown.plain(self.answer))
        about = (self.prompt, self.theme, self.question, self.quote, self.start, self.end)
        return ReflectionHead(*about, opening=opening)
