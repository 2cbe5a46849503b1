"""The second step of signing in: the password alone opens nothing, and a key waits for the code in this browser."""

import json
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.second_factor_forms import AddPasskeyForm
from accounts.second_factors import MFAAdapter, SecondFactorUnreadable
from tests.passkeys import SoftPasskey, adds_passkey, second_step_with
from tests.people import PASSWORD, Person
from vault.models import VaultSession


def code_for(secret: str) -> str:
    """Return the code the app shows now; each is good once, and the tests have no half minute to wait."""
    cache.clear()
    counter = list(totp.yield_hotp_counters_from_time())[1]
    return str(totp.format_hotp_value(totp.hotp_value(secret, counter)))


def sets_up_app(person: Person) -> str:
    """Turn the app on through the pages, and return its secret."""
    person.client.post("/accounts/reauthenticate/?next=/settings/second-step/app/", {"password": person.password})
    page = person.client.get("/settings/second-step/app/")
    secret = str(page.context["form"].secret)
    person.client.post("/settings/second-step/app/", {"code": code_for(secret)})
    return secret


@pytest.fixture
def secret(alice: Person) -> str:
    secret = sets_up_app(alice)
    alice.client.post("/accounts/logout/")
    return secret


def first_step(person: Person, client: Client | None = None) -> Any:
    return (client or person.client).post("/accounts/login/", {"login": person.email, "password": person.password})


def second_step(client: Client, code: str) -> Any:
    return client.post("/accounts/second-step/", {"code": code})


def is_open(client: Client) -> bool:
    return bool(client.get("/journal/").status_code == 200)


def test_the_password_alone_opens_nothing_and_the_code_opens_the_journal(alice: Person, secret: str) -> None:
    assert first_step(alice)["Location"] == "/accounts/second-step/"
    waiting = VaultSession._base_manager.get()
    assert waiting.is_pending
    assert not is_open(alice.client)
    assert second_step(alice.client, code_for(secret))["Location"] == "/"
    assert is_open(alice.client)
    assert not VaultSession._base_manager.filter(id=waiting.id).exists()


def test_a_wrong_code_opens_nothing(alice: Person, secret: str) -> None:
    first_step(alice)
    assert "That code doesn’t fit" in second_step(alice.client, "000000").content.decode()
    assert not is_open(alice.client)


def test_codes_cannot_be_guessed_one_after_the_other(alice: Person, secret: str) -> None:
    cache.clear()
    first_step(alice)
    for _ in range(5):
        second_step(alice.client, "000000")
    counter = list(totp.yield_hotp_counters_from_time())[1]
    second_step(alice.client, totp.format_hotp_value(totp.hotp_value(secret, counter)))
    assert not is_open(alice.client)


def test_a_code_is_good_once(alice: Person, secret: str) -> None:
    code = code_for(secret)
    first_step(alice)
    second_step(alice.client, code)
    thief = Client()
    first_step(alice, thief)
    second_step(thief, code)
    assert not is_open(thief)


def test_a_key_that_waited_too_long_is_gone_and_the_journal_asks_for_the_password(alice: Person, secret: str) -> None:
    first_step(alice)
    VaultSession._base_manager.update(expires_at=timezone.now() - timedelta(seconds=1))
    second_step(alice.client, code_for(secret))
    assert alice.client.get("/journal/")["Location"].startswith("/unlock/")


def test_whoever_has_only_the_session_cannot_use_the_key_that_waits(alice: Person, secret: str) -> None:
    first_step(alice)
    thief = Client()
    thief.cookies["session"] = alice.client.cookies["session"].value
    second_step(thief, code_for(secret))
    assert not is_open(thief)


def test_a_key_that_waits_with_a_forged_cookie_signs_in_and_opens_nothing(alice: Person, secret: str) -> None:
    first_step(alice)
    cookie = alice.client.cookies["vault"].value
    alice.client.cookies["vault"] = cookie[:-4] + ("AAAA" if cookie[-4:] != "AAAA" else "BBBB")
    second_step(alice.client, code_for(secret))
    assert alice.client.get("/journal/")["Location"].startswith("/unlock/")


def test_a_row_that_waits_never_opens_even_with_its_cookie_and_a_session(alice: Person) -> None:
    alice.user.vault_sessions.update(is_pending=True)
    assert not alice.has_open_journal()


def test_a_recovery_code_works_once_instead_of_the_app(alice: Person, secret: str) -> None:
    codes = RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes()
    assert len(codes) == 10
    first_step(alice)
    second_step(alice.client, codes[0])
    assert is_open(alice.client)
    alice.client.post("/accounts/logout/")
    first_step(alice)
    assert second_step(alice.client, codes[0]).status_code == 200


def test_no_secret_of_a_second_step_stands_readable_in_the_database(alice: Person, secret: str) -> None:
    rows = json.dumps([row.data for row in Authenticator.objects.all()])
    seed = RecoveryCodes(Authenticator.objects.get(type="recovery_codes"))
    assert secret not in rows
    assert not [code for code in seed.get_unused_codes() if code in rows]
    assert MFAAdapter().decrypt(Authenticator.objects.get(type="totp").data["secret"]) == secret


def test_another_secret_of_the_server_opens_no_second_step_and_says_so(
    alice: Person, secret: str, settings: Settings
) -> None:
    sealed = Authenticator.objects.get(type="totp").data["secret"]
    first_step(alice)
    code = code_for(secret)
    settings.SECRET_KEY = "another secret altogether, as after a lost file " * 2
    with pytest.raises(SecondFactorUnreadable):
        MFAAdapter().decrypt(sealed)
    first_step(alice)
    answer = second_step(alice.client, code)
    assert answer.status_code == 503
    assert b"secret of this server has changed" in answer.content


def test_turning_it_on_or_off_asks_for_the_password_first(alice: Person) -> None:
    assert alice.client.get("/settings/second-step/app/")["Location"].startswith("/accounts/reauthenticate/")
    sets_up_app(alice)
    alice.client.post("/settings/second-step/app/off/")
    assert not Authenticator.objects.exists()
    alice.client.post("/accounts/logout/")
    first_step(alice)
    assert is_open(alice.client)


@pytest.mark.django_db(transaction=True)
def test_it_is_written_into_the_record(alice: Person) -> None:
    sets_up_app(alice)
    assert "A second step was added" in alice.client.get("/settings/security/").content.decode()


def test_remembering_a_browser_is_not_offered(alice: Person, secret: str) -> None:
    first_step(alice)
    page = alice.client.get("/accounts/second-step/").content.decode().lower()
    assert "remember" not in page
    assert "trust" not in page
    second_step(alice.client, code_for(secret))
    assert set(alice.client.cookies) <= {"session", "csrf", "vault"}


def test_the_app_calls_it_by_a_name_that_says_nothing(alice: Person) -> None:
    alice.client.post("/accounts/reauthenticate/?next=/settings/second-step/app/", {"password": PASSWORD})
    url = alice.client.get("/settings/second-step/app/").context["totp_url"]
    assert "issuer=Notes" in url
    assert "afterword" not in url.lower()


def test_a_first_step_with_a_password_that_was_changed_meanwhile_counts_no_more(alice: Person, secret: str) -> None:
    thief = Client()
    first_step(alice, thief)
    user = alice.user
    user.set_password("another one altogether")
    user.save()
    second_step(thief, code_for(secret))
    assert thief.get("/settings/security/").status_code == 302


def test_a_reset_by_mail_does_not_get_around_the_second_step(alice: Person, secret: str) -> None:
    from tests.accounts.test_resetting import NEW, resets  # noqa: PLC0415  that file's own way of resetting

    browser = resets(alice)
    answer = browser.post("/accounts/login/", {"login": alice.email, "password": NEW})
    assert answer["Location"] == "/accounts/second-step/"
    assert browser.get("/settings/security/").status_code == 302


@pytest.mark.parametrize(
    "results", [{"prf": {"enabled": True, "results": {"first": "SECRET"}}}, {"hmacGetSecret": {"output1": "SECRET"}}]
)
def test_what_a_passkey_computes_for_others_is_never_kept(alice: Person, results: dict[str, Any]) -> None:
    form = AddPasskeyForm(user=alice.user)
    form.cleaned_data = {"credential": {"id": "x", "clientExtensionResults": results | {"credProps": {"rk": True}}}}
    kept = form.clean_credential()
    assert kept == {"id": "x", "clientExtensionResults": {"credProps": {"rk": True}}}


def test_a_passkey_works_instead_of_the_code(alice: Person) -> None:
    passkey = adds_passkey(alice)
    alice.client.post("/accounts/logout/")
    assert first_step(alice)["Location"] == "/accounts/second-step/"
    assert not is_open(alice.client)
    assert second_step_with(passkey, alice.client)["Location"] == "/"
    assert is_open(alice.client)


def test_another_passkey_opens_nothing(alice: Person) -> None:
    adds_passkey(alice)
    alice.client.post("/accounts/logout/")
    first_step(alice)
    assert second_step_with(SoftPasskey(), alice.client).status_code == 200
    assert not is_open(alice.client)


def test_what_a_passkey_computes_stands_in_no_table(alice: Person) -> None:
    adds_passkey(alice)
    assert "SECRET" not in json.dumps([row.data for row in Authenticator.objects.all()])


@pytest.mark.parametrize("odd", [None, [], "x", {}, {"clientExtensionResults": None}, {"clientExtensionResults": 3}])
def test_an_odd_answer_of_a_passkey_is_refused_with_a_sentence(alice: Person, odd: Any) -> None:
    alice.client.post("/accounts/reauthenticate/?next=/settings/second-step/passkeys/add/", {"password": PASSWORD})
    alice.client.get("/settings/second-step/passkeys/add/")
    answer = alice.client.post("/settings/second-step/passkeys/add/", {"name": "k", "credential": json.dumps(odd)})
    assert answer.status_code == 200
    assert not Authenticator.objects.exists()
