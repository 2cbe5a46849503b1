"""Deleting an account: the password, one page of plain words, and nothing left of it in any table."""

import hashlib

import pytest
from django.apps import apps
from django.test import Client

from tests.accounts.test_second_step import sets_up_app
from tests.loot import every_value_of_every_table
from tests.people import PASSWORD, Person

CANARY = "alice@example.org"


def rows_of_every_table() -> dict[str, int]:
    """Count the rows of every table the models know, besides Django's own bookkeeping."""
    bookkeeping = {"django_content_type", "auth_permission", "django_migrations"}
    return {
        model._meta.db_table: model._base_manager.count()
        for model in apps.get_models(include_auto_created=True)
        if model._meta.db_table not in bookkeeping
    }


@pytest.fixture
def full(alice: Person) -> Person:
    """Somebody of whom there is something in every table that can hold anything of anybody."""
    alice.answers("an answer", entry=alice.writes("a page"))
    alice.signs_in(Client())
    sets_up_app(alice)
    return alice


def test_nothing_is_left_in_any_table(full: Person) -> None:
    before = rows_of_every_table()
    filled = {table for table, rows in before.items() if rows}
    assert {"entries_entry", "reflections_reflection", "vault_vault", "vault_vaultslot", "vault_vaultsession"} <= filled
    assert {"django_session", "usersessions_usersession", "mfa_authenticator", "vault_securityevent"} <= filled
    answer = full.client.post("/settings/delete-account/", {"password": PASSWORD})
    assert answer["Location"] == "/accounts/deleted/"
    assert {table for table, rows in rows_of_every_table().items() if rows} == set()


def test_no_byte_of_an_address_is_left_in_any_table(full: Person) -> None:
    """Neither of e-mail, nor its hash, nor of the network: tries are counted under names that say nothing."""
    Client().post("/accounts/login/", {"login": full.email, "password": "not this one"})
    full.client.post("/settings/delete-account/", {"password": PASSWORD})
    left = every_value_of_every_table()
    for trace in (CANARY, hashlib.sha256(f"testserver:{CANARY}".encode()).hexdigest(), "127.0.0.1"):
        assert trace.encode() not in left, trace


def test_somebody_elses_journal_is_not_touched(full: Person, bob: Person) -> None:
    entry = bob.writes("his own words")
    full.client.post("/settings/delete-account/", {"password": PASSWORD})
    assert b"his own words" in bob.client.get(f"/journal/{entry.id}/").content


def test_a_wrong_password_deletes_nothing(full: Person) -> None:
    answer = full.client.post("/settings/delete-account/", {"password": "not this one"})
    assert b"not the password you sign in with" in answer.content
    assert full.user.entries.count() == 1


def test_the_page_says_what_goes_and_what_backups_keep(full: Person) -> None:
    page = full.client.get("/settings/delete-account/").content
    assert b"nobody can bring it back" in page
    assert b"Backups of this server keep a sealed copy" in page


def test_it_works_while_the_journal_is_locked_or_its_key_is_lost(full: Person) -> None:
    full.locks()
    full.client.post("/settings/delete-account/", {"password": PASSWORD})
    assert {table for table, rows in rows_of_every_table().items() if rows} == set()
    assert b"gone" in full.client.get("/accounts/deleted/").content


def test_every_browser_is_signed_out(full: Person) -> None:
    other = Client()
    full.signs_in(other)
    full.client.post("/settings/delete-account/", {"password": PASSWORD})
    assert other.get("/journal/")["Location"].startswith("/accounts/login/")
