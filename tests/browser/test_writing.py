"""The writing page with scripts: it keeps the words, and says only what is true about it."""

import re

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.test_accessible import sign_in
from tests.people import PASSWORD, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sheet(page: Page, live_server: LiveServer, alice: Person) -> Page:
    sign_in(page, live_server.url, alice)
    page.goto(f"{live_server.url}/write/")
    return page


def body(page: Page) -> str:
    return page.get_by_label("Your entry").input_value()


def kept(person: Person) -> list[str]:
    return [entry.read(person.vault).body for entry in person.user.entries.all()]


def test_what_is_typed_is_saved_by_itself_and_said_so(sheet: Page, alice: Person) -> None:
    sheet.get_by_label("Your entry").press_sequentially("It rained.")
    expect(sheet.locator("#saved")).to_have_text("Not saved yet.")
    expect(sheet.locator("#saved")).to_have_text(re.compile("Saved"), timeout=10_000)
    assert kept(alice) == ["It rained."]
    expect(sheet).to_have_url(re.compile(r"/write/[0-9a-f-]{36}/$"))
    sheet.reload()
    assert body(sheet) == "It rained."


def test_going_on_after_a_save_is_one_page_and_not_two(sheet: Page, alice: Person) -> None:
    sheet.get_by_label("Your entry").press_sequentially("One.")
    expect(sheet.locator("#saved")).to_have_text(re.compile("Saved"), timeout=10_000)
    sheet.get_by_label("Your entry").press_sequentially(" Two.")
    sheet.get_by_role("button", name="Done").click()
    expect(sheet.get_by_role("heading", level=1)).to_be_attached()
    assert kept(alice) == ["One. Two."]


def test_without_a_network_it_says_so_and_saves_when_the_network_is_back(sheet: Page, alice: Person) -> None:
    sheet.context.set_offline(True)
    sheet.get_by_label("Your entry").press_sequentially("Written in a tunnel.")
    expect(sheet.locator("#saved")).to_have_text("Offline. Kept in this tab until you’re back.", timeout=10_000)
    assert kept(alice) == []
    sheet.context.set_offline(False)
    expect(sheet.locator("#saved")).to_have_text(re.compile("Saved"), timeout=10_000)
    assert kept(alice) == ["Written in a tunnel."]


def test_a_server_that_fails_is_tried_again(sheet: Page, alice: Person) -> None:
    tries: list[str] = []

    def fail_twice(route: Route) -> None:
        tries.append(route.request.url)
        route.fulfill(status=500) if len(tries) < 3 else route.continue_()

    sheet.route("**/autosave/", fail_twice)
    sheet.get_by_label("Your entry").press_sequentially("Again.")
    expect(sheet.locator("#saved")).to_have_text("Not saved yet. Trying again.", timeout=10_000)
    expect(sheet.locator("#saved")).to_have_text(re.compile("Saved"), timeout=20_000)
    assert kept(alice) == ["Again."]


def test_a_journal_that_locked_itself_asks_for_the_password_and_saves(sheet: Page, alice: Person) -> None:
    alice.user.vault_sessions.all().delete()
    sheet.get_by_label("Your entry").press_sequentially("In mid-sentence.")
    cover = sheet.get_by_role("dialog")
    expect(cover).to_contain_text("Nothing is lost", timeout=10_000)
    cover.get_by_role("button", name="Show it and save it").click()
    expect(sheet.get_by_role("heading", level=1)).to_have_text("Your journal locked itself while you were writing.")
    sheet.get_by_label("Password").fill(PASSWORD)
    sheet.get_by_role("button", name="Unlock and save").click()
    expect(sheet.get_by_text("Keep your recovery key")).to_be_visible()
    assert kept(alice) == ["In mid-sentence."]


def test_two_tabs_never_overwrite_each_other_silently(sheet: Page, alice: Person, live_server: LiveServer) -> None:
    entry = alice.writes("the first text")
    other = sheet.context.new_page()
    for tab in (sheet, other):
        tab.goto(f"{live_server.url}/write/{entry.id}/")
    sheet.get_by_label("Your entry").fill("from one tab")
    sheet.get_by_role("button", name="Done").click()
    other.get_by_label("Your entry").fill("from the other tab")
    other.get_by_role("button", name="Done").click()
    expect(other.get_by_role("alert")).to_contain_text("changed somewhere else")
    assert body(other) == "from the other tab"
    assert kept(alice) == ["from one tab"]
    other.get_by_role("button", name="Done").click()
    expect(other.get_by_text("from the other tab")).to_be_visible()


def test_the_veil_blurs_the_words(sheet: Page) -> None:
    sheet.get_by_text("Veil").click()
    assert "blur" in sheet.evaluate("getComputedStyle(document.querySelector('.sheet__body')).filter")


def test_words_are_counted(sheet: Page) -> None:
    sheet.get_by_label("Your entry").fill("I don’t know, well-kept")
    expect(sheet.locator("word-count")).to_have_text("4 words")
