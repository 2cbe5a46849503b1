"""Looking for words on a phone, with JavaScript and without."""

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.test_accessible import sign_in
from tests.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_words_are_found_led_to_and_forgotten(phone: Page, live_server: LiveServer, alice: Person) -> None:
    alice.writes("I got up.\n\n" + "It rained. " * 200 + "\n\nThe quince is his, “Quinces” he said.", title="A day")
    alice.writes("Nothing of it.")
    sign_in(phone, live_server.url, alice)
    phone.goto(f"{live_server.url}/journal/")
    finds_on(phone)
    phone.get_by_role("link", name="A day").click()
    expect(phone.get_by_text("The quince is his")).to_be_in_viewport()
    phone.go_back()
    phone.get_by_role("link", name="Clear").click()
    expect(phone.get_by_role("link", name="QUINCE")).to_be_visible()
    phone.get_by_role("button", name="Forget it").click()
    expect(phone.get_by_role("link", name="QUINCE")).to_have_count(0)


def finds_on(phone: Page) -> None:
    phone.get_by_label("Search your words").fill("QUINCE")
    phone.get_by_label("Search your words").press("Enter")
    expect(phone.get_by_role("status").first).to_contain_text(
        "One find. It has looked through all your pages, letters, answers and self-work."
    )
    expect(phone.locator("mark")).to_have_text(["quince", "Quince"])
    expect(phone.get_by_label("Search your words")).to_have_value("QUINCE")
    assert "quince" not in (phone.url + phone.title()).lower()


def test_only_some_kinds_are_looked_through(phone: Page, live_server: LiveServer, alice: Person) -> None:
    alice.writes("a quince on a page")
    alice.writes_letter("a quince in a letter")
    sign_in(phone, live_server.url, alice)
    phone.goto(f"{live_server.url}/search/")
    phone.get_by_label("Search your words").fill("quince")
    phone.get_by_text("Only some days, themes or kinds").click()
    phone.get_by_label("Unsent letters").check()
    phone.get_by_label("Unsent letters").press("Enter")
    expect(phone.get_by_role("heading", level=3)).to_have_text([re.compile("in a letter")])
    expect(phone.get_by_label("Unsent letters")).to_be_checked()
