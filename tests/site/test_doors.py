"""Every address of the product, tried by nobody, by a stranger, and by its owner while locked."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from tests.passkeys import adds_passkey
from tests.people import PROMPT, Person
from tests.self_work import notes, works_on
from tests.side_by_side import notices, two_pages
from vault.models import SealedModel

pytestmark = pytest.mark.django_db

# Each addition here is a decision: these open without anybody being signed in, and show nothing of anybody.
OPEN_TO_ALL = {"today", "account_login", "account_signup", "account_logout", "privacy", "help_now", "healthz"}
OPEN_TO_ALL |= {"account_inactive", "account_deleted", "account_email_verification_sent", "mfa_authenticate"}
OPEN_TO_ALL |= {"account_reset_password", "account_confirm_password_reset_code", "account_complete_password_reset"}
OPEN_TO_ALL |= {"account_password_reset_completed"}
# These work while the journal is locked: they are its door, and what somebody needs who cannot open it.
OF_THE_ACCOUNT = {"lock", "unlock", "recover", "start_again", "security", "record", "end_session", "end_other_sessions"}
OF_THE_ACCOUNT |= {"account_email", "account_change_password", "account_reauthenticate", "delete_account"}
OPEN_WHILE_LOCKED = OPEN_TO_ALL | OF_THE_ACCOUNT
SECOND_STEP = "mfa_"
# Words sent to a page that is not there become a page of whoever sent them.
KEEPS_WORDS = {"autosave", "revise", "make_goal", "wait_autosave", "wait_write_on"}
CANARY = "plinmoradeska"
PROGRAM = "the-first-week"


def patterns(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, route)
        else:
            yield str(pattern.name), "/" + route, pattern


def ids_of(person: Person) -> list[str]:
    """Return every id that belongs to somebody, found by walking the models: new ones are covered by themselves."""
    owned: list[type[Model]] = [
        model for model in apps.get_models() if any(f.name == "owner" for f in model._meta.fields)
    ]
    rows = [row for model in owned for row in model._base_manager.filter(owner=person.user)]
    return [str(getattr(row, "id")) for row in rows]  # noqa: B009  not every model is known to have one


def values_of(person: Person, place: str) -> list[str]:
    """Return what may stand in this place of an address: the person's ids, sessions or passkeys."""
    if place.startswith("uuid:"):
        return ids_of(person)
    rows = {"int:session_id": UserSession, "int:pk": Authenticator}
    return [str(row.pk) for row in rows[place].objects.filter(user=person.user)]


def addresses(person: Person) -> list[tuple[str, str]]:
    """Return every address, with each of the person's ids in every place where an id goes."""
    found = []
    for name, pattern, _ in patterns():
        route = pattern.replace("<slug:slug>", PROMPT).replace("<slug:program>", PROGRAM)
        place = re.search(r"<([^>]+)>", route)
        values = values_of(person, place.group(1)) if place else [""]
        found += [(name, re.sub(r"<[^>]+>", each, route)) for each in values]
    return found


def needs_no_journal(name: str) -> bool:
    return name in OPEN_WHILE_LOCKED or name.startswith(SECOND_STEP)


def snapshot(person: Person) -> list[tuple[Any, ...]]:
    """Return every row of a person that holds words, of whatever kind."""
    sealed = [model for model in apps.get_models() if issubclass(model, SealedModel)]
    rows = [row for model in sealed for row in model._base_manager.filter(owner=person.user)]
    return sorted((str(row.id), row.revision, row.saved_at) for row in rows)


@pytest.fixture
def owner(alice: Person) -> Person:
    alice.answers(f"{CANARY} answer", entry=alice.writes(f"{CANARY} page", title=f"{CANARY} title"))
    alice.notes(timezone.localdate(), today=2)
    notices(alice, two_pages(alice), f"{CANARY} note")
    notes(alice, works_on(alice, value=f"{CANARY} goal"), "did it", f"{CANARY} fact")
    alice.waits(minutes=3)
    alice.leaves_line(f"{CANARY} line")
    adds_passkey(alice)
    return alice


FORM = {"body": "overwritten", "answer": "overwritten", "written_on": "2025-06-14", "revision": "0", "password": "x"}


def test_the_walk_reaches_every_kind_of_row(owner: Person) -> None:
    assert len(addresses(owner)) > 60
    assert len(ids_of(owner)) >= 6
    assert all(values_of(owner, place) for place in ("int:session_id", "int:pk"))


def test_nobody_gets_in_without_signing_in(owner: Person) -> None:
    nobody = Client()
    for name, url in addresses(owner):
        for answer in (nobody.get(url), nobody.post(url, FORM)):
            assert CANARY not in answer.content.decode(), url
            if name in OPEN_TO_ALL:
                continue
            if answer.request["REQUEST_METHOD"] == "POST":
                assert answer.status_code == 401, url
            else:
                assert (answer.status_code, answer["Location"][:17]) == (302, "/accounts/login/?"), url


def test_a_stranger_finds_nothing_and_changes_nothing(owner: Person, bob: Person) -> None:
    before = snapshot(owner)
    for name, url in addresses(owner):
        if name in {"lock", "account_logout"}:
            continue
        for answer in (bob.client.get(url), bob.client.post(url, FORM)):
            assert CANARY not in answer.content.decode(), url
            if re.search(r"[0-9a-f]{8}-|/\d+/", url) and name not in KEEPS_WORDS and not name.startswith(SECOND_STEP):
                assert answer.status_code in {404, 405}, url
    assert snapshot(owner) == before


def test_a_locked_journal_shows_nothing_to_its_owner_either(owner: Person) -> None:
    owner.locks()
    before = snapshot(owner)
    for name, url in addresses(owner):
        if needs_no_journal(name):
            continue
        for answer in (owner.client.get(url), owner.client.post(url, FORM)):
            assert CANARY not in answer.content.decode(), url
            assert answer.status_code in {302, 405, 423}, url
    assert snapshot(owner) == before


def test_reading_never_changes_anything(owner: Person) -> None:
    before = snapshot(owner)
    for name, url in addresses(owner):
        if name != "account_logout":
            owner.client.get(url)
    assert snapshot(owner) == before


def test_every_page_with_words_is_behind_the_guard() -> None:
    unguarded = {name for name, _, pattern in patterns() if not getattr(pattern.callback, "needs_open_vault", False)}
    behind_a_method_check = {"today"}
    assert {name for name in unguarded - behind_a_method_check if not needs_no_journal(name)} == set()
