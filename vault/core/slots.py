"""Key slots: the data key wrapped under a password, a recovery key or a browser's cookie key.

A wrapped key is 94 bytes: ``format 0x01 | algorithm 0x01 | commitment (32) | nonce (12) | AES-256-GCM (32 + 16)``.
The commitment makes "wrong secret" and "altered bytes" two different answers, and no ciphertext opens under two keys.
"""

import base64
import hashlib
from dataclasses import dataclass
from typing import Any

from vault.core import primitives
from vault.core.errors import Corrupt, WrongSecret
from vault.core.labels import PRODUCT, length_prefixed

FORMAT = 1
AES_256_GCM = 1
SALT_LENGTH = 16
COMMITMENT_LENGTH = 32
_HEADER = bytes([FORMAT, AES_256_GCM])
_NONCE_AT = len(_HEADER) + COMMITMENT_LENGTH
_CIPHERTEXT_AT = _NONCE_AT + primitives.NONCE_LENGTH
WRAPPED_LENGTH = _CIPHERTEXT_AT + primitives.KEY_LENGTH + primitives.TAG_LENGTH


@dataclass(frozen=True, slots=True)
class Cost:
    """What one password derivation costs: memory in KiB, passes over it, lanes.

    The default is above the OWASP minimum (19 MiB, 2 passes) and near the second choice of RFC 9106 (64 MiB, 3 passes,
    4 lanes); one lane, because a web worker has one core.
    """

    memory: int = 64 * 1024
    passes: int = 3
    lanes: int = 1


# A forged row must not be able to ask for a derivation that takes the server down.
_BOUNDS = {"m": range(8, 1024 * 1024 + 1), "t": range(1, 17), "p": range(1, 9)}


def new_parameters(cost: Cost) -> dict[str, str | int]:
    """Return the parameters of a new password slot, with a fresh salt, as they are stored beside it."""
    salt = base64.b64encode(primitives.random_bytes(SALT_LENGTH)).decode()
    return {"kdf": "argon2id", "v": 19, "m": cost.memory, "t": cost.passes, "p": cost.lanes, "salt": salt}


def cost_of(parameters: dict[str, Any]) -> Cost:
    """Read the cost back from stored parameters; raise `Corrupt` if they are unknown or out of bounds."""
    known = parameters.get("kdf") == "argon2id" and parameters.get("v") == 19
    if not known or any(parameters.get(name) not in bounds for name, bounds in _BOUNDS.items()):
        raise Corrupt("the parameters of this key slot are unknown or out of bounds")
    return Cost(memory=parameters["m"], passes=parameters["t"], lanes=parameters["p"])


def password_secret(password: str, parameters: dict[str, Any]) -> bytes:
    """Derive the 32-byte secret of a password slot. This is the slow step: about 0.2 s at the default cost."""
    cost = cost_of(parameters)
    try:
        salt = base64.b64decode(parameters["salt"], validate=True)
    except (KeyError, TypeError, ValueError):
        raise Corrupt("the salt of this key slot cannot be read") from None
    return primitives.argon2id(password, salt=salt, memory=cost.memory, passes=cost.passes, lanes=cost.lanes)


def wrap(secret: bytes, key: bytes, purpose: bytes, *context: bytes) -> bytes:
    """Wrap a 32-byte data key under a secret, bound to a purpose (``slot``, ``session``) and its context.

    `secret` must be uniform: the output of a KDF, a random cookie key, or the 150 bits of a recovery key.
    Returns the 94 bytes described above.
    """
    associated_data, cipher, commitment = _bind(secret, purpose, context)
    nonce = primitives.random_bytes(primitives.NONCE_LENGTH)
    return _HEADER + commitment + nonce + cipher.encrypt(nonce, key, associated_data)


def unwrap(secret: bytes, wrapped: bytes | memoryview, purpose: bytes, *context: bytes) -> bytes:
    """Return the data key.

    Raises `WrongSecret` when the secret (or the place) is another one, `Corrupt` when the secret is right but the
    bytes were altered or have an unknown format.
    """
    wrapped = bytes(wrapped)
    if len(wrapped) != WRAPPED_LENGTH or wrapped[:2] != _HEADER:
        raise Corrupt("this wrapped key has an unknown format")
    associated_data, cipher, commitment = _bind(secret, purpose, context)
    if not primitives.equal(commitment, wrapped[2:_NONCE_AT]):
        raise WrongSecret("this secret does not fit")
    return cipher.decrypt(wrapped[_NONCE_AT:_CIPHERTEXT_AT], wrapped[_CIPHERTEXT_AT:], associated_data)


def _bind(secret: bytes, purpose: bytes, context: tuple[bytes, ...]) -> tuple[bytes, primitives.Cipher, bytes]:
    associated_data = length_prefixed(PRODUCT, purpose, *context)
    info = b"wrap/" + purpose + b"/" + hashlib.sha256(associated_data).digest()
    derived = primitives.hkdf(secret, info, primitives.KEY_LENGTH + COMMITMENT_LENGTH)
    cipher = primitives.Cipher(derived[: primitives.KEY_LENGTH])
    return associated_data, cipher, derived[primitives.KEY_LENGTH :]
