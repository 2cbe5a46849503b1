"""Known answers that freeze the formats. If one of these fails, journals that exist stop opening.

They were made by a separate implementation: the design's prototype, on another library's Argon2id.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from vault.core import recovery, slots
from vault.core.documents import Keyring, key_version, padded_length
from vault.core.labels import Place

VECTORS = Path(__file__).parent / "vectors"


def vectors(name: str) -> Any:
    return json.loads((VECTORS / f"{name}.json").read_text())


@pytest.mark.parametrize("vector", vectors("sealed"))
def test_a_value_sealed_long_ago_still_opens(vector: dict[str, Any]) -> None:
    keyring = Keyring(vector["version"], {vector["version"]: bytes.fromhex(vector["data_key"])})
    sealed = bytes.fromhex(vector["sealed"])
    assert key_version(sealed) == vector["version"]
    assert keyring.open(Place(*vector["place"]), sealed).hex() == vector["payload"]


@pytest.mark.parametrize("vector", vectors("wrapped"))
def test_a_key_wrapped_long_ago_still_unwraps(vector: dict[str, Any]) -> None:
    context = [part.encode() for part in vector["context"]]
    secret, wrapped = bytes.fromhex(vector["secret"]), bytes.fromhex(vector["wrapped"])
    assert slots.unwrap(secret, wrapped, vector["purpose"].encode(), *context).hex() == vector["key"]


@pytest.mark.parametrize("vector", vectors("passwords"))
def test_a_password_still_gives_the_secret_it_gave(vector: dict[str, Any]) -> None:
    assert slots.password_secret(vector["password"], vector["parameters"]).hex() == vector["secret"]


@pytest.mark.parametrize("vector", vectors("recovery_keys"))
def test_a_recovery_key_on_paper_still_reads(vector: dict[str, Any]) -> None:
    assert recovery.recovery_secret(vector["shown"]).hex() == vector["secret"]


@pytest.mark.parametrize(("length", "padded"), vectors("padding"))
def test_the_padding_is_the_same(length: int, padded: int) -> None:
    assert padded_length(length) == padded
