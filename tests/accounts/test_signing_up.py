"""Arriving: from nothing to the first page, with a journal that only she can open."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from accounts.passphrases import suggest_passphrase
from journal_site import settings as product
from tests import signed_up as signing_up
from tests.loot import every_value_of_every_table
from tests.people import PASSWORD, Person
from tests.signed_up import signed_up
from vault.core.slots import Cost
from vault.hashers import SignInHasher
from vault.models import Vault

FORM = {"email": "new@example.org", "password1": PASSWORD, "tab_name": "Notes", "time_zone": "Europe/Vienna"}


def test_signing_up_makes_account_keys_and_preferences_and_shows_the_recovery_key(client: Client, db: None) -> None:
    answer = client.post("/accounts/signup/", FORM)
    user = User.objects.get(email="new@example.org")
    assert answer["Location"] == "/settings/recovery-key/"
    assert Vault.objects.get(owner=user).recovery_confirmed_at is None
    assert user.preferences.get().time_zone == "Europe/Vienna"
    assert client.get("/settings/recovery-key/").content.count(b"<span>") >= 8


def test_the_recovery_key_may_wait_until_the_first_sitting_has_ended_and_then_comes_back(alice: Person) -> None:
    form = alice.client.get("/write/").context["form"]
    page = {"entry_id": form["entry_id"].value(), "revision": "0", "written_on": "2025-06-14", "body": "first"}
    assert alice.client.post("/write/", page)["Location"].endswith("/questions/")
    assert alice.client.get("/")["Location"] == "/settings/recovery-key/"
    assert b"Keep it now" in alice.client.get("/").content
    again = page | {"revision": "1", "body": "first, changed"}
    assert alice.client.post(f"/write/{page['entry_id']}/", again)["Location"].startswith("/journal/")
    form = alice.client.get("/write/").context["form"]
    page |= {"entry_id": form["entry_id"].value(), "body": "second"}
    assert alice.client.post("/write/", page)["Location"].startswith("/journal/")


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("too short", "at least 12 characters"),
        ("password1234", "too common"),
        ("passwordpassword", "repeats one short piece"),
        ("1234" * 5, "repeats one short piece"),
        ("new@example.org", "too similar"),
    ],
)
def test_a_password_that_would_be_guessed_is_refused_with_a_reason(
    client: Client, db: None, password: str, sentence: str
) -> None:
    answer = client.post("/accounts/signup/", FORM | {"password1": password})
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "password", ["ünïcödé und Leerzeichen  ", "🌧 rain on the window", "so long a sentence " + "x" * 500]
)
def test_any_sentence_can_be_the_password_exactly_as_typed(client: Client, db: None, password: str) -> None:
    client.post("/accounts/signup/", FORM | {"password1": password})
    client.post("/lock/")
    client.post("/unlock/", {"password": password.strip() + "x"})
    assert client.get("/journal/").status_code == 302
    client.post("/unlock/", {"password": password})
    assert client.get("/journal/").status_code == 200


def test_a_time_zone_nobody_knows_is_left_to_the_server(client: Client, db: None) -> None:
    client.post("/accounts/signup/", FORM | {"time_zone": "Mars/Olympus"})
    assert User.objects.get().preferences.get().time_zone == ""


def test_an_address_is_one_account_however_it_is_capitalised(client: Client, db: None) -> None:
    client.post("/accounts/signup/", FORM)
    client.post("/accounts/logout/")
    client.post("/accounts/login/", {"login": "NEW@Example.org", "password": PASSWORD})
    assert client.get("/journal/").status_code == 200


def test_a_wrong_password_signs_nobody_in_and_sets_no_key(alice: Person) -> None:
    browser = Client()
    answer = browser.post("/accounts/login/", {"login": alice.email, "password": "wrong wrong wrong"})
    assert answer.status_code == 200
    assert "vault" not in answer.cookies


def test_suggested_passphrases_are_five_words_and_never_the_same() -> None:
    suggestions = {suggest_passphrase() for _ in range(50)}
    assert len(suggestions) == 50
    assert {len(suggestion.split(" ")) for suggestion in suggestions} == {5}


def test_the_sign_in_hash_costs_what_the_vaults_key_costs(settings: Settings) -> None:
    settings.VAULT_COST = (512, 2, 1)
    encoded = SignInHasher().encode(PASSWORD, "a salt of sixteen")
    assert "m=512,t=2,p=1" in encoded
    assert SignInHasher().verify(PASSWORD, encoded)
    settings.VAULT_COST = (1024, 2, 1)
    assert SignInHasher().must_update(encoded)


def test_both_cost_64_mebibytes_and_three_passes_in_the_product() -> None:
    assert Cost(*product.VAULT_COST) == Cost(memory=64 * 1024, passes=3, lanes=1)
    assert product.PASSWORD_HASHERS == ["vault.hashers.SignInHasher"]


def test_whom_the_tests_put_back_is_as_signing_up_left_her(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing_up, "_last", {})
    left = []
    for _ in range(2):
        before = transaction.savepoint()
        person = signed_up("alice")
        left.append(every_value_of_every_table())
        assert person.has_open_journal()
        transaction.savepoint_rollback(before)
    assert left[0] == left[1]
    assert person.email.encode() in left[1]


def test_whoever_signs_up_a_moment_after_herself_is_led_to_signing_in(
    client: Client, db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_late(_form: object, _request: object) -> None:
        User.objects.create_user(FORM["email"], password=PASSWORD)
        raise IntegrityError

    settings.MAILS_STAY_HERE = True
    monkeypatch.setattr("accounts.forms.AllauthSignupForm.try_save", is_late)
    answer = client.post("/accounts/signup/", FORM, follow=True)
    assert answer.redirect_chain == [("/accounts/login/", 302)]
    assert "There is a journal with this address already." in answer.content.decode()
