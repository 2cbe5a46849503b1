"""Every address of the product, tried by nobody, by a stranger, and by its owner while locked."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.people import PROMPT, Person

pytestmark = pytest.mark.django_db

# Each addition here is a decision: these open without anybody being signed in, and show nothing of anybody.
OPEN_TO_ALL = {"today", "account_login", "account_signup", "account_logout", "privacy", "help_now", "healthz"}
# These work while the journal is locked: they are its door.
OPEN_WHILE_LOCKED = OPEN_TO_ALL | {"lock", "unlock", "recover"}
CANARY = "plinmoradeska"


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


def addresses(person: Person) -> list[tuple[str, str]]:
    """Return every address, with each of the person's ids in every place where an id goes."""
    found = []
    for name, route, _ in patterns():
        ids = ids_of(person) if "<uuid:" in route else [""]
        found += [(name, re.sub(r"<uuid:\w+>", each, route).replace("<slug:slug>", PROMPT)) for each in ids]
    return found


def snapshot(person: Person) -> list[tuple[Any, ...]]:
    rows = [*person.user.entries.all(), *person.user.reflections.all(), *person.user.preferences.all()]
    return sorted((str(row.id), row.revision, row.saved_at) for row in rows)


@pytest.fixture
def owner(alice: Person) -> Person:
    alice.answers(f"{CANARY} answer", entry=alice.writes(f"{CANARY} page", title=f"{CANARY} title"))
    return alice


FORM = {"body": "overwritten", "answer": "overwritten", "written_on": "2025-06-14", "revision": "0", "password": "x"}


def test_the_walk_reaches_every_kind_of_row(owner: Person) -> None:
    assert len(addresses(owner)) > 60
    assert len(ids_of(owner)) >= 6


def test_nobody_gets_in_without_signing_in(owner: Person) -> None:
    nobody = Client()
    for name, url in addresses(owner):
        for answer in (nobody.get(url), nobody.post(url, FORM)):
            assert CANARY not in answer.content.decode(), url
            if name not in OPEN_TO_ALL:
                assert (answer.status_code, answer["Location"][:17]) == (302, "/accounts/login/?"), url


def test_a_stranger_finds_nothing_and_changes_nothing(owner: Person, bob: Person) -> None:
    before = snapshot(owner)
    for name, url in addresses(owner):
        if name in {"lock", "account_logout"}:
            continue
        for answer in (bob.client.get(url), bob.client.post(url, FORM)):
            assert CANARY not in answer.content.decode(), url
            if re.search(r"[0-9a-f]{8}-", url) and name != "autosave":
                assert answer.status_code in {404, 405}, url
    assert snapshot(owner) == before


def test_a_locked_journal_shows_nothing_to_its_owner_either(owner: Person) -> None:
    owner.locks()
    before = snapshot(owner)
    for name, url in addresses(owner):
        if name in OPEN_WHILE_LOCKED:
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
    assert unguarded - OPEN_WHILE_LOCKED - behind_a_method_check == set()
