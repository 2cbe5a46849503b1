"""Every address of the product, tried by nobody, by a stranger, and by its owner while locked."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from entries.tagging import tags_of
from tests.one_of_everything import PROGRAM, keeps_one_of_everything
from tests.people import PROMPT, Person
from vault.models import SealedModel

pytestmark = pytest.mark.django_db

# Each addition here is a decision: these open without anybody being signed in, and show nothing of anybody.
OPEN_TO_ALL = {"today", "account_login", "account_signup", "account_logout", "privacy", "help_now", "healthz"}
OPEN_TO_ALL |= {"account_inactive", "account_deleted", "account_email_verification_sent", "mfa_authenticate"}
OPEN_TO_ALL |= {"account_reset_password", "account_confirm_password_reset_code", "account_complete_password_reset"}
OPEN_TO_ALL |= {"account_password_reset_completed", "choose_language"}
# These work while the journal is locked: they are its door, and what somebody needs who cannot open it.
OF_THE_ACCOUNT = {"lock", "unlock", "recover", "start_again", "security", "record", "end_session", "end_other_sessions"}
OF_THE_ACCOUNT |= {"account_email", "account_change_password", "account_reauthenticate", "delete_account"}
OPEN_WHILE_LOCKED = OPEN_TO_ALL | OF_THE_ACCOUNT
SECOND_STEP = "mfa_"
# Words sent to a page that is not there become a page of whoever sent them.
# These name a day and no row: everybody has all of them.
NAMES_NO_ROW = {"calendar_year", "day"}
KEEPS_WORDS = {"autosave", "revise", "make_goal", "wait_autosave", "wait_write_on"}
CANARY = "plinmoradeska"
SLUGS = {"slug": PROMPT, "program": PROGRAM, "list_name": "pages", "measure": "we-words"}


def patterns(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, route)
        else:
            yield str(pattern.name), "/" + re.sub(r"<slug:(\w+)>", lambda place: SLUGS[place[1]], route), pattern


DAY = {"int:year": 2025, "int:month": 6, "int:day": 14}
# What stands in each place of an address. A new place needs a line here.
ROWS: dict[str, list[str]] = {
    "uuid:entry_id": ["entries.Entry"],
    "uuid:other_entry_id": ["entries.Entry"],
    "uuid:version_id": ["entries.EntryVersion"],
    "uuid:reflection_id": ["reflections.Reflection"],
    "uuid:other_reflection_id": ["reflections.Reflection"],
    "uuid:about_id": ["entries.Entry", "reflections.Reflection"],
    "uuid:kept_id": ["reflections.KeptForLater"],
    "uuid:prompt_id": ["reflections.OwnPrompt"],
    "uuid:closing_id": ["reflections.Closing"],
    "uuid:run_id": ["reflections.ProgramRun"],
    "uuid:mark_id": ["reflections.Mark"],
    "uuid:check_in_id": ["reflections.CheckIn"],
    "uuid:goal_id": ["reflections.Goal"],
    "uuid:fact_id": ["reflections.GoalCheckIn"],
    "uuid:comparison_id": ["reflections.Comparison"],
    "uuid:search_id": ["reflections.Search"],
    "uuid:import_id": ["archive.PendingImport"],
    "uuid:vault_id": ["vault.Vault"],
    "int:session_id": ["usersessions.UserSession"],
    "int:pk": ["mfa.Authenticator"],
}


def values_of(person: Person, place: str) -> list[str]:
    """Return what may stand in this place of an address: the person's own ids, and for most one that nobody has."""
    if place in DAY:
        return [str(DAY[place])]
    if place == "uuid:tag_id":
        return [str(each.id) for each in tags_of(person.user, vault=person.vault)] + [str(uuid4())]
    rows: list[Any] = []
    for label in ROWS[place]:
        model = apps.get_model(label)
        owner = "owner" if any(field.name == "owner" for field in model._meta.fields) else "user"
        rows += model._base_manager.filter(**{owner: person.user})
    return [str(row.id) for row in rows] + [str(uuid4())] * place.startswith("uuid:")


def addresses(person: Person) -> list[tuple[str, str]]:
    """Return every address, with each of the person's ids in every place where one of its kind goes."""
    found = []
    for name, route, _ in patterns():
        places = re.findall(r"<([^>]+)>", route)
        for values in product(*(values_of(person, place) for place in places)):
            filled = route
            for place, value in zip(places, values, strict=True):
                filled = filled.replace(f"<{place}>", value)
            found.append((name, filled))
    return found


def said(answer: Any) -> str:
    """Return the page; of an archive as much as its own bytes show."""
    return b"".join(answer).decode(errors="replace")


def needs_no_journal(name: str) -> bool:
    return name in OPEN_WHILE_LOCKED or name.startswith(SECOND_STEP)


def snapshot(person: Person) -> list[tuple[Any, ...]]:
    """Return every row of a person that holds words, of whatever kind."""
    sealed = [model for model in apps.get_models() if issubclass(model, SealedModel)]
    rows = [row for model in sealed for row in model._base_manager.filter(owner=person.user)]
    return sorted((str(row.id), row.revision, row.saved_at) for row in rows)


@pytest.fixture
def owner(alice: Person) -> Person:
    keeps_one_of_everything(alice, CANARY)
    return alice


FORM = {"body": "overwritten", "answer": "overwritten", "written_on": "2025-06-14", "revision": "0", "password": "x"}


def test_the_walk_reaches_every_kind_of_row(owner: Person) -> None:
    owned = [model for model in apps.get_models() if issubclass(model, SealedModel)]
    assert [model for model in owned if not model._base_manager.filter(owner=owner.user).exists()] == []
    reached = {label for labels in ROWS.values() for label in labels}
    # A person has one of each of these, and none has an address of its own.
    single = {"Preferences", "LetterIndex", "TagIndex", "Asking", "Wait", "LineForNextTime", "BookOrder", "BookPart"}
    assert {model._meta.label for model in owned if model.__name__ not in single} <= reached
    assert all(len(values_of(owner, place)) > place.startswith("uuid:") for place in ROWS)


def test_nobody_gets_in_without_signing_in(owner: Person) -> None:
    nobody = Client()
    for name, url in addresses(owner):
        for answer in (nobody.get(url), nobody.post(url, FORM)):
            assert CANARY not in said(answer), url
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
            assert CANARY not in said(answer), url
            if (
                re.search(r"[0-9a-f]{8}-|/\d+/", url)
                and name not in KEEPS_WORDS | NAMES_NO_ROW
                and not name.startswith(SECOND_STEP)
            ):
                assert answer.status_code in {404, 405}, url
    assert snapshot(owner) == before


def test_a_locked_journal_shows_nothing_to_its_owner_either(owner: Person) -> None:
    owner.locks()
    before = snapshot(owner)
    for name, url in addresses(owner):
        if needs_no_journal(name):
            continue
        for answer in (owner.client.get(url), owner.client.post(url, FORM)):
            assert CANARY not in said(answer), url
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


def test_words_that_are_given_back_are_never_on_a_compressed_page(alice: Person) -> None:
    alice.client.post("/lock/")
    for url in ("/over-time/", "/settings/"):
        answer = alice.client.post(url, {"line": "a day by the river"}, headers={"Accept-Encoding": "gzip"})
        assert "a day by the river" in answer.content.decode(), url


def test_a_calendar_without_pages_is_sent_as_it_is(alice: Person) -> None:
    answer = alice.client.get("/journal/calendar/", headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert "Content-Encoding" not in answer.headers
