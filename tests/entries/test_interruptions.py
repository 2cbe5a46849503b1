"""Whatever comes between somebody and her page, her words come back, on one page, and are saved from it."""

import pytest
from django.test import Client

from entries.models import Entry
from tests.passkeys import adds_passkey
from tests.people import PASSWORD, Person, spoilt
from tests.words import COMES_BACK, WORDS, given_back, kept, lenient, page_of


@pytest.mark.urls("tests.site.urls")
def test_an_error_of_ours_gives_the_words_back_and_no_password(alice: Person) -> None:
    answer = lenient(alice).post("/boom/", page_of(password="hunter2 hunter2"))
    assert answer.status_code == 500
    assert COMES_BACK in answer.content.decode()
    assert b"Not saved yet." in answer.content
    assert b"hunter2" not in answer.content


@pytest.mark.urls("tests.site.urls")
def test_a_script_is_told_of_an_error_of_ours_in_its_own_way(alice: Person) -> None:
    answer = lenient(alice).post("/boom/", page_of(), headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()) == (500, {"saved": False})


def test_whoever_was_signed_out_elsewhere_signs_in_and_saves_on_one_page(alice: Person) -> None:
    alice.client.post("/accounts/logout/")
    answer = alice.client.post("/write/", page_of())
    assert answer.status_code == 401
    assert COMES_BACK in answer.content.decode()
    again = given_back(answer) | {"vault_email": alice.email, "vault_password": PASSWORD}
    assert alice.client.post("/write/", again).status_code == 302
    assert kept(alice) == [WORDS]
    assert alice.has_open_journal()


def test_a_wrong_password_on_the_way_gives_the_words_back_once_more(alice: Person) -> None:
    alice.client.post("/accounts/logout/")
    sent = page_of(vault_email=alice.email, vault_password="something else entirely")
    answer = alice.client.post("/write/", sent)
    assert answer.status_code == 401
    assert COMES_BACK in answer.content.decode()
    assert b"open it. Check the address" in answer.content
    assert b"something else entirely" not in answer.content
    assert kept(alice) == []


def test_signing_in_on_the_way_is_slowed_down_as_at_the_door(alice: Person) -> None:
    alice.client.post("/accounts/logout/")
    for _ in range(6):
        answer = alice.client.post("/write/", page_of(vault_email=alice.email, vault_password="not this one either"))
    assert b"tried too often" in answer.content
    right = alice.client.post("/write/", page_of(vault_email=alice.email, vault_password=PASSWORD))
    assert right.status_code == 401
    assert COMES_BACK in right.content.decode()


def test_a_second_step_is_taken_in_another_tab_while_the_words_wait(alice: Person) -> None:
    adds_passkey(alice)
    alice.client.post("/accounts/logout/")
    answer = alice.client.post("/write/", page_of(vault_email=alice.email, vault_password=PASSWORD))
    assert answer.status_code == 401
    assert COMES_BACK in answer.content.decode()
    assert b'href="/accounts/second-step/' in answer.content
    assert kept(alice) == []
    assert not alice.has_open_journal()


def test_a_stale_form_of_somebody_who_is_signed_out_is_saved_from_one_page_too(alice: Person) -> None:
    alice.client.post("/accounts/logout/")
    tab = Client(enforce_csrf_checks=True, headers={"Sec-Fetch-Site": "same-origin"})
    answer = tab.post("/write/", page_of())
    assert answer.status_code == 403
    again = given_back(answer) | {"vault_email": alice.email, "vault_password": PASSWORD}
    again["csrfmiddlewaretoken"] = given_back(answer)["csrfmiddlewaretoken"]
    assert tab.post("/write/", again).status_code == 302
    assert kept(alice) == [WORDS]


def test_a_stale_form_without_words_asks_nobody_who_they_are(db: None) -> None:
    tab = Client(enforce_csrf_checks=True, headers={"Sec-Fetch-Site": "same-origin"})
    answer = tab.post("/accounts/login/", {"login": "ana@example.org", "password": PASSWORD})
    assert answer.status_code == 403
    assert b"vault_email" not in answer.content
    assert PASSWORD.encode() not in answer.content


def test_words_for_a_page_that_is_damaged_are_kept_as_a_page_of_their_own(alice: Person) -> None:
    entry = alice.writes("first")
    broken = bytes(entry.body)[:-1] + bytes([bytes(entry.body)[-1] ^ 1])
    alice.user.entries.update(body=broken)
    sent = page_of(entry_id=str(entry.id), revision="1")
    answer = alice.client.post(f"/write/{entry.id}/", sent)
    assert answer.status_code == 500
    assert COMES_BACK in answer.content.decode()
    assert alice.client.post(f"/write/{entry.id}/", given_back(answer)).status_code == 302
    assert [each.read(alice.vault).body for each in alice.user.entries.exclude(id=entry.id)] == [WORDS]
    assert bytes(Entry.kept_by(alice.user).get(id=entry.id).body) == broken


def test_a_script_that_saves_over_a_damaged_page_is_told_to_stop_trying(alice: Person) -> None:
    entry = alice.writes("first")
    alice.user.entries.update(body=spoilt(entry.body))
    sent = page_of(entry_id=str(entry.id), revision="1")
    answer = alice.client.post(f"/write/{entry.id}/autosave/", sent, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()) == (400, {"damaged": True})


def test_the_last_words_of_a_page_are_kept_even_with_a_title_too_long_and_no_day(alice: Person) -> None:
    """The page was left with them, so nobody is there to be told what is wrong."""
    page = page_of(last="1", written_on="", title="t" * 201)
    assert alice.client.post(f"/write/{page['entry_id']}/autosave/", page).status_code == 200
    entry = alice.user.entries.get()
    assert entry.written_on == alice.client.get("/").context["today"]
    assert entry.read(alice.vault).body == "t" * 201 + "\n\n" + WORDS


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}])
def test_a_page_that_was_open_for_long_can_always_lock_the_journal(alice: Person, headers: dict[str, str]) -> None:
    tab = Client(enforce_csrf_checks=True, headers=headers)
    tab.cookies = alice.client.cookies
    assert tab.post("/lock/", {"csrfmiddlewaretoken": "stale"}).status_code == 302
    assert not alice.has_open_journal()


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {}])
def test_another_site_cannot_lock_it(alice: Person, headers: dict[str, str]) -> None:
    tab = Client(enforce_csrf_checks=True, headers=headers)
    tab.cookies = alice.client.cookies
    assert tab.post("/lock/").status_code == 403
    assert alice.has_open_journal()


@pytest.mark.urls("tests.site.urls")
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_an_error_of_ours_gives_nothing_back_that_another_site_made_up(alice: Person, site: str) -> None:
    """With a fresh token beside it, one press would do that site's bidding."""
    answer = lenient(alice).post("/boom/", page_of(), headers={"Sec-Fetch-Site": site})
    assert answer.status_code == 500
    assert COMES_BACK not in answer.content.decode()
    assert b"csrfmiddlewaretoken" not in answer.content
