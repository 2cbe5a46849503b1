"""A journal open in a browser: which half of the key is where, and when it shuts."""

import base64
import json
from datetime import timedelta
from importlib import import_module
from uuid import UUID

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from tests.mails import last_code
from tests.people import PASSWORD, Person
from vault.models import VaultSession
from vault.session import REMEMBERED, Door

COOKIE = "vault"


def rows(person: Person) -> list[VaultSession]:
    return list(person.user.vault_sessions.all())


def test_neither_half_opens_anything_alone(alice: Person) -> None:
    with_session, with_cookie = Client(), Client()
    with_session.cookies["session"] = alice.client.cookies["session"].value
    with_cookie.cookies[COOKIE] = alice.client.cookies[COOKIE].value
    assert with_session.get("/journal/").status_code == 302
    assert with_cookie.get("/journal/").status_code == 302
    assert alice.has_open_journal()


def test_the_right_row_with_a_wrong_key_opens_nothing_and_stays(alice: Person) -> None:
    kept = alice.client.cookies[COOKIE].value
    row = rows(alice)[0]
    for forged in (base64.urlsafe_b64encode(row.id.bytes + b"x" * 32).decode(), "B" * 64, "garbage!", ""):
        alice.client.cookies[COOKIE] = forged
        assert not alice.has_open_journal()
    alice.client.cookies[COOKIE] = kept
    assert alice.has_open_journal()


def test_the_cookie_of_another_person_opens_nothing(alice: Person, bob: Person) -> None:
    bob.client.cookies[COOKIE] = alice.client.cookies[COOKIE].value
    assert not bob.has_open_journal()
    assert alice.has_open_journal()


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(alice: Person, settings: Settings) -> None:
    settings.SESSION_COOKIE_SECURE = True
    answer = Client().post("/accounts/login/", {"login": alice.email, "password": PASSWORD}, secure=True)
    cookie = answer.cookies["__Host-vault"]
    assert cookie["httponly"]
    assert cookie["secure"]
    assert (cookie["samesite"], cookie["path"], cookie["domain"], cookie["max-age"]) == ("Strict", "/", "", "")


def test_a_key_the_browser_brought_along_is_never_used_again(alice: Person) -> None:
    planted = alice.client.cookies[COOKIE].value
    alice.client.post("/accounts/logout/")
    alice.client.cookies[COOKIE] = planted
    alice.signs_in()
    assert alice.client.cookies[COOKIE].value != planted
    assert alice.has_open_journal()


def test_locking_shuts_this_browser_only(alice: Person) -> None:
    laptop = Client()
    alice.signs_in(laptop)
    alice.locks()
    assert not alice.has_open_journal()
    assert laptop.get("/journal/").status_code == 200


def test_locking_deletes_row_and_cookie_and_clears_the_browsers_cache(alice: Person) -> None:
    answer = alice.client.post("/lock/")
    assert rows(alice) == []
    assert answer.cookies[COOKIE]["max-age"] == 0
    assert answer["Clear-Site-Data"] == '"cache", "storage"'


def test_signing_out_shuts_the_journal(alice: Person) -> None:
    alice.client.post("/accounts/logout/")
    assert rows(alice) == []


def test_signing_out_shuts_the_journal_even_if_the_browser_withholds_its_key(alice: Person) -> None:
    del alice.client.cookies[COOKIE]
    alice.client.post("/accounts/logout/")
    assert rows(alice) == []


def test_signing_in_as_somebody_else_shuts_the_first_journal(alice: Person, bob: Person) -> None:
    alice.client.post("/accounts/logout/")
    bob.signs_in(alice.client)
    assert rows(alice) == []
    assert alice.client.get("/journal/").status_code == 200


def test_what_the_session_before_a_sign_in_left_open_is_ended_with_it(alice: Person, bob: Person) -> None:
    """Django empties the session of somebody else, and with it the note of what was open in this browser."""
    Door(alice.user, alice.client.session, None).about_to_sign_in(bob.user)
    assert rows(alice) == []


def test_a_slow_request_that_saves_an_old_session_does_not_undo_the_lock(alice: Person) -> None:
    before = dict(alice.client.session.items())
    alice.locks()
    store = import_module(django_settings.SESSION_ENGINE).SessionStore(alice.client.session.session_key)
    store.update(before)
    store.save()
    assert REMEMBERED in alice.client.session
    assert not alice.has_open_journal()


def test_a_slow_request_that_saves_an_old_session_does_not_undo_an_unlock(alice: Person) -> None:
    alice.locks()
    before = dict(alice.client.session.items())
    alice.unlocks()
    store = import_module(django_settings.SESSION_ENGINE).SessionStore(alice.client.session.session_key)
    store.clear()
    store.update(before)
    store.save()
    assert REMEMBERED not in alice.client.session
    assert alice.has_open_journal()
    alice.locks()
    assert rows(alice) == []


def test_the_session_holds_an_id_and_no_key(alice: Person) -> None:
    held = dict(alice.client.session.items())
    assert UUID(held[REMEMBERED]) == rows(alice)[0].id
    assert alice.client.cookies[COOKIE].value not in json.dumps(held, default=str)


def test_an_idle_journal_locks_itself_and_says_why(alice: Person, settings: Settings) -> None:
    idle = timezone.now() - timedelta(seconds=settings.VAULT_IDLE_SECONDS + 1)
    alice.user.vault_sessions.update(last_seen_at=idle)
    answer = alice.client.get("/journal/")
    assert answer["Location"] == "/unlock/?next=%2Fjournal%2F&why=idle"
    assert rows(alice) == []
    assert b"nothing happened for a while" in alice.client.get(answer["Location"]).content
    alice.unlocks()
    assert alice.has_open_journal()


def test_a_journal_does_not_stay_open_for_ever(alice: Person) -> None:
    alice.user.vault_sessions.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert not alice.has_open_journal()
    assert rows(alice) == []


def test_requests_that_nobody_made_do_not_keep_it_open(alice: Person) -> None:
    before = timezone.now() - timedelta(seconds=300)
    alice.user.vault_sessions.update(last_seen_at=before)
    alice.client.get("/journal/", headers={"X-Background": "1"})
    assert rows(alice)[0].last_seen_at == before
    alice.client.get("/journal/")
    assert rows(alice)[0].last_seen_at > before


def test_a_lost_session_with_a_left_over_cookie_opens_nothing(alice: Person) -> None:
    Session.objects.all().delete()
    assert alice.client.get("/journal/")["Location"].startswith("/accounts/login/")


def test_a_password_changed_behind_the_vaults_back_seals_and_does_not_lose(alice: Person) -> None:
    entry = alice.writes("kept words")
    key_page = alice.client.get("/settings/recovery-key/file/").content.decode()
    user = alice.user
    user.set_password("a new password from the shell")
    user.save()
    client = Client()
    client.post("/accounts/login/", {"login": alice.email, "password": "a new password from the shell"})
    assert client.get("/journal/")["Location"] == "/recover/"
    present = {"password": "a new password from the shell"}
    assert client.post("/recover/", {"recovery_key": key_page} | present).status_code == 302
    assert b"kept words" in client.get(f"/journal/{entry.id}/").content


def test_an_account_made_without_sign_up_gets_its_journal_at_the_first_sign_in(db: None) -> None:
    User.objects.create_superuser("root@example.org", PASSWORD)
    client = Client()
    client.post("/accounts/login/", {"login": "root@example.org", "password": PASSWORD})
    assert client.get("/").status_code == 200
    assert client.get("/settings/").status_code == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_link_from_another_site_takes_one_hop_and_no_more(alice: Person, site: str) -> None:
    withheld = alice.client.cookies.pop(COOKIE)
    answer = alice.client.get("/journal/", headers={"Sec-Fetch-Site": site})
    assert b'http-equiv="refresh"' in answer.content
    assert alice.client.get("/journal/", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 302
    alice.client.cookies[COOKIE] = withheld.value
    assert alice.has_open_journal()


def test_a_left_over_key_opens_nothing_after_a_sign_in_that_opened_nothing(alice: Person) -> None:
    """The session is lost, the vault's cookie is still in the browser, and the journal is sealed meanwhile."""
    Session.objects.all().delete()
    user = alice.user
    user.set_password("a new password from the shell")
    user.save()
    form = {"login": alice.email, "password": "a new password from the shell"}
    alice.client.post("/accounts/login/", form)
    assert alice.client.get("/journal/")["Location"] == "/recover/"
    assert alice.client.cookies[COOKIE].value == ""


def test_two_tabs_share_one_key_and_unlocking_twice_makes_no_other(alice: Person) -> None:
    alice.locks()
    alice.unlocks()
    key = alice.client.cookies[COOKIE].value
    alice.unlocks()
    assert alice.client.cookies[COOKIE].value == key
    assert len(rows(alice)) == 1


def test_an_account_without_a_password_gets_one_by_mail_and_its_journal_with_it(client: Client, db: None) -> None:
    User.objects.create_user("ana@example.org")
    client.post("/accounts/password/reset/", {"email": "ana@example.org"})
    client.post("/accounts/password/reset/confirm/", {"code": last_code()})
    client.post("/accounts/password/reset/complete/", {"password1": PASSWORD})
    client.post("/accounts/login/", {"login": "ana@example.org", "password": PASSWORD})
    assert client.get("/journal/").status_code == 200
