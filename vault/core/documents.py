"""Sealed values: what a row holds instead of words, and the keyring that opens them.

A sealed value is ``format 0x01 | algorithm 0x01 | key version u16 | nonce (12) | AES-256-GCM (body) | tag (16)`` over
``body = u32 length | payload | zeros``, padded by Padmé so that its size says little about what is inside.
"""

import struct
from collections.abc import Mapping

from vault.core import primitives
from vault.core.errors import Corrupt
from vault.core.labels import Place

FORMAT = 1
AES_256_GCM = 1
SMALLEST_BODY = 256
_HEADER = struct.Struct(">BBH")
_LENGTH = struct.Struct(">I")
_BODY_AT = _HEADER.size + primitives.NONCE_LENGTH


def padded_length(length: int) -> int:
    """Return the Padmé size for `length` bytes, at least 256.

    Padmé (Nikitin et al., PoPETs 2019) leaks O(log log n) bits of the length and costs at most about 12 %.
    """
    if length <= SMALLEST_BODY:
        return SMALLEST_BODY
    exponent = length.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (length + mask) & ~mask


def key_version(sealed: bytes) -> int:
    """Return which version of the data key a sealed value names, without opening it."""
    return int(_HEADER.unpack(sealed[: _HEADER.size])[2])


def header_of(version: int) -> bytes:
    """Return the four bytes with which a value sealed under this version of the data key begins."""
    return _HEADER.pack(FORMAT, AES_256_GCM, version)


class Keyring:
    """The data keys of one open vault, by version. It lives in memory for the length of one request, or of one work."""

    __slots__ = ("_ciphers", "_keys", "_opens", "current")

    def __init__(self, current: int, keys: Mapping[int, bytes]) -> None:
        self.current = current
        self._keys = dict(keys)
        self._ciphers: dict[tuple[int, str], primitives.Cipher] = {}
        # The same, by the header of what they open: it need not be read anew for each of a thousand values.
        self._opens: dict[tuple[bytes, str], primitives.Cipher] = {}

    def __repr__(self) -> str:
        return f"<Keyring v{self.current}>"

    @property
    def data_key(self) -> bytes:
        """The data key that new values are sealed under; only the wrapping of slots needs it."""
        return self._key(self.current)

    @property
    def former(self) -> dict[int, bytes]:
        """The data keys, by version, that only open values and seal none any more."""
        return {version: key for version, key in self._keys.items() if version != self.current}

    def copy(self) -> "Keyring":
        """Return another keyring with the same keys: forgetting one leaves the other."""
        return Keyring(self.current, self._keys)

    def followed_by(self, data_key: bytes) -> "Keyring":
        """Return a keyring that seals under `data_key` from now on, and still opens what this one opens."""
        return Keyring(self.current + 1, self._keys | {self.current + 1: data_key})

    def seal(self, place: Place, payload: bytes) -> bytes:
        """Seal `payload` for one place under the current data key."""
        header = header_of(self.current)
        length = _LENGTH.size + len(payload)
        body = b"".join((_LENGTH.pack(len(payload)), payload, bytes(padded_length(length) - length)))
        nonce = primitives.random_bytes(primitives.NONCE_LENGTH)
        cipher = self._cipher(self.current, place.table)
        return header + nonce + cipher.encrypt(nonce, body, place.associated_data(header))

    def open(self, place: Place, sealed: bytes | memoryview) -> bytes:
        """Return the payload sealed for this place; raise `Corrupt` if altered, moved, or of another vault."""
        sealed = bytes(sealed)
        if len(sealed) < _BODY_AT + _LENGTH.size + primitives.TAG_LENGTH:
            raise Corrupt("this sealed value is too short")
        header = sealed[: _HEADER.size]
        cipher = self._opens.get((header, place.table)) or self._opener(header, place.table)
        body = cipher.decrypt(sealed[_HEADER.size : _BODY_AT], sealed[_BODY_AT:], place.associated_data(header))
        (length,) = _LENGTH.unpack(body[: _LENGTH.size])
        if length > len(body) - _LENGTH.size:
            raise Corrupt("this sealed value names a length it does not have")
        return body[_LENGTH.size : _LENGTH.size + length]

    def forget(self) -> None:
        """Let go of every key. Python cannot overwrite bytes, so this shortens their life and no more."""
        self._keys.clear()
        self._ciphers.clear()
        self._opens.clear()

    def _key(self, version: int) -> bytes:
        try:
            return self._keys[version]
        except KeyError:
            raise Corrupt("this value is sealed under a key that this vault does not have") from None

    def _opener(self, header: bytes, table: str) -> primitives.Cipher:
        format_, algorithm, version = _HEADER.unpack(header)
        if (format_, algorithm) != (FORMAT, AES_256_GCM):
            raise Corrupt("this sealed value has an unknown format")
        cipher = self._opens[header, table] = self._cipher(version, table)
        return cipher

    def _cipher(self, version: int, table: str) -> primitives.Cipher:
        cipher = self._ciphers.get((version, table))
        if cipher is None:
            cipher = primitives.Cipher(primitives.hkdf(self._key(version), b"seal/" + table.encode()))
            self._ciphers[version, table] = cipher
        return cipher
