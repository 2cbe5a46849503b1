"""A password reset by e-mail signs in again and touches no key: the journal is sealed, never lost."""

from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from tests.mails import last_code
from tests.people import PASSWORD, Person
from vault import recovery_keys
from vault.flows import is_sealed, mark_sealed, open_with_password

NEW = "quiet river under the old bridge"


def resets(person: Person, new: str = NEW, client: Client | None = None) -> Client:
    browser = client or Client()
    cache.clear()
    browser.post("/accounts/password/reset/", {"email": person.email})
    browser.post("/accounts/password/reset/confirm/", {"code": last_code()})
    browser.post("/accounts/password/reset/complete/", {"password1": new})
    return browser


def signed_in_after_reset(person: Person, new: str = NEW) -> Client:
    browser = resets(person, new)
    browser.post("/accounts/login/", {"login": person.email, "password": new})
    return browser


def recovers(browser: Client, **given: str) -> Any:
    return browser.post("/recover/", {"recovery_key": "", "former_password": "", "password": NEW} | given)


def key_of(person: Person) -> str:
    key = recovery_keys.unconfirmed(person.vault)
    assert key
    return key


def test_a_reset_says_before_and_after_that_the_journal_stays_sealed(alice: Person) -> None:
    browser = Client()
    assert b"It does not open your journal" in browser.get("/accounts/password/reset/").content
    resets(alice, client=browser)
    assert b"still sealed with the former one" in browser.get("/accounts/password/reset/done/").content


def test_a_reset_destroys_no_slot_and_ends_every_session(alice: Person) -> None:
    before = {slot.id: bytes(slot.wrapped) for slot in alice.user.vault_slots.all()}
    resets(alice)
    assert {slot.id: bytes(slot.wrapped) for slot in alice.user.vault_slots.all()} == before
    assert alice.user.vault_sessions.count() == 0
    assert alice.client.get("/journal/")["Location"].startswith("/accounts/login/")


def test_the_recovery_key_opens_a_sealed_journal_and_fits_it_to_the_new_password(alice: Person) -> None:
    entry, key = alice.writes("kept words"), key_of(alice)
    browser = signed_in_after_reset(alice)
    assert browser.get("/journal/")["Location"] == "/recover/"
    assert b"still sealed" in browser.get("/recover/").content
    assert recovers(browser, recovery_key=key.lower().replace("-", " ")).status_code == 302
    assert b"kept words" in browser.get(f"/journal/{entry.id}/").content
    assert open_with_password(alice.user, password=NEW)
    assert alice.user.vaults.get().sealed_since is None


def test_the_former_password_opens_a_sealed_journal_as_well(alice: Person) -> None:
    entry = alice.writes("kept words")
    browser = signed_in_after_reset(alice)
    assert recovers(browser, former_password=PASSWORD).status_code == 302
    assert b"kept words" in browser.get(f"/journal/{entry.id}/").content


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"recovery_key": "ABCD"}, "does not look like a recovery key"),
        ({"former_password": "not this one either"}, "former password does not open"),
        ({"former_password": PASSWORD, "password": PASSWORD}, "not the password you sign in with"),
        ({}, "Enter your recovery key, or the password you used before"),
    ],
)
def test_each_mistake_on_the_recover_page_has_its_own_sentence(
    alice: Person, given: dict[str, str], sentence: str
) -> None:
    browser = signed_in_after_reset(alice)
    assert sentence in recovers(browser, **given).content.decode()
    assert browser.get("/journal/").status_code == 302


def test_a_slip_in_the_recovery_key_is_told_from_a_wrong_one(alice: Person, bob: Person) -> None:
    key, other = key_of(alice), key_of(bob)
    browser = signed_in_after_reset(alice)
    slip = ("0" if key[0] != "0" else "1") + key[1:]
    assert b"mistyped" in recovers(browser, recovery_key=slip).content
    assert b"does not open this journal" in recovers(browser, recovery_key=other).content


def test_a_reset_to_the_password_she_had_seals_nothing(alice: Person) -> None:
    browser = signed_in_after_reset(alice, PASSWORD)
    assert browser.get("/journal/").status_code == 200
    browser.post("/lock/")
    assert browser.get("/journal/")["Location"].startswith("/unlock/")


def test_unlocking_with_the_password_that_signs_in_ends_a_seal_that_was_none(alice: Person) -> None:
    alice.locks()
    mark_sealed(alice.user)
    alice.unlocks()
    assert not is_sealed(alice.user)


def test_two_resets_in_a_row_lose_nothing(alice: Person) -> None:
    entry = alice.writes("kept words")
    signed_in_after_reset(alice)
    third = "a third one, altogether different"
    browser = signed_in_after_reset(alice, third)
    assert recovers(browser, former_password=PASSWORD, password=third).status_code == 302
    assert b"kept words" in browser.get(f"/journal/{entry.id}/").content


def test_a_reset_in_a_browser_where_the_journal_is_open_seals_nothing(alice: Person) -> None:
    resets(alice, client=alice.client)
    alice.client.post("/accounts/login/", {"login": alice.email, "password": NEW})
    assert alice.has_open_journal()
    assert open_with_password(alice.user, password=NEW)


def test_words_sent_to_a_sealed_journal_come_back_and_the_former_password_saves_them(alice: Person) -> None:
    browser = signed_in_after_reset(alice)
    page = {"entry_id": "5f0c0b5e-0000-4000-8000-000000000001", "revision": "0", "written_on": "2025-06-14"}
    answer = browser.post("/write/", page | {"body": "a long evening"})
    assert answer.status_code == 423
    assert b"enter the former one" in answer.content
    assert browser.post("/write/", page | {"body": "a long evening", "vault_password": PASSWORD}).status_code == 302
    assert alice.user.entries.count() == 1


def test_an_unknown_address_gets_the_same_answer_and_a_mail_that_says_nothing(alice: Person) -> None:
    answers = []
    for email in (alice.email, "nobody@example.org"):
        cache.clear()
        browser = Client()
        sent = browser.post("/accounts/password/reset/", {"email": email})
        page = browser.get("/accounts/password/reset/confirm/")
        answers.append((sent.status_code, sent["Location"], page.status_code, set(sent.cookies)))
    assert answers[0] == answers[1]
    assert [message.to for message in mail.outbox] == [[alice.email], ["nobody@example.org"]]
    assert {message.subject for message in mail.outbox} == {"A note for you"}


def test_a_reset_code_cannot_be_guessed_one_after_the_other(alice: Person) -> None:
    browser = Client()
    browser.post("/accounts/password/reset/", {"email": alice.email})
    code = last_code()
    for _ in range(3):
        browser.post("/accounts/password/reset/confirm/", {"code": "BBBB-BBBB"})
    browser.post("/accounts/password/reset/confirm/", {"code": code})
    browser.post("/accounts/password/reset/complete/", {"password1": NEW})
    assert alice.user.check_password(PASSWORD)


def test_codes_are_not_sent_without_end(alice: Person) -> None:
    answers = [Client().post("/accounts/password/reset/", {"email": alice.email}).status_code for _ in range(7)]
    assert answers[:5] == [302] * 5
    assert answers[5:] == [429] * 2
    assert len(mail.outbox) == 5
