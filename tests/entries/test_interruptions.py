"""Whatever comes between somebody and her page, her words come back, on one page, and are saved from it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError, connection, connections
from django.test import Client

from entries.models import Entry
from tests.passkeys import adds_passkey
from tests.people import PASSWORD, Person
from vault.keeping import through_broken_connections

WORDS = "a long <b>evening</b>\nand a second line"
COMES_BACK = "a long &lt;b&gt;evening&lt;/b&gt;\nand a second line"


def page_of(**more: str) -> dict[str, str]:
    page = {"entry_id": str(uuid4()), "revision": "0", "written_on": "2025-06-14", "title": "", "body": WORDS}
    return page | more


def lenient(person: Person) -> Client:
    """Her browser, which is shown an error page where a test would see the exception."""
    browser = Client(raise_request_exception=False, headers={"Sec-Fetch-Site": "same-origin"})
    browser.cookies = person.client.cookies
    return browser


def given_back(answer: Any) -> dict[str, str]:
    """Return what the form of a page sends again."""
    page = answer.content.decode()
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    written = re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    return dict(hidden) | {name: words.replace("&lt;", "<").replace("&gt;", ">") for name, words in written}


def kept(person: Person) -> list[str]:
    return [entry.read(person.vault).body for entry in person.user.entries.all()]


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


@contextmanager
def database_away() -> Iterator[None]:
    """Point the connection where no database is, as when its server is down or its disk is not mounted."""
    settings = connection.settings_dict
    before = settings["NAME"], settings["PORT"]
    connection.close()
    settings.update(PORT=1) if connection.vendor == "postgresql" else settings.update(NAME="/nowhere/at/all.sqlite3")
    try:
        yield
    finally:
        connection.close()
        settings["NAME"], settings["PORT"] = before


@pytest.mark.django_db(transaction=True)
def test_while_the_database_is_away_the_words_stay_on_the_page_and_are_saved_when_it_is_back(alice: Person) -> None:
    browser = lenient(alice)
    with database_away():
        answer = browser.post("/write/", page_of())
        script = browser.post(f"/write/{uuid4()}/autosave/", page_of(), headers={"Accept": "application/json"})
    assert (answer.status_code, script.status_code) == (503, 503)
    assert COMES_BACK in answer.content.decode()
    assert browser.post("/write/", given_back(answer)).status_code == 302
    assert kept(alice) == [WORDS]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="how large a database may grow is set like this on SQLite")
def test_a_full_disk_says_so_and_gives_the_words_back(alice: Person) -> None:
    browser = lenient(alice)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
    answer = browser.post("/write/", page_of(body=WORDS + "x" * 900_000))
    assert answer.status_code == 503
    assert COMES_BACK in answer.content.decode()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1000000000")
    assert browser.post("/write/", given_back(answer)).status_code == 302
    assert len(kept(alice)) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="on PostgreSQL one writer does not keep out another")
def test_a_database_that_is_locked_for_long_gives_the_words_back(alice: Person) -> None:
    browser, other = lenient(alice), connections.create_connection("default")
    other.cursor().execute("BEGIN IMMEDIATE")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 10")
    answer = browser.post("/write/", page_of())
    other.close()
    connection.close()
    assert answer.status_code == 503
    assert COMES_BACK in answer.content.decode()


@contextmanager
def connection_broken_after_the_row_was_written() -> Iterator[list[bool]]:
    """Let the server end the connection in the middle of the transaction, once."""
    broken: list[bool] = []
    other = connections.create_connection("default")

    def break_once(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        result = execute(sql, parameters, many, context)
        if "entries_entry" in sql and sql.startswith("INSERT") and not broken:
            broken.append(True)
            backend = context["connection"].connection.info.backend_pid
            other.cursor().execute("SELECT pg_terminate_backend(%s)", [backend])
        return result

    with connection.execute_wrapper(break_once):
        yield broken
    other.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no connection that could break")
def test_a_save_that_meets_a_broken_connection_is_done_again_whole_and_once(alice: Person) -> None:
    with connection_broken_after_the_row_was_written() as broken:
        answer = alice.client.post("/write/", page_of())
    assert broken == [True]
    assert answer.status_code == 302
    assert kept(alice) == [WORDS]
    assert alice.user.versions.count() == 0


@pytest.mark.django_db(transaction=True)
def test_patience_with_a_database_that_is_away_ends_with_its_own_error() -> None:
    tries: list[int] = []

    def act() -> None:
        tries.append(1)
        connection.ensure_connection()

    with database_away(), pytest.raises(OperationalError):
        through_broken_connections(act)
    assert len(tries) == (1 if connection.vendor == "sqlite" else len(tries))
    assert connection.vendor == "sqlite" or len(tries) > 3


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
    alice.user.entries.update(body=bytes(entry.body)[:-1] + b"x")
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
