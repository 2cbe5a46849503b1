"""The recovery key in its owner's hands: a new one beside the old, and a question twice a year that tells nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.people import PASSWORD, Person
from vault import recovery_keys
from vault.core.errors import WrongSecret
from vault.flows import current_vault, open_with_recovery_key
from vault.recovery_keys import Standing


def shown(person: Person) -> str:
    """Return the key that waits, as its page gives it."""
    return str(person.client.get("/settings/recovery-key/file/").content.decode().strip())


def confirms(person: Person, key: str) -> None:
    person.client.post("/settings/recovery-key/", {"last_group": key[-4:]})


def makes_new(person: Person) -> None:
    person.client.post("/settings/recovery-key/new/", {"password": person.password})


def opens(person: Person, key: str) -> bool:
    try:
        open_with_recovery_key(person.user, typed=key)
    except WrongSecret:
        return False
    return True


@pytest.fixture
def kept(alice: Person) -> str:
    """The recovery key that alice has confirmed."""
    key = shown(alice)
    confirms(alice, key)
    return key


def test_a_new_key_stands_beside_the_former_one_until_it_is_confirmed(alice: Person, kept: str) -> None:
    makes_new(alice)
    new = shown(alice)
    assert new != kept
    assert opens(alice, kept)
    assert opens(alice, new)
    confirms(alice, new)
    assert opens(alice, new)
    assert not opens(alice, kept)


def test_whoever_only_finds_the_journal_open_gets_no_key_to_it(alice: Person, kept: str) -> None:
    answer = alice.client.post("/settings/recovery-key/new/", {"password": "not this one"})
    assert b"does not open your journal" in answer.content
    assert alice.user.vault_slots.filter(kind="recovery").count() == 1
    assert alice.client.get("/settings/recovery-key/file/").status_code == 302
    assert "wrong unlock" in alice.user.security_events.values_list("kind", flat=True)


def test_reloading_the_page_shows_the_same_key_and_makes_no_other(alice: Person, kept: str) -> None:
    makes_new(alice)
    new = shown(alice)
    makes_new(alice)
    assert shown(alice) == new
    assert alice.user.vault_slots.filter(kind="recovery").count() == 2


def test_a_confirmed_key_is_shown_on_no_page(alice: Person, kept: str) -> None:
    for url in ("/settings/recovery-key/", "/settings/recovery-key/file/", "/settings/recovery-key/check/"):
        page = alice.client.get(url, follow=True).content.decode()
        assert not [group for group in kept.split("-") if group in page]


def test_twice_a_year_today_asks_whether_the_key_is_still_there(alice: Person, kept: str) -> None:
    assert b"Do you still have your recovery key?" not in alice.client.get("/").content
    alice.user.vaults.update(recovery_asked_again_at=timezone.now() - timedelta(minutes=1))
    assert b"Do you still have your recovery key?" in alice.client.get("/").content
    alice.client.post("/settings/recovery-key/later/")
    assert b"Do you still have your recovery key?" not in alice.client.get("/").content
    again_at = alice.user.vaults.get().recovery_asked_again_at
    assert again_at
    assert timedelta(days=29) < again_at - timezone.now() < timedelta(days=31)


def test_the_question_comes_half_a_year_after_the_key_was_confirmed(alice: Person, kept: str) -> None:
    again_at = alice.user.vaults.get().recovery_asked_again_at
    assert again_at
    assert timedelta(days=181) < again_at - timezone.now() < timedelta(days=183)


def test_a_key_confirmed_before_the_question_existed_is_asked_after_too(alice: Person, kept: str) -> None:
    long_ago = timezone.now() - timedelta(days=200)
    alice.user.vaults.update(recovery_asked_again_at=None, recovery_confirmed_at=long_ago)
    assert recovery_keys.standing(current_vault(alice.user)) is Standing.TO_BE_ASKED


def test_the_check_says_whether_it_fits_and_changes_nothing_else(alice: Person, kept: str, bob: Person) -> None:
    slots = {slot.id: bytes(slot.wrapped) for slot in alice.user.vault_slots.all()}
    wrong = alice.client.post("/settings/recovery-key/check/", {"recovery_key": shown(bob)})
    assert b"does not open this journal" in wrong.content
    alice.user.vaults.update(recovery_asked_again_at=timezone.now() - timedelta(days=1))
    right = alice.client.post("/settings/recovery-key/check/", {"recovery_key": kept.lower()}, follow=True)
    assert b"It opens your journal" in right.content
    assert recovery_keys.standing(current_vault(alice.user)) is Standing.KEPT
    assert {slot.id: bytes(slot.wrapped) for slot in alice.user.vault_slots.all()} == slots


def test_checking_is_slowed_down_like_opening(alice: Person, kept: str, bob: Person) -> None:
    other = shown(bob)
    for _ in range(11):
        alice.client.post("/settings/recovery-key/check/", {"recovery_key": other})
    answer = alice.client.post("/settings/recovery-key/check/", {"recovery_key": kept})
    assert b"tried too often" in answer.content


def test_the_recovery_key_opens_a_locked_journal_and_the_password_stays(alice: Person, kept: str) -> None:
    alice.locks()
    assert alice.client.post("/recover/", {"recovery_key": kept}).status_code == 302
    assert alice.has_open_journal()
    alice.locks()
    alice.client.post("/unlock/", {"password": PASSWORD})
    assert alice.has_open_journal()


def test_it_is_written_into_the_record(alice: Person, kept: str) -> None:
    alice.locks()
    alice.client.post("/recover/", {"recovery_key": kept})
    kinds = set(alice.user.security_events.values_list("kind", flat=True))
    assert kinds >= {"recovery key", "recovered"}
