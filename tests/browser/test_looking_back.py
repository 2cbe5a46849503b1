"""Looking back on a phone, with scripts and without: tags, filters, the calendar, its keys, and what print shows."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.test_accessible import sign_in
from tests.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

YEAR = "/journal/calendar/2025/"


def test_she_tags_a_page_finds_it_again_and_calls_the_tag_otherwise(
    phone: Page, live_server: LiveServer, alice: Person
) -> None:
    alice.writes("Another page.")
    page = alice.writes("We swam.")
    sign_in(phone, live_server.url, alice)
    phone.goto(f"{live_server.url}/write/{page.id}/")
    phone.locator("details.sheet__date summary").click()
    phone.get_by_label("Tags, in your own words").fill("the sea, Ana")
    phone.get_by_role("button", name="Done").click()
    phone.wait_for_url("**/questions/")
    phone.goto(f"{live_server.url}/journal/")
    expect(phone.get_by_role("main")).to_contain_text("the sea, Ana")
    renames(phone, "the sea", "salt water")
    phone.get_by_role("main").get_by_role("link", name="salt water", exact=True).click()
    finds(phone, "Pages with the tag salt water", "We swam.", "Another page.")


def renames(phone: Page, tag: str, word: str) -> None:
    phone.get_by_role("link", name="Tags", exact=True).click()
    phone.get_by_role("listitem").filter(has_text=tag).get_by_role("link", name="Rename or merge").click()
    phone.get_by_label("What it is called from now on").fill(word)
    phone.get_by_role("button", name="Rename").click()
    expect(phone.get_by_text("1 page has that tag now.")).to_be_visible()


def finds(phone: Page, heading: str, there: str, not_there: str) -> None:
    expect(phone.get_by_text(heading)).to_be_visible()
    expect(phone.get_by_role("link", name=there)).to_be_visible()
    expect(phone.get_by_role("link", name=not_there)).to_have_count(0)
    expect(phone).to_have_url(re.compile(r"/journal/\?tag=[0-9a-f-]{36}$"))


def test_she_chooses_what_the_journal_shows(phone: Page, live_server: LiveServer, alice: Person) -> None:
    alice.writes("A plain day.", kind="plain")
    alice.writes("A long page.")
    sign_in(phone, live_server.url, alice)
    phone.goto(f"{live_server.url}/journal/")
    phone.get_by_text("Choose what is shown").click()
    phone.get_by_label("Plain pages about the day").check()
    phone.get_by_role("button", name="Show").click()
    expect(phone.get_by_role("link", name="A plain day.")).to_be_visible()
    expect(phone.get_by_role("link", name="A long page.")).to_have_count(0)
    phone.get_by_role("link", name="Show all pages").click()
    expect(phone.get_by_role("link", name="A long page.")).to_be_visible()


def test_from_the_calendar_she_comes_to_a_day(phone: Page, live_server: LiveServer, alice: Person) -> None:
    alice.writes("We swam.", written_on=date(2025, 6, 20))
    alice.writes("It rained.", written_on=date(2025, 6, 21))
    sign_in(phone, live_server.url, alice)
    phone.goto(f"{live_server.url}/journal/")
    phone.get_by_role("link", name="Calendar").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("June 2025 to May 2026")
    phone.get_by_role("table", name="June 2025").get_by_role("link", name="20 June, 1 page").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("The twentieth of June")
    expect(phone.get_by_role("link", name="We swam.")).to_be_visible()
    phone.get_by_role("link", name="After 21 June 2025").click()
    expect(phone.get_by_role("link", name="It rained.")).to_be_visible()


def test_the_arrow_keys_go_from_day_to_day(page: Page, live_server: LiveServer, alice: Person) -> None:
    for day in (3, 5, 17, 26):
        alice.writes("words", written_on=date(2025, 6, day))
    sign_in(page, live_server.url, alice)
    page.goto(live_server.url + YEAR)
    page.get_by_role("link", name="3 June, 1 page", exact=True).focus()
    for key, day in [("ArrowRight", 5), ("ArrowLeft", 3), ("ArrowDown", 17), ("ArrowDown", 26), ("ArrowUp", 17)]:
        page.keyboard.press(key)
        expect(page.get_by_role("link", name=f"{day} June, 1 page", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("The seventeenth of June")


def test_right_is_later_across_months_too(page: Page, live_server: LiveServer, alice: Person) -> None:
    for month, day in ((6, 9), (6, 20), (8, 2), (8, 30)):
        alice.writes("words", written_on=date(2025, month, day))
    sign_in(page, live_server.url, alice)
    page.goto(live_server.url + YEAR)
    page.get_by_role("link", name="9 June, 1 page", exact=True).focus()
    for key, later in [("ArrowRight", "20 June"), ("ArrowRight", "2 August"), ("ArrowLeft", "20 June")]:
        page.keyboard.press(key)
        expect(page.get_by_role("link", name=f"{later}, 1 page", exact=True)).to_be_focused()


def test_a_calendar_prints_its_figure_and_its_tables(page: Page, live_server: LiveServer, alice: Person) -> None:
    alice.writes("words")
    sign_in(page, live_server.url, alice)
    page.goto(live_server.url + YEAR)
    page.emulate_media(media="print")
    expect(page.get_by_role("img")).to_be_visible()
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.get_by_role("navigation", name="Ways to look at the journal")).to_be_hidden()
