"""What preferences say about the person, and so is sealed: when her day ends, and how the other person is named."""

import json
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Personal:
    """The hour (0 to 6) until which the night counts as the day before; the other person's name and pronoun."""

    day_ends_at: int = 0
    their_name: str = ""
    their_pronoun: str = "them"
    leave_them_out: bool = False

    @classmethod
    def from_bytes(cls, payload: bytes) -> "Personal":
        """Read what was sealed; what an older version did not know takes its default."""
        kept: dict[str, Any] = json.loads(payload)
        return cls(**kept)

    def as_bytes(self) -> bytes:
        """Return what is sealed."""
        return json.dumps(asdict(self)).encode()
