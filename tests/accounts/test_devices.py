"""Where somebody is signed in, how she ends it, and what is written down about her door."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.devices import sessions_of
from tests.people import PASSWORD, Person
from vault.devices import device_of, in_words
from vault.models import SecurityEvent

FIREFOX = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
SAFARI = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1 (KHTML, like Gecko) Version/18 Safari/605.1"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"


@pytest.fixture
def phone(alice: Person) -> Client:
    browser = Client(headers={"User-Agent": FIREFOX})
    alice.signs_in(browser)
    return browser


def kinds(person: Person) -> list[str]:
    return [event.kind for event in person.user.security_events.order_by("happened_at")]


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (FIREFOX, "Firefox on Android"),
        (SAFARI, "Safari on macOS"),
        (CHROME, "Chrome on Windows"),
        (CHROME + " Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) FxiOS/140 Safari/605", "Firefox on iPhone"),
        ("curl/8", "An unknown device"),
        ("", "An unknown device"),
        ("<script>alert(1)</script>", "An unknown device"),
    ],
)
def test_a_device_is_named_so_that_one_knows_it_again(user_agent: str, name: str) -> None:
    assert in_words(device_of(user_agent)) == name


def test_the_list_names_every_device_and_when_it_was_used(alice: Person, phone: Client) -> None:
    page = alice.client.get("/settings/security/").content.decode()
    assert "Firefox on Android" in page
    assert page.count("The journal is open there") == 2
    phone.post("/lock/")
    page = alice.client.get("/settings/security/").content.decode()
    assert page.count("The journal is locked there") == 1


def test_the_list_takes_as_many_queries_for_many_devices(alice: Person) -> None:
    counts = []
    for _ in range(2):
        for _ in range(3):
            alice.signs_in(Client())
        with CaptureQueriesContext(
            connection,
        ) as queries:
            alice.client.get("/settings/security/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_one_device_can_be_signed_out_and_its_journal_is_locked(alice: Person, phone: Client) -> None:
    session = sessions_of(alice.user).get(user_agent=FIREFOX)
    alice.client.post(f"/settings/sessions/{session.pk}/end/")
    assert phone.get("/journal/")["Location"].startswith("/accounts/login/")
    assert alice.user.vault_sessions.count() == 1
    assert alice.has_open_journal()


def test_every_other_device_can_be_signed_out_at_once(alice: Person, phone: Client) -> None:
    third = Client()
    alice.signs_in(third)
    alice.client.post("/settings/sessions/end-others/")
    assert [browser.get("/journal/").status_code for browser in (phone, third)] == [302, 302]
    assert alice.user.vault_sessions.count() == 1
    assert alice.has_open_journal()


def test_ending_this_session_signs_out_here(alice: Person) -> None:
    session = sessions_of(alice.user).get()
    alice.client.post(f"/settings/sessions/{session.pk}/end/")
    assert alice.client.get("/journal/")["Location"].startswith("/accounts/login/")
    assert alice.user.vault_sessions.count() == 0


def test_nobody_ends_the_session_of_another(alice: Person, bob: Person) -> None:
    session = sessions_of(alice.user).get()
    assert bob.client.post(f"/settings/sessions/{session.pk}/end/").status_code == 404
    assert alice.has_open_journal()


def test_the_journal_can_be_locked_on_every_device_at_once(alice: Person, phone: Client) -> None:
    alice.client.post("/lock/", {"everywhere": "1"})
    assert not alice.has_open_journal()
    assert phone.get("/journal/")["Location"].startswith("/unlock/")


def test_the_record_says_who_came_in_and_who_tried(alice: Person, phone: Client) -> None:
    Client(headers={"User-Agent": CHROME}).post("/accounts/login/", {"login": alice.email, "password": "wrong " * 4})
    alice.locks()
    alice.client.post("/unlock/", {"password": "also wrong, this one"})
    alice.unlocks()
    kind = SecurityEvent.Kind
    assert kinds(alice) == [kind.SIGNED_IN, kind.SIGNED_IN, kind.WRONG_PASSWORD, kind.WRONG_UNLOCK, kind.UNLOCKED]
    page = alice.client.get("/settings/security/record/").content.decode()
    assert "Somebody tried a wrong password" in page
    assert "Chrome on Windows" in page


def test_the_record_of_a_wrong_password_for_nobody_is_written_nowhere(alice: Person) -> None:
    Client().post("/accounts/login/", {"login": "nobody@example.org", "password": "wrong " * 4})
    assert SecurityEvent._base_manager.count() == 1


def test_the_record_forgets_after_90_days(alice: Person) -> None:
    alice.user.security_events.update(happened_at=timezone.now() - timedelta(days=91))
    alice.locks()
    alice.unlocks()
    assert kinds(alice) == [SecurityEvent.Kind.UNLOCKED]


def test_the_record_shows_no_line_that_is_older_even_before_it_is_swept(alice: Person) -> None:
    alice.user.security_events.update(happened_at=timezone.now() - timedelta(days=91))
    for url in ("/settings/security/", "/settings/security/record/"):
        assert b"Nothing in the last 90 days" in alice.client.get(url).content


def test_a_journal_that_locked_itself_is_not_called_open(alice: Person, phone: Client) -> None:
    alice.user.vault_sessions.update(last_seen_at=timezone.now() - timedelta(hours=5))
    alice.unlocks()
    page = alice.client.get("/settings/security/").content.decode()
    assert page.count("The journal is open there") == 1


def test_the_record_holds_no_address_and_nothing_that_was_typed(alice: Person) -> None:
    Client().post("/accounts/login/", {"login": alice.email, "password": "plinmoradeska wrong"})
    rows = [str(vars(event)) for event in alice.user.security_events.all()]
    assert not [row for row in rows if "plinmoradeska" in row or "127.0.0.1" in row or "@" in row]


def test_security_can_be_seen_while_the_journal_is_locked_for_that_is_when_it_is_needed(alice: Person) -> None:
    alice.locks()
    assert alice.client.get("/settings/security/").status_code == 200
    assert alice.client.post("/settings/sessions/end-others/").status_code == 302


def test_no_browser_is_remembered_after_it_closes(alice: Person) -> None:
    answer = Client().post("/accounts/login/", {"login": alice.email, "password": PASSWORD})
    assert answer.cookies["session"]["max-age"] == ""
    assert answer.cookies["vault"]["max-age"] == ""
