"""Signing up where mail is configured: a code confirms the address, and nobody learns who has a journal."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from tests.mails import last_code
from tests.people import PASSWORD, Person
from vault.core import primitives
from vault.hashers import SignInHasher
from vault.models import Vault, VaultSession, VaultSlot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("with_mail")]

EMAIL = "ana@example.org"


def signs_up(client: Client, email: str = EMAIL) -> Any:
    cache.clear()
    return client.post(
        "/accounts/signup/", {"email": email, "password1": PASSWORD, "tab_name": "Notes", "time_zone": ""}
    )


def confirms(client: Client) -> Any:
    return client.post("/accounts/confirm-email/", {"code": last_code()})


@pytest.fixture
def ana(client: Client) -> Person:
    signs_up(client)
    confirms(client)
    return Person(EMAIL, PASSWORD, client)


def test_the_journal_opens_once_the_code_is_entered_and_not_before(client: Client) -> None:
    answer = signs_up(client)
    assert answer["Location"] == "/accounts/confirm-email/"
    assert VaultSession._base_manager.get().is_pending
    assert client.get("/journal/").status_code == 302
    assert b"We sent a code" in client.get("/accounts/confirm-email/").content
    assert confirms(client)["Location"] == "/settings/recovery-key/"
    assert client.get("/journal/").status_code == 200
    assert not VaultSession._base_manager.get().is_pending


def test_a_wrong_code_opens_nothing_and_the_right_one_does_after_it(client: Client) -> None:
    signs_up(client)
    assert "That code doesn’t fit" in client.post("/accounts/confirm-email/", {"code": "BBBB-BBBB"}).content.decode()
    assert client.get("/journal/").status_code == 302
    confirms(client)
    assert client.get("/journal/").status_code == 200


def test_codes_cannot_be_guessed_one_after_the_other(client: Client) -> None:
    signs_up(client)
    for _ in range(3):
        client.post("/accounts/confirm-email/", {"code": "BBBB-BBBB"})
    confirms(client)
    assert client.get("/journal/").status_code == 302


def test_a_code_entered_in_another_browser_opens_nothing_there(client: Client) -> None:
    signs_up(client)
    other = Client()
    other.post("/accounts/confirm-email/", {"code": last_code()})
    assert other.get("/journal/").status_code == 302


def test_whoever_closed_the_browser_before_the_code_signs_in_and_gets_another(client: Client) -> None:
    signs_up(client)
    cache.clear()
    later = Client()
    later.post("/accounts/login/", {"login": EMAIL, "password": PASSWORD})
    confirms(later)
    assert later.get("/journal/").status_code == 200


def shape(answer: Any) -> Any:
    attributes = ("samesite", "httponly", "secure", "max-age", "path")
    cookies = {
        name: (len(cookie.value), *(cookie[each] for each in attributes)) for name, cookie in answer.cookies.items()
    }
    # Lengths and times differ from one request to the next, and so does the order of a policy's directives.
    passing = {"Content-Length", "Expires"}
    headers = {name: sorted(value.split("; ")) for name, value in answer.headers.items() if name not in passing}
    return answer.status_code, headers, cookies


def test_a_sign_up_with_a_taken_address_looks_like_any_other_and_makes_nothing(ana: Person) -> None:
    vaults, slots = Vault._base_manager.count(), VaultSlot._base_manager.count()
    new, taken = Client(), Client()
    answers = signs_up(new, "new@example.org"), signs_up(taken, EMAIL)
    assert shape(answers[0]) == shape(answers[1])
    assert (Vault._base_manager.count(), VaultSlot._base_manager.count()) == (vaults + 1, slots + 2)
    assert User.objects.count() == 2
    pages = [browser.get("/accounts/confirm-email/").content.decode() for browser in (new, taken)]
    strip = [page.replace("new@example.org", EMAIL) for page in pages]
    assert without_tokens(strip[0]) == without_tokens(strip[1])
    wrong = [browser.post("/accounts/confirm-email/", {"code": "BBBB-BBBB"}) for browser in (new, taken)]
    assert [answer.status_code for answer in wrong] == [200, 200]
    assert taken.get("/journal/").status_code == 302


def without_tokens(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)


def test_a_sign_up_with_a_taken_address_costs_as_many_derivations(ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted, not timed: one hash for signing in, one derivation for the vault, whoever has the address."""
    done: list[str] = []
    counted(monkeypatch, primitives, "argon2id", done)
    counted(monkeypatch, SignInHasher, "encode", done)
    costs = []
    for email in ("new@example.org", EMAIL):
        done.clear()
        signs_up(Client(), email)
        costs.append(sorted(done))
    assert costs == [["argon2id", "encode"], ["argon2id", "encode"]]


def counted(monkeypatch: pytest.MonkeyPatch, where: Any, name: str, done: list[str]) -> None:
    original: Callable[..., Any] = getattr(where, name)

    def counting(*args: Any, **kwargs: Any) -> Any:
        done.append(name)
        return original(*args, **kwargs)

    monkeypatch.setattr(where, name, counting)


def test_both_sign_ups_send_one_mail_and_neither_says_anything(ana: Person) -> None:
    mail.outbox.clear()
    signs_up(Client(), "new@example.org")
    signs_up(Client(), EMAIL)
    assert [message.to for message in mail.outbox] == [["new@example.org"], [EMAIL]]
    for message in mail.outbox:
        assert message.subject == "A note for you"
        assert message.from_email == "Notes <notes@127.0.0.1>"
        said = str(message.message()).lower()
        assert not [word for word in ("afterword", "journal", "breakup", "http", "diary") if word in said]


def test_signing_up_over_ajax_gets_the_same_door(client: Client) -> None:
    headers = {"X-Requested-With": "XMLHttpRequest"}
    form = {"email": EMAIL, "password1": PASSWORD, "tab_name": "Notes", "time_zone": ""}
    answer = client.post("/accounts/signup/", form, headers=headers)
    assert answer.json()["location"] == "/accounts/confirm-email/"
    confirms(client)
    client.post("/accounts/logout/")
    answer = client.post("/accounts/login/", {"login": EMAIL, "password": PASSWORD}, headers=headers)
    assert answer.json()["location"] == "/"
    assert client.get("/journal/").status_code == 200


def test_the_address_changes_once_the_new_one_is_confirmed(ana: Person) -> None:
    cache.clear()
    ana.client.post("/accounts/reauthenticate/?next=/settings/email/", {"password": PASSWORD})
    ana.client.post("/settings/email/", {"email": "new@example.org", "action_add": "1"})
    assert User.objects.get().email == EMAIL
    ana.client.post("/accounts/confirm-email/", {"code": last_code()})
    assert User.objects.get().email == "new@example.org"
    assert ana.has_open_journal()
    assert mail.outbox[-1].to == ["new@example.org"]
    assert "The e-mail address was changed" in ana.client.get("/settings/security/").content.decode()
