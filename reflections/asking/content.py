"""What a question kept for later and a question of one's own say, in clear: frozen, and never fields of a model."""

import json
from dataclasses import asdict, dataclass
from typing import Any, Self


class _Sealed:
    """A few words that are sealed together; what an older version did not know takes its default."""

    @classmethod
    def from_bytes(cls, payload: bytes) -> Self:
        """Read what was sealed."""
        return cls(**json.loads(payload))

    def as_bytes(self: Any) -> bytes:
        """Return what is sealed."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True)
class KeptQuestion(_Sealed):
    """A prompt, and the sentence of the page it is about, verbatim, as it stood from `start` to `end`."""

    prompt: str
    quote: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class OwnQuestion(_Sealed):
    """A question in her own words, and the theme she put it under."""

    question: str
    theme: str
