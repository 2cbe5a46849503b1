"""Names bound into every key and every sealed value, so that nothing opens in a place it was not made for."""

import struct
from dataclasses import dataclass

PRODUCT = b"journal-vault/v1"
_LENGTH = struct.Struct(">I")


def length_prefixed(*parts: bytes) -> bytes:
    """Join parts unambiguously: each is preceded by its length as u32 big endian.

    Without the lengths ("a", "bc") and ("ab", "c") would be the same context.
    """
    return b"".join([_LENGTH.pack(len(part)) + part for part in parts])


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value lives. Every part is authenticated; none of it is stored inside the sealed bytes."""

    owner: str
    table: str
    row: str
    column: str
    schema: int = 1

    def associated_data(self, header: bytes) -> bytes:
        """Return the associated data that AES-GCM authenticates beside the sealed body."""
        return length_prefixed(
            PRODUCT,
            b"seal",
            self.owner.encode(),
            self.table.encode(),
            self.row.encode(),
            self.column.encode(),
            struct.pack(">H", self.schema),
            header,
        )
