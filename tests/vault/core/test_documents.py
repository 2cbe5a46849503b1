"""Sealed values: they open in their place, under their key, unaltered, and nowhere else."""

import os

import pytest

from vault.core.documents import Keyring, padded_length
from vault.core.errors import Corrupt
from vault.core.labels import Place

PLACE = Place("7", "entries.entry", "a3c1", "body")


def new_keyring() -> Keyring:
    return Keyring(1, {1: os.urandom(32)})


@pytest.mark.parametrize("length", [0, 1, 251, 252, 253, 2_500, 100_000])
def test_what_was_sealed_opens_again(length: int) -> None:
    keyring = new_keyring()
    sealed = keyring.seal(PLACE, b"x" * length)
    assert keyring.open(PLACE, sealed) == b"x" * length
    assert len(sealed) == padded_length(length + 4) + 32


@pytest.mark.parametrize(
    "elsewhere",
    [
        Place("8", "entries.entry", "a3c1", "body"),
        Place("7", "reflections.reflection", "a3c1", "body"),
        Place("7", "entries.entry", "a3c2", "body"),
        Place("7", "entries.entry", "a3c1", "head"),
        Place("7", "entries.entry", "a3c1", "body", 2),
        Place("7entries.entry", "", "a3c1", "body"),
    ],
)
def test_a_value_opens_only_in_its_place(elsewhere: Place) -> None:
    keyring = new_keyring()
    sealed = keyring.seal(PLACE, b"words")
    with pytest.raises(Corrupt):
        keyring.open(elsewhere, sealed)


def test_every_altered_byte_is_noticed() -> None:
    keyring = new_keyring()
    sealed = keyring.seal(PLACE, b"words")
    for index in range(len(sealed)):
        altered = bytearray(sealed)
        altered[index] ^= 1
        with pytest.raises(Corrupt):
            keyring.open(PLACE, bytes(altered))


@pytest.mark.parametrize("length", [0, 3, 35])
def test_a_value_cut_short_is_noticed(length: int) -> None:
    keyring = new_keyring()
    with pytest.raises(Corrupt):
        keyring.open(PLACE, keyring.seal(PLACE, b"words")[:length])


def test_another_key_opens_nothing() -> None:
    sealed = new_keyring().seal(PLACE, b"words")
    with pytest.raises(Corrupt):
        new_keyring().open(PLACE, sealed)


def test_the_same_words_never_look_the_same() -> None:
    keyring = new_keyring()
    assert keyring.seal(PLACE, b"words") != keyring.seal(PLACE, b"words")


def test_short_texts_all_have_one_size() -> None:
    keyring = new_keyring()
    assert len({len(keyring.seal(PLACE, b"x" * length)) for length in range(250)}) == 1


def test_sizes_are_blurred_and_cost_at_most_an_eighth() -> None:
    sizes = {padded_length(length) for length in range(1, 20_000)}
    assert len(sizes) < 150
    assert all(padded_length(length) <= length * 1.125 for length in range(257, 20_000))


def test_a_keyring_never_prints_its_keys() -> None:
    key = os.urandom(32)
    assert key.hex() not in repr(Keyring(1, {1: key}))
    assert repr(key) not in repr(Keyring(1, {1: key}))


def test_a_forgotten_keyring_opens_nothing() -> None:
    keyring = new_keyring()
    sealed = keyring.seal(PLACE, b"words")
    keyring.forget()
    with pytest.raises(Corrupt):
        keyring.open(PLACE, sealed)


def test_a_value_of_a_former_key_opens_as_long_as_its_key_is_there() -> None:
    former, present = os.urandom(32), os.urandom(32)
    sealed = Keyring(1, {1: former}).seal(PLACE, b"words")
    assert Keyring(2, {1: former, 2: present}).open(PLACE, sealed) == b"words"
    with pytest.raises(Corrupt):
        Keyring(2, {2: present}).open(PLACE, sealed)
