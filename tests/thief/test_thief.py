"""A thief of everything at rest ends with empty hands, and, to show that the hands are skilled, not without a guard."""

import logging
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django import Settings

from accounts.second_factors import MFAAdapter, SecondFactorUnreadable
from journal_site import env
from journal_site.reporting import WordlessFormatter
from tests.accounts.test_second_step import sets_up_app
from tests.loot import every_value_of_every_table, files_of_the_database
from tests.people import PASSWORD, Person
from tests.site.secret_words import found_in
from tests.thief.burglar import COMMON_PASSWORDS, Burglar
from vault import middleware, rekeying
from vault.core.documents import Keyring, header_of
from vault.core.labels import Place
from vault.keyslots import write_password_slot
from vault.models import VaultSession, VaultSlot
from vault.session import VaultCookie

WORDS = b"plinmoradeska"
# Another word, since logs of the database keep it for every later test.
IN_CLEAR = "vermolundic"


@pytest.fixture
def alice(alice: Person) -> Person:
    """Somebody who wrote, answered, keeps a second step, and has the journal open in two browsers."""
    alice.answers(f"an answer {WORDS.decode()}", entry=alice.writes(WORDS.decode(), title=WORDS.decode()))
    sets_up_app(alice)
    return alice


def got_words(burglar: Burglar, keys: Any) -> bool:
    return any(WORDS in words for words in burglar.reads_with(keys))


def test_with_everything_at_rest_nothing_opens(alice: Person) -> None:
    for number in range(60):
        alice.writes(f"{WORDS.decode()} {number}")
    burglar = Burglar()
    assert len(burglar.secrets_found()) > 500
    assert burglar.opens_with() == []


def test_with_the_password_everything_opens_so_the_burglar_is_a_skilled_one(alice: Person) -> None:
    burglar = Burglar()
    assert got_words(burglar, burglar.opens_with(passwords=[PASSWORD]))


def test_with_a_browsers_cookie_everything_opens(alice: Person) -> None:
    cookie = VaultCookie.parse(alice.client.cookies["vault"].value)
    assert cookie
    burglar = Burglar()
    assert got_words(burglar, burglar.opens_with(guesses=[cookie.key]))


def test_with_the_recovery_key_on_paper_everything_opens(alice: Person) -> None:
    key = alice.client.get("/settings/recovery-key/file/").content.strip()
    assert got_words(Burglar(besides=key), Burglar(besides=key).opens_with())


@pytest.mark.django_db(transaction=True)
def test_files_log_and_static_files_hold_no_word_and_no_key(alice: Person, tmp_path: Path) -> None:
    handler = logging.FileHandler(tmp_path / "log")
    handler.setFormatter(WordlessFormatter("%(message)s"))
    logging.getLogger().addHandler(handler)
    alice.client.get("/journal/")
    alice.client.post("/write/", {"body": WORDS.decode(), "entry_id": "x"})
    logging.getLogger().removeHandler(handler)
    handler.close()
    files = b"\n".join(file.read_bytes() for file in files_of_the_database())
    static = b"\n".join(each.read_bytes() for each in (env.ROOT / "static").rglob("*.*"))
    besides = files + (tmp_path / "log").read_bytes() + static
    assert found_in(besides + every_value_of_every_table(), {"words": WORDS.decode(), "password": PASSWORD}) == []
    assert Burglar(besides=besides[:200_000]).opens_with() == []


def test_a_forged_session_signs_in_and_reads_nothing(alice: Person) -> None:
    """With the server's secret a thief can sign in on a copy of the server, and stands before a locked journal."""
    thief = Client()
    thief.force_login(alice.user)
    entry = alice.user.entries.get()
    for url in ("/journal/", f"/journal/{entry.id}/", "/settings/", "/book/"):
        answer = thief.get(url)
        assert answer.status_code == 302
        assert WORDS not in thief.get(url, follow=True).content
    assert WORDS not in thief.get("/settings/security/").content


def secret_of_the_app() -> tuple[str, str]:
    """Return the secret of the app as it is kept, and as it is."""
    kept = Authenticator.objects.get(type="totp").data["secret"]
    return kept, MFAAdapter().decrypt(kept)


def test_the_codes_of_a_second_step_can_be_made_with_the_servers_secret_and_open_nothing(alice: Person) -> None:
    """That is all they are worth to a thief: they guard signing in, and no word is sealed with them."""
    kept, secret = secret_of_the_app()
    assert Burglar().opens_with(guesses=[kept.encode(), secret.encode()], passwords=[secret]) == []


def test_without_the_servers_secret_not_even_the_codes_can_be_made(alice: Person, settings: Settings) -> None:
    kept, secret = secret_of_the_app()
    assert found_in(every_value_of_every_table(), {"secret": secret}) == []
    settings.SECRET_KEY = "what a thief of the database alone would have to guess " * 2
    with pytest.raises(SecondFactorUnreadable):
        MFAAdapter().decrypt(kept)


def test_an_own_account_opens_nobody_elses_rows(alice: Person, bob: Person) -> None:
    """The thief signs up, and moves her rows, slots and sessions over to the own account."""
    burglar = Burglar()
    own = bob.vault
    assert burglar.reads_with([own]) != []
    assert not got_words(burglar, [own])
    for row in burglar.sealed():
        row.owner_id, row.vault_id = bob.user.pk, own.id
    assert not got_words(burglar, [own])


def test_a_slot_or_session_that_was_moved_opens_nothing(alice: Person, bob: Person) -> None:
    burglar = Burglar()
    hers = {slot.kind: slot for slot in burglar.rows[VaultSlot] if slot.owner_id == alice.user.pk}
    for slot in burglar.rows[VaultSlot]:
        if slot.owner_id == bob.user.pk:
            slot.wrapped, slot.kdf = hers[slot.kind].wrapped, hers[slot.kind].kdf
    assert not got_words(burglar, burglar.opens_with(passwords=[bob.password]))
    cookie = VaultCookie.parse(bob.client.cookies["vault"].value)
    assert cookie
    for session in burglar.rows[VaultSession]:
        if session.owner_id == alice.user.pk:
            session.id = cookie.session_id
    assert not got_words(burglar, burglar.opens_with(guesses=[cookie.key]))


def test_a_former_password_opens_the_backups_of_its_time(alice: Person) -> None:
    """Named among the limits: changing a password does not change the data key."""
    backup = Burglar()
    alice.client.post("/settings/password/", {"oldpassword": PASSWORD, "password1": "another one altogether"})
    keys = backup.opens_with(passwords=[PASSWORD])
    assert got_words(backup, keys)
    assert Burglar().opens_with(passwords=[PASSWORD]) == []
    assert got_words(Burglar(), keys), "the same data key still opens what is kept today"


def test_after_a_new_key_an_old_backup_with_its_password_opens_nothing_of_today(alice: Person) -> None:
    backup = Burglar()
    alice.client.post("/settings/new-key/", {"password": PASSWORD})
    alice.client.post("/settings/new-key/progress/")
    alice.client.post("/settings/password/", {"oldpassword": PASSWORD, "password1": "another one altogether"})
    keys = backup.opens_with(passwords=[PASSWORD])
    assert got_words(backup, keys)
    assert not got_words(Burglar(), keys)
    assert Burglar().opens_with(passwords=[PASSWORD]) == []


def test_a_backup_made_in_the_middle_of_a_new_key_opens_nothing_without_a_secret(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rekeying, "SECONDS_A_BATCH", -1.0)
    alice.client.post("/settings/new-key/", {"password": PASSWORD})
    alice.client.post("/settings/new-key/progress/")
    assert Burglar().opens_with() == []


# Without a guard --------------------------------------------------------------------------------------------------


def test_without_taking_the_cookie_out_of_the_request_the_thief_gets_in(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Allauth stores a suspended request with its headers: both halves of the key would meet in one table."""
    monkeypatch.setattr(middleware, "take_cookie", lambda request: VaultCookie.parse(request.COOKIES.get("vault", "")))
    session = alice.client.session
    session["account_authentication_methods"] = []
    session.save()
    alice.client.post("/settings/second-step/codes/new/", {})
    assert "account_reauthentication_state" in alice.client.session
    burglar = Burglar()
    assert got_words(burglar, burglar.opens_with())


def test_without_sealing_the_thief_reads(alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Keyring, "seal", lambda self, place, payload: header_of(self.current) + payload)
    alice.writes(IN_CLEAR)
    assert found_in(every_value_of_every_table(), {"words": IN_CLEAR}) == ["words"]


def test_without_binding_rows_to_their_owner_a_moved_row_would_open(
    alice: Person, bob: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were every journal sealed with one key and rows not bound to owners, any account would open all of them."""
    monkeypatch.setattr(Place, "associated_data", lambda self, header: header)
    entry = alice.writes(WORDS.decode())
    entry.owner_id = bob.user.pk
    assert entry.unseal("body", alice.vault) == WORDS


def test_with_a_password_from_a_list_the_thief_gets_in(alice: Person) -> None:
    """Why common passwords are refused at sign-up."""
    write_password_slot(alice.vault, COMMON_PASSWORDS[0])
    burglar = Burglar()
    assert got_words(burglar, burglar.opens_with())
