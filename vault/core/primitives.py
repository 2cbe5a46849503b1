"""The only module that touches a cryptographic library: HKDF, AES-256-GCM, Argon2id and randomness.

Everything about formats (headers, padding, contexts) lives in `slots` and `documents`.
"""

import hmac
import os
import threading

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from vault.core.errors import Corrupt
from vault.core.labels import PRODUCT

KEY_LENGTH = 32
NONCE_LENGTH = 12
TAG_LENGTH = 16

# Each derivation under way holds its memory cost (64 MiB); two at once is what a small machine can afford.
derivations_at_once = threading.BoundedSemaphore(2)


def random_bytes(length: int) -> bytes:
    """Return `length` bytes from the operating system's CSPRNG."""
    return os.urandom(length)


def equal(one: bytes, other: bytes) -> bool:
    """Compare two byte strings in constant time."""
    return hmac.compare_digest(one, other)


def hkdf(key: bytes, info: bytes, length: int = KEY_LENGTH) -> bytes:
    """Derive `length` bytes from a uniform key by HKDF-SHA256 (RFC 5869) without salt, bound to `info`."""
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=PRODUCT + b"/" + info).derive(key)


def argon2id(password: str, *, salt: bytes, memory: int, passes: int, lanes: int) -> bytes:
    """Derive 32 bytes from a password by Argon2id v1.3 (RFC 9106).

    `password` is taken exactly as typed, as UTF-8; `memory` is in KiB. A lone surrogate, which some keyboards can
    produce, is kept rather than refused: a password that was accepted once must open the vault for ever.
    """
    secret = password.encode("utf-8", "surrogatepass")
    with derivations_at_once:
        return hash_secret_raw(secret, salt, passes, memory, lanes, KEY_LENGTH, Type.ID)


class Cipher:
    """AES-256-GCM under one key. The caller gives a fresh random nonce for every seal."""

    __slots__ = ("_aead",)

    def __init__(self, key: bytes) -> None:
        self._aead = AESGCM(key)

    def encrypt(self, nonce: bytes, plaintext: bytes, associated_data: bytes) -> bytes:
        """Return the ciphertext followed by the 16-byte tag."""
        return self._aead.encrypt(nonce, plaintext, associated_data)

    def decrypt(self, nonce: bytes, ciphertext: bytes, associated_data: bytes) -> bytes:
        """Return the plaintext, or raise `Corrupt` if anything was altered or belongs elsewhere."""
        try:
            return self._aead.decrypt(nonce, ciphertext, associated_data)
        except InvalidTag:
            raise Corrupt("the seal is broken, or belongs to another place") from None
