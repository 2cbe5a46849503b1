"""What is pressed twice, or done in two tabs at the same moment: one of it happens, and each gets a page."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from functools import partial
from threading import Barrier, Event
from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from entries.models import Entry
from entries.tagging import tags_of
from tests.accounts.test_preferences import FORM
from tests.accounts.test_second_step import code_for
from tests.people import PASSWORD, Person
from vault.models import Vault

pytestmark = pytest.mark.django_db(transaction=True)

# An answer below this says what happened; one from here on says nothing.
BROKEN = 500
MANY = 8
CHANGES = ("delete", "bring-back", "discard")
NEW = {"email": "new@example.org", "password1": PASSWORD, "tab_name": "Notes", "time_zone": ""}


def at_once(*acts: Callable[[], Any]) -> list[int]:
    """Do all of it at the same moment; return the statuses."""
    together = Barrier(len(acts))

    def act(do: Callable[[], Any]) -> int:
        together.wait()
        try:
            return int(do().status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))


def tab_of(person: Person) -> Client:
    """Return another tab of the same browser, which gets an error as a page."""
    tab = Client(raise_request_exception=False)
    tab.cookies = deepcopy(person.client.cookies)
    return tab


def test_a_sign_up_that_is_sent_twice_makes_one_account_and_breaks_nothing() -> None:
    browsers = [Client(raise_request_exception=False) for _ in range(3)]
    statuses = at_once(*(lambda each=each: each.post("/accounts/signup/", NEW) for each in browsers))
    assert max(statuses) < BROKEN
    assert (User.objects.count(), Vault.objects.filter(owner=User.objects.get(), is_current=True).count()) == (1, 1)


def test_an_account_is_deleted_while_two_tabs_save(alice: Person) -> None:
    is_over, has_begun, owner = Event(), Event(), alice.user.pk

    def deletes() -> Any:
        has_begun.wait()
        try:
            return tab_of(alice).post("/settings/delete-account/", {"password": PASSWORD})
        finally:
            is_over.set()

    saves = partial(saves_until, is_over, has_begun, alice)
    assert max(at_once(saves, saves, saves, deletes)) < BROKEN
    assert not User.objects.filter(pk=owner).exists()


def saves_until(is_over: Event, has_begun: Event, person: Person) -> Any:
    """Save one new page after the other; return the worst answer."""
    tab, answers = tab_of(person), list[Any]()
    while not is_over.is_set():
        page = {"entry_id": uuid4(), "revision": 0, "written_on": "2025-06-14", "body": "words", "tags": "a"}
        answers.append(tab.post("/write/", page))
        if len(answers) == MANY:
            has_begun.set()
    return max(answers, key=lambda answer: answer.status_code)


def test_a_new_journal_that_is_begun_twice_is_begun_once(alice: Person) -> None:
    alice.locks()
    sent = {"password": PASSWORD, "instead_of": str(alice.vault.id)}
    statuses = at_once(*[lambda: tab_of(alice).post("/start-again/", sent)] * 2)
    assert statuses == [302, 302]
    assert Vault.objects.filter(owner=alice.user).count() == 2


def test_an_account_is_deleted_while_its_password_is_changed(alice: Person) -> None:
    changed = {"oldpassword": PASSWORD, "password1": "another bench on the river bank"}
    statuses = at_once(
        partial(tab_of(alice).post, "/settings/password/", changed),
        partial(tab_of(alice).post, "/settings/delete-account/", {"password": PASSWORD}),
    )
    assert max(statuses) < BROKEN


def test_a_second_step_that_is_set_up_twice_is_set_up_once(alice: Person) -> None:
    alice.client.post("/accounts/reauthenticate/?next=/settings/second-step/app/", {"password": PASSWORD})
    page = alice.client.get("/settings/second-step/app/")
    code = {"code": code_for(str(page.context["form"].secret))}
    statuses = at_once(*(partial(tab_of(alice).post, "/settings/second-step/app/", code) for _ in range(3)))
    assert max(statuses) < BROKEN
    assert Authenticator.objects.filter(user=alice.user, type="totp").count() == 1


def test_a_sign_up_that_is_sent_twice_where_no_mail_is_sent_makes_one_account(settings: Settings) -> None:
    settings.MAILS_STAY_HERE = True
    browsers = [Client(raise_request_exception=False) for _ in range(3)]
    statuses = at_once(*(partial(each.post, "/accounts/signup/", NEW) for each in browsers))
    assert (max(statuses) < BROKEN, User.objects.count()) == (True, 1)


def test_settings_and_words_that_are_changed_at_once_are_both_kept(alice: Person) -> None:
    for time in range(4):
        name, words = FORM | {"their_name": f"B{time}"}, {"count": "yes" if time % 2 else ""}
        statuses = at_once(
            partial(tab_of(alice).post, "/settings/", name), partial(tab_of(alice).post, "/over-time/words/", words)
        )
        personal = alice.user.preferences.get().read_personal(alice.vault)
        assert (statuses, personal.their_name, personal.counts_words) == ([302, 302], f"B{time}", time % 2 == 1)


def test_a_page_that_is_deleted_and_brought_back_at_once_is_one_or_the_other(alice: Person) -> None:
    for _time in range(4):
        page = alice.writes("words", tags=("the lake",))
        page.discard()
        acts = [lambda what=what, page=page: tab_of(alice).post(f"/journal/{page.id}/{what}/") for what in CHANGES]
        assert max(at_once(*acts)) < BROKEN
        is_there = Entry.kept_by(alice.user).filter(id=page.id).exists()
        tagged = [each for tag in tags_of(alice.user, vault=alice.vault) for each in tag.pages]
        assert (page.id in tagged) == is_there
