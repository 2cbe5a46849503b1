"""What preferences say about the person, and so is sealed: her day, the other person, and how questions are asked."""

import json
from dataclasses import asdict, dataclass
from datetime import date, time
from typing import Any

# From 23:00 to 5:00 by the clock of whoever writes: see `reflections.limits`.
NIGHTS = {"23-5": (time(23), time(5)), "22-6": (time(22), time(6)), "0-6": (time(0), time(6)), "off": None}


@dataclass(frozen=True, slots=True)
class Personal:
    """The hour (0 to 6) until which the night counts as the day before; the other person; how questions are asked.

    `ended_on` is the day it ended, in ISO form, or empty. `contact_is_unsafe`: contact with the other person would not
    be safe. `night` is a key of `NIGHTS`. `marked_days`, in ISO form, come back each year. `counts_words`: she
    asked for figures of her words.
    """

    day_ends_at: int = 0
    their_name: str = ""
    their_pronoun: str = "them"
    leave_them_out: bool = False
    ended_on: str = ""
    contact_is_unsafe: bool = False
    offers_questions: bool = True
    shows_cards: bool = True
    night: str = "23-5"
    marked_days: tuple[str, ...] = ()
    counts_words: bool = False

    @classmethod
    def from_bytes(cls, payload: bytes) -> "Personal":
        """Read what was sealed; what an older version did not know takes its default."""
        kept: dict[str, Any] = json.loads(payload)
        return cls(**kept | {"marked_days": tuple(kept.get("marked_days", ()))})

    def as_bytes(self) -> bytes:
        """Return what is sealed."""
        return json.dumps(asdict(self)).encode()

    def is_night(self, now: time) -> bool:
        """Tell whether it is the part of the night in which only light things are asked."""
        hours = NIGHTS[self.night]
        if hours is None:
            return False
        begins, ends = hours
        return begins <= now < ends if begins < ends else now >= begins or now < ends

    def is_marked(self, today: date) -> bool:
        """Tell whether it is one of the days of the year she marked."""
        return any(day[5:] == today.isoformat()[5:] for day in self.marked_days)

    def days_since_the_end(self, today: date) -> int | None:
        """Return how many days ago it ended; None where she has not said."""
        return (today - date.fromisoformat(self.ended_on)).days if self.ended_on else None
