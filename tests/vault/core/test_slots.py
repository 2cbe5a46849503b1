"""Key slots: the right secret in the right place opens them; a wrong one and altered bytes are told apart."""

import os
from typing import Any

import pytest

from vault.core import slots
from vault.core.errors import Corrupt, WrongSecret

CONTEXT = (b"slot", b"vault", b"row")


def test_a_wrapped_key_has_94_bytes_and_unwraps() -> None:
    secret, key = os.urandom(32), os.urandom(32)
    wrapped = slots.wrap(secret, key, *CONTEXT)
    assert len(wrapped) == 94
    assert slots.unwrap(secret, wrapped, *CONTEXT) == key


@pytest.mark.parametrize(
    "elsewhere", [(b"session", b"vault", b"row"), (b"slot", b"vaultrow", b""), (b"slot", b"vault")]
)
def test_a_wrapped_key_is_bound_to_its_purpose_and_context(elsewhere: tuple[bytes, ...]) -> None:
    secret = os.urandom(32)
    wrapped = slots.wrap(secret, os.urandom(32), *CONTEXT)
    with pytest.raises(WrongSecret):
        slots.unwrap(secret, wrapped, *elsewhere)


def test_a_wrong_secret_is_a_wrong_secret() -> None:
    wrapped = slots.wrap(os.urandom(32), os.urandom(32), *CONTEXT)
    with pytest.raises(WrongSecret):
        slots.unwrap(os.urandom(32), wrapped, *CONTEXT)


@pytest.mark.parametrize("index", [0, 1, 34, 46, 93])
def test_altered_bytes_are_not_called_a_wrong_secret(index: int) -> None:
    secret = os.urandom(32)
    altered = bytearray(slots.wrap(secret, os.urandom(32), *CONTEXT))
    altered[index] ^= 1
    with pytest.raises(Corrupt):
        slots.unwrap(secret, bytes(altered), *CONTEXT)


@pytest.mark.parametrize(
    "forged",
    [
        {"m": 2**30},
        {"m": 1},
        {"t": 10**6},
        {"p": 255},
        {"kdf": "md5"},
        {"v": 16},
        {"m": "65536"},
        {"salt": "ä"},
        {"salt": 7},
    ],
)
def test_forged_parameters_do_not_take_the_server_down(forged: dict[str, Any]) -> None:
    parameters = slots.new_parameters(slots.Cost(256, 1, 1)) | forged
    with pytest.raises(Corrupt):
        slots.password_secret("x", parameters)


def test_a_password_is_used_exactly_as_typed() -> None:
    parameters = slots.new_parameters(slots.Cost(256, 1, 1))
    spellings = ["Pass word", "pass word", "Pass word ", " Pass word", "Paß word", "Pass\u00a0word", "Pass word\ud800"]
    assert len({slots.password_secret(spelling, parameters) for spelling in spellings}) == len(spellings)


def test_the_default_cost_is_above_the_owasp_minimum() -> None:
    assert slots.Cost() == slots.Cost(memory=65_536, passes=3, lanes=1)
