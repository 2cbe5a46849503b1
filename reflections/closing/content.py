"""What a closing says, in clear: frozen, in memory, and never a field of a model."""

import json
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ClosingContent:
    """Up to three things in the room, one line for the rest of the day, and how it feels: see `reflections.recent`."""

    things: tuple[str, ...] = ()
    line: str = ""
    felt: str = ""

    @classmethod
    def from_bytes(cls, payload: bytes) -> "ClosingContent":
        """Read what was sealed."""
        kept: dict[str, Any] = json.loads(payload)
        return cls(**kept | {"things": tuple(kept["things"])})

    def as_bytes(self) -> bytes:
        """Return what is sealed."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":")).encode()

    @property
    def words(self) -> str:
        """Return what was written, on one line."""
        return ". ".join([*filter(None, [", ".join(self.things), self.line])])

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to keep."""
        return not (self.words or self.felt)
