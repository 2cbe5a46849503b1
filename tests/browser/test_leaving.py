"""Locking, leaving and coming back by the browser's own buttons."""

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.test_accessible import sign_in
from tests.browser.writing import is_the_only_one_open
from tests.people import PROMPT, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DULL = "https://www.wikipedia.org/"
WORDS = "plinmoradeska"


@pytest.fixture
def reading(page: Page, live_server: LiveServer, alice: Person) -> Page:
    page.route(DULL, lambda route: route.fulfill(body="<title>dull</title>", content_type="text/html"))
    entry = alice.writes(WORDS)
    sign_in(page, live_server.url, alice)
    page.goto(f"{live_server.url}/journal/{entry.id}/")
    expect(page.get_by_text(WORDS)).to_be_visible()
    return page


def test_back_after_lock_shows_no_word(reading: Page) -> None:
    reading.get_by_role("button", name="Lock").click()
    expect(reading.get_by_role("heading", level=1)).to_have_text("The journal is closed.")
    reading.go_back()
    expect(reading.get_by_text("The journal is closed.")).to_be_visible()
    assert WORDS not in reading.content()


def test_back_after_sign_out_shows_no_word(reading: Page, live_server: LiveServer) -> None:
    reading.goto(f"{live_server.url}/contents/")
    reading.get_by_role("button", name="Sign out").click()
    reading.wait_for_url("**/accounts/login/")
    reading.go_back()
    reading.go_back()
    assert WORDS not in reading.content()


def leaves(page: Page, person: Person) -> None:
    page.wait_for_url(DULL)
    is_the_only_one_open(person)
    page.go_back()
    assert WORDS not in page.content()


def test_leaving_quickly_locks_and_back_does_not_return(reading: Page, alice: Person) -> None:
    reading.get_by_role("link", name=re.compile("^Leave")).click()
    leaves(reading, alice)


def test_shift_three_times_leaves_as_well(reading: Page, alice: Person) -> None:
    for _ in range(3):
        reading.keyboard.press("Shift")
    leaves(reading, alice)


def test_shift_while_typing_does_not_leave(reading: Page, live_server: LiveServer) -> None:
    reading.goto(f"{live_server.url}/write/")
    reading.get_by_label("Your entry").press_sequentially("A B C D")
    for key in ("Shift", "a", "Shift", "b", "Shift", "c"):
        reading.keyboard.press(key)
    expect(reading.get_by_label("Your entry")).to_be_visible()


def test_no_script_can_read_the_key(reading: Page) -> None:
    assert "vault" not in reading.evaluate("document.cookie")
    assert {cookie["name"] for cookie in reading.context.cookies()} >= {"vault", "session"}


def test_nothing_is_kept_in_the_browsers_own_stores(reading: Page) -> None:
    assert reading.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_no_page_asks_another_host_and_the_console_is_silent(
    page: Page, live_server: LiveServer, alice: Person
) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    sign_in(page, live_server.url, alice)
    for url in ("/", "/write/", "/journal/", "/reflections/", "/book/", "/settings/", "/help-now/"):
        page.goto(live_server.url + url)
    assert [url for url in asked if not url.startswith(live_server.url)] == []
    assert said == []


def test_an_answer_being_written_is_kept_when_she_leaves_quickly(
    reading: Page, live_server: LiveServer, alice: Person
) -> None:
    reading.goto(f"{live_server.url}/reflections/prompts/{PROMPT}/")
    reading.get_by_label("Your answer").fill("One honest line.")
    reading.get_by_role("link", name=re.compile("^Leave")).click()
    leaves(reading, alice)
    assert alice.user.reflections.get().read(alice.vault).answer == "One honest line."


def test_lines_of_a_closing_are_kept_when_she_locks(reading: Page, live_server: LiveServer, alice: Person) -> None:
    entry = alice.user.entries.get()
    reading.goto(f"{live_server.url}/journal/{entry.id}/closing/")
    reading.get_by_label("One line for the rest of the day").fill("Soup.")
    reading.get_by_role("button", name="Lock", exact=True).click()
    expect(reading.get_by_role("heading", level=1)).to_have_text("The journal is closed.")
    assert alice.user.closings.get().read(alice.vault).words == "Soup."
