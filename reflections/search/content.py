"""What was asked of the search, as it was sent. It is kept only sealed, and no word of it is ever in an address."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Asked:
    """The words, and the filters of `entries.filtering` by the names their fields have; not looked at yet."""

    words: str
    first: str = ""
    last: str = ""
    themes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    @classmethod
    def from_bytes(cls, payload: bytes) -> "Asked":
        """Read what was sealed."""
        kept: dict[str, Any] = json.loads(payload)
        return cls(**kept | {name: tuple(kept[name]) for name in ("themes", "kinds")})

    def as_bytes(self) -> bytes:
        """Return what is to be sealed."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":")).encode()

    def in_fields(self, fields: Mapping[str, str]) -> dict[str, Any]:
        """Return it as a form sends it; `fields` tells what each of its values is called there."""
        return {fields[name]: value for name, value in asdict(self).items()}
