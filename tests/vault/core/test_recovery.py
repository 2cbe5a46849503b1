"""The recovery key: readable from paper, forgiving about how it is typed, strict about what it says."""

import pytest

from vault.core import recovery
from vault.core.errors import NotARecoveryKey, RecoveryKeySlip


def test_a_key_reads_however_it_is_typed() -> None:
    for _ in range(200):
        key = recovery.new_recovery_key()
        secret = recovery.recovery_secret(key)
        assert recovery.recovery_secret(" " + key.lower().replace("-", "  ")) == secret
        assert recovery.recovery_secret(key.replace("1", "l").replace("0", "o")) == secret


def test_a_key_has_eight_groups_of_four() -> None:
    groups = recovery.groups(recovery.new_recovery_key())
    assert [len(group) for group in groups] == [4] * 8


def test_no_key_comes_twice() -> None:
    assert len({recovery.new_recovery_key() for _ in range(500)}) == 500


def test_nearly_every_slip_of_one_character_is_noticed() -> None:
    key = recovery.new_recovery_key()
    places = [place for place, character in enumerate(key) if character != "-"]
    slips = [key[:at] + other + key[at + 1 :] for at in places for other in recovery.ALPHABET if other != key[at]]
    assert len(slips) == 32 * 31
    assert sum(not is_noticed(slip) for slip in slips) <= 8


def is_noticed(typed: str) -> bool:
    try:
        recovery.recovery_secret(typed)
    except RecoveryKeySlip:
        return True
    return False


@pytest.mark.parametrize("typed", ["", "ABCD", "U" * 32, "A" * 33, "🔑" * 32])
def test_something_else_is_not_taken_for_a_key(typed: str) -> None:
    with pytest.raises(NotARecoveryKey):
        recovery.recovery_secret(typed)


@pytest.mark.parametrize("typed", ["a0b1", " A0B1 ", "AOBI", "a-0-b-l"])
def test_a_group_is_known_however_it_is_typed(typed: str) -> None:
    assert recovery.same_group(typed, "A0B1")


@pytest.mark.parametrize("typed", ["", "A0B", "A0B2", "A0B11", "U0B1"])
def test_another_group_is_not_the_same(typed: str) -> None:
    assert not recovery.same_group(typed, "A0B1")
