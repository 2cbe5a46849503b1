"""What a wait holds, and her own words in it, in clear: frozen, in memory, and never a field of a model."""

import json
import math
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

LASTS = timedelta(minutes=10)
# Our own number: whoever fell asleep over it is asked in the morning, and nobody is on the next evening.
STANDS_FOR = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class WaitContent:
    """A wait: since when, how strong the wish was then and is now (0 to 10, if she said), and the page she wrote."""

    began_at: datetime
    before: int | None = None
    now: int | None = None
    entry_id: UUID | None = None

    @classmethod
    def from_bytes(cls, payload: bytes) -> "WaitContent":
        """Read what was sealed; what an older version did not know takes its default."""
        kept: dict[str, Any] = json.loads(payload)
        entry_id = kept.get("entry_id")
        known = {"began_at": datetime.fromisoformat(kept["began_at"]), "entry_id": UUID(entry_id) if entry_id else None}
        return cls(**kept | known)

    def as_bytes(self) -> bytes:
        """Return what is to be sealed."""
        return json.dumps(asdict(self), default=str).encode()

    @property
    def shown_end(self) -> datetime:
        """Return the first whole minute by which it is over."""
        end = self.began_at + LASTS
        minute = end.replace(second=0, microsecond=0)
        return minute if minute == end else minute + timedelta(minutes=1)

    def seconds_left(self, now: datetime) -> int:
        """Return for how many seconds it still goes on; nought once it is over."""
        return max(0, math.ceil((self.began_at + LASTS - now).total_seconds()))

    def stands(self, now: datetime) -> bool:
        """Tell whether she is still in it, or still to be asked how it is now."""
        return now - self.began_at < STANDS_FOR


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Something she wrote for a moment like this, and its day."""

    text: str
    written_on: date

    @classmethod
    def from_bytes(cls, payload: bytes) -> "OwnWords":
        """Read what was sealed."""
        kept = json.loads(payload)
        return cls(kept["text"], date.fromisoformat(kept["written_on"]))

    def as_bytes(self) -> bytes:
        """Return what is to be sealed."""
        return json.dumps({"text": self.text, "written_on": self.written_on.isoformat()}).encode()
