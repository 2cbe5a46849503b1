"""What a locked journal answers. Words that arrive at a shut door are given back, never dropped, never stored."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from tests.people import PASSWORD, Person, spoilt

WORDS = "a long <b>evening</b>\nand a second line"


def page_of(words: str = WORDS, **more: str) -> dict[str, str]:
    return {
        "entry_id": str(uuid4()),
        "revision": "0",
        "written_on": "2025-06-14",
        "title": "A title",
        "body": words,
    } | more


def test_words_sent_to_a_locked_journal_come_back_with_a_password_field(alice: Person) -> None:
    alice.locks()
    answer = alice.client.post("/write/", page_of())
    assert answer.status_code == 423
    assert "a long &lt;b&gt;evening&lt;/b&gt;\nand a second line" in answer.content.decode()
    assert b'name="vault_password"' in answer.content
    assert alice.user.entries.count() == 0


def test_words_given_back_are_saved_once_the_password_is_right(alice: Person) -> None:
    alice.locks()
    sent = page_of()
    wrong = alice.client.post("/write/", sent | {"vault_password": "something else"})
    assert wrong.status_code == 423
    assert "evening" in wrong.content.decode()
    assert alice.client.post("/write/", sent | {"vault_password": PASSWORD}).status_code == 302
    entry = alice.user.entries.get()
    assert entry.read(alice.vault).body == WORDS


def test_a_password_is_never_given_back(alice: Person) -> None:
    alice.locks()
    answer = alice.client.post("/write/", page_of(vault_password="hunter2 hunter2", password="hunter3"))
    assert b"hunter" not in answer.content


def test_a_script_that_meets_a_locked_journal_is_told_so(alice: Person) -> None:
    alice.locks()
    answer = alice.client.get("/journal/", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()) == (423, {"locked": "locked"})


def test_words_sent_with_a_stale_token_come_back(alice: Person) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"Sec-Fetch-Site": "same-origin"})
    strict.cookies = alice.client.cookies
    answer = strict.post("/write/", page_of())
    assert answer.status_code == 403
    assert "a long &lt;b&gt;evening&lt;/b&gt;" in answer.content.decode()
    assert b"Nothing is lost" in answer.content


def test_too_many_tries_are_not_called_a_wrong_password(alice: Person) -> None:
    alice.locks()
    for _ in range(11):
        answer = alice.client.post("/write/", page_of(vault_password="not this one either"))
    assert b"tried too often" in answer.content
    assert b"evening" in answer.content


def test_a_recovery_key_that_was_typed_is_not_given_back(alice: Person) -> None:
    alice.locks()
    answer = alice.client.post("/settings/recovery-key/check/", {"recovery_key": "A1B2-C3D4", "code": "123456"})
    assert answer.status_code == 423
    assert b"A1B2" not in answer.content
    assert b"123456" not in answer.content


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}, {}],
)
def test_what_another_site_sends_is_never_given_back_to_be_sent_again(alice: Person, headers: dict[str, str]) -> None:
    """With a fresh token beside it, one press would do that site's bidding."""
    strict = Client(enforce_csrf_checks=True, headers=headers)
    strict.cookies = alice.client.cookies
    answer = strict.post("/settings/", {"leave_url": "https://evil.example/", "body": "made up elsewhere"})
    assert answer.status_code == 403
    assert b"evil.example" not in answer.content
    assert b"made up elsewhere" not in answer.content


def test_words_of_a_tab_that_was_signed_out_are_kept_after_signing_in_again(alice: Person) -> None:
    """Signing in changes the token, so the first sending comes back once more, and the second is kept."""
    tab = Client(enforce_csrf_checks=True, headers={"Sec-Fetch-Site": "same-origin"})
    tab.cookies = alice.client.cookies
    token = alice.client.get("/write/").context["csrf_token"]
    sent = page_of() | {"csrfmiddlewaretoken": str(token)}
    alice.client.post("/accounts/logout/")
    assert tab.post("/write/", sent).status_code == 401
    alice.signs_in()
    once_more = tab.post("/write/", sent)
    assert once_more.status_code == 403
    assert b"You signed in since you opened this page" in once_more.content
    fresh = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', once_more.content.decode())
    assert fresh
    assert tab.post("/write/", sent | {"csrfmiddlewaretoken": fresh.group(1)}).status_code == 302
    assert alice.user.entries.get().read(alice.vault).body == WORDS


def test_guessing_the_password_is_slowed_down(alice: Person) -> None:
    alice.locks()
    for _ in range(11):
        alice.client.post("/unlock/", {"password": "not this one either"})
    answer = alice.client.post("/unlock/", {"password": PASSWORD})
    assert b"tried too often" in answer.content
    assert not alice.has_open_journal()


def test_a_damaged_key_is_not_called_a_wrong_password(alice: Person) -> None:
    alice.locks()
    slot = alice.user.vault_slots.get(kind="password")
    alice.user.vault_slots.filter(kind="password").update(wrapped=spoilt(slot.wrapped))
    answer = alice.client.post("/unlock/", {"password": PASSWORD})
    assert b"is damaged" in answer.content
    assert b"Nothing has been deleted" in answer.content


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_unlocking_never_leads_to_another_site(alice: Person, elsewhere: str) -> None:
    alice.locks()
    assert alice.client.post("/unlock/", {"password": PASSWORD, "next": elsewhere})["Location"] == "/"


def test_unlocking_leads_back_to_where_she_was(alice: Person) -> None:
    alice.locks()
    assert alice.client.post("/unlock/", {"password": PASSWORD, "next": "/journal/"})["Location"] == "/journal/"


def test_a_damaged_page_says_so_and_nothing_is_deleted(alice: Person) -> None:
    entry = alice.writes("words")
    broken = bytearray(entry.body)
    broken[-1] ^= 1
    alice.user.entries.update(body=bytes(broken))
    answer = alice.client.get(f"/journal/{entry.id}/")
    assert answer.status_code == 500
    assert b"This page cannot be opened" in answer.content
    assert alice.user.entries.count() == 1


def test_one_damaged_page_does_not_hide_the_others(alice: Person) -> None:
    damaged, _ = alice.writes("first"), alice.writes("second page")
    alice.user.entries.filter(id=damaged.id).update(head=spoilt(damaged.head))
    journal = alice.client.get("/journal/").content
    assert b"This page cannot be opened" in journal
    assert b"second page" in journal


@pytest.mark.parametrize("place", ["2026-01-01", "-1", "write", "javascript:alert(1)", "//elsewhere.example/"])
def test_a_next_page_that_is_none_of_ours_leads_to_today(alice: Person, place: str) -> None:
    assert alice.client.get("/unlock/", {"next": place})["Location"] == "/"
    alice.locks()
    assert alice.client.post("/unlock/", {"next": place, "password": PASSWORD})["Location"] == "/"


@pytest.mark.parametrize("url", ["/write/", "/search/", "/lock/", "/accounts/login/"])
def test_a_form_in_an_encoding_that_no_browser_sends_could_not_be_read(alice: Person, url: str) -> None:
    browser = Client(enforce_csrf_checks=True, raise_request_exception=False)
    browser.cookies = alice.client.cookies
    answer = browser.post(url, data=b"a=b", content_type="application/x-www-form-urlencoded; charset=utf-16")
    assert (answer.status_code, "That could not be read." in answer.content.decode()) == (400, True)
