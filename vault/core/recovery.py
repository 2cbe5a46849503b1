"""The recovery key: 150 random bits and 10 check bits as 32 characters of Crockford's base32, in 8 groups of 4.

150 bits need no slow KDF. The check characters turn a slip of the pen into "mistyped" at once; one in 1,024 passes.
"""

import hashlib

from vault.core import primitives
from vault.core.errors import NotARecoveryKey, RecoveryKeySlip
from vault.core.labels import PRODUCT

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHARACTERS = 32
GROUP = 4
SECRET_LENGTH = 19
_CHECK_BITS = 10
_SEPARATORS = frozenset("-–—_.,:;")
# Crockford reads the letters that look like digits as those digits.
_VALUES = {character: value for value, character in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}


def new_recovery_key() -> str:
    """Return a new key as it is shown: 39 characters, ``A1B2-…``."""
    value = int.from_bytes(primitives.random_bytes(SECRET_LENGTH), "big") >> 2
    number = (value << _CHECK_BITS) | _check(value)
    characters = "".join(ALPHABET[(number >> (5 * place)) & 31] for place in reversed(range(CHARACTERS)))
    return "-".join(characters[at : at + GROUP] for at in range(0, CHARACTERS, GROUP))


def recovery_secret(typed: str) -> bytes:
    """Return the 19-byte secret of a key as somebody typed it: case, spaces and hyphens do not matter.

    Raises `NotARecoveryKey` for a wrong shape and `RecoveryKeySlip` for a slip the check characters notice.
    """
    value, check = _read(typed)
    if check != _check(value):
        raise RecoveryKeySlip("a character is mistyped")
    return value.to_bytes(SECRET_LENGTH, "big")


def groups(key: str) -> list[str]:
    """Return the 8 groups of 4 characters of a key as shown."""
    return key.split("-")


def same_group(typed: str, group: str) -> bool:
    """Tell whether somebody typed this group, reading O as 0 and I or L as 1, in any case."""
    wanted = [_VALUES[character] for character in group]
    return [_VALUES.get(character) for character in _characters(typed)] == wanted


def _characters(typed: str) -> list[str]:
    return [character for character in typed.upper() if not character.isspace() and character not in _SEPARATORS]


def _read(typed: str) -> tuple[int, int]:
    characters = _characters(typed)
    if len(characters) != CHARACTERS or any(character not in _VALUES for character in characters):
        raise NotARecoveryKey("this has not the shape of a recovery key")
    number = 0
    for character in characters:
        number = (number << 5) | _VALUES[character]
    return number >> _CHECK_BITS, number & ((1 << _CHECK_BITS) - 1)


def _check(value: int) -> int:
    digest = hashlib.sha256(PRODUCT + b"/recovery-check" + value.to_bytes(SECRET_LENGTH, "big")).digest()
    return int.from_bytes(digest[:2], "big") >> (16 - _CHECK_BITS)
