"""What the notes of a day say, in clear: frozen, in memory, and never a field of a model."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

# Stands where a point would, for an answer that is taken back.
LEFT_OPEN = 0


@dataclass(frozen=True, slots=True)
class CheckInContent:
    """For each question the point of its scale, counted from 1 as `questions` lists them; None where it is open."""

    today: int | None = None
    missing: int | None = None
    gentleness: int | None = None
    sleep: int | None = None
    wish: int | None = None
    acted: int | None = None
    clarity: int | None = None
    company: int | None = None

    @classmethod
    def from_bytes(cls, payload: bytes) -> "CheckInContent":
        """Read what was sealed; a question that was not asked then is open."""
        return cls(**json.loads(payload))

    def as_bytes(self) -> bytes:
        """Return what is to be sealed."""
        return json.dumps(self.said()).encode()

    def said(self) -> dict[str, int]:
        """Return the questions that have an answer, by name."""
        points = ((name, getattr(self, name)) for name in self.__slots__)
        return {name: point for name, point in points if point is not None}

    def changed(self, said: Mapping[str, int]) -> "CheckInContent":
        """Return the notes with these answers in place of earlier ones; `LEFT_OPEN` takes one back."""
        return replace(self, **{name: None if point == LEFT_OPEN else point for name, point in said.items()})

    @property
    def is_blank(self) -> bool:
        """Whether nothing is noted."""
        return not self.said()


@dataclass(frozen=True, slots=True)
class NotedDay:
    """A day and its notes. Of a row that does not open `content` is blank; it is shown as damaged, never hidden."""

    id: UUID
    noted_on: date
    content: CheckInContent
    is_damaged: bool
