"""A letter that is never sent, on a phone: written, read after all, sealed, opened, let go."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from entries.models import Entry
from tests.browser.test_accessible import problems, sign_in
from tests.people import Person, change

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "I never told you how ordinary it was, the thing I wanted."


@pytest.fixture
def by_day(alice: Person) -> Person:
    """Somebody for whom no hour is night, and who was shown her recovery key."""
    change(alice, night="off", their_name="J.")
    alice.user.vaults.update(recovery_key_sealed=None)
    return alice


def test_a_letter_is_written_sealed_opened_and_let_go(phone: Page, live_server: LiveServer, by_day: Person) -> None:
    sign_in(phone, live_server.url, by_day)
    phone.goto(f"{live_server.url}/letters/")
    writes_one(phone)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Leave it closed until tomorrow.")
    phone.get_by_role("link", name="Read it now").click()
    expect(phone.get_by_text(WORDS)).to_be_visible()
    seals_it(phone)
    phone.get_by_text("Open it now").click()
    phone.get_by_role("button", name="Open it all the same").click()
    lets_it_go(phone)
    assert [entry.read(by_day.vault).kind for entry in Entry.kept_by(by_day.user)] == ["plain"]


def writes_one(page: Page) -> None:
    page.get_by_role("link", name="Write a letter").click()
    page.get_by_role("link", name="To J.").click()
    expect(page.get_by_text("There is no send button, on purpose.")).to_be_visible()
    page.get_by_label("Your entry").fill(f"J.,\n\n{WORDS}\n\nM.")
    page.get_by_role("button", name="Done").click()


def seals_it(page: Page) -> None:
    page.get_by_label("Until").fill("2099-10-01")
    page.get_by_role("button", name="Seal").click()
    expect(page.get_by_text("Closed by you until 1 October 2099")).to_be_visible()
    expect(page.get_by_text(WORDS)).not_to_be_attached()


def lets_it_go(page: Page) -> None:
    page.get_by_role("link", name="Let it go").click()
    expect(page.get_by_role("heading", name="Read it once more, slowly.")).to_be_visible()
    page.get_by_role("button", name="Let it go").click()
    expect(page.get_by_role("heading", name="It’s gone.")).to_be_visible()
    expect(page.get_by_text(re.compile("A letter, 14 words, let go."))).to_be_visible()
    page.go_back()
    expect(page.get_by_text("There is no page here.")).to_be_visible()


def test_without_motion_the_sheet_is_blank_and_on_paper_there_is_one_line(
    chromium: Browser, live_server: LiveServer, by_day: Person
) -> None:
    letter = by_day.writes_letter(WORDS)
    with chromium.new_context(reduced_motion="reduce", viewport={"width": 320, "height": 640}) as context:
        page = context.new_page()
        sign_in(page, live_server.url, by_day)
        page.goto(f"{live_server.url}/letters/{letter.id}/?read=now")
        page.emulate_media(media="print")
        expect(page.get_by_text("A letter stays here. It isn’t printed.")).to_be_visible()
        expect(page.get_by_text(WORDS)).to_be_hidden()
        page.emulate_media(media="screen")
        page.get_by_role("link", name="Let it go").click()
        page.get_by_role("button", name="Let it go").click()
        expect(page.locator(".going .prose")).to_have_css("opacity", "0")
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        assert problems(page) == []
