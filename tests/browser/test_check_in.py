"""A check-in, as it is given on a phone, with scripts and without."""

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.test_accessible import sign_in
from tests.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def question(page: Page, begins: str) -> Locator:
    return page.get_by_role("group", name=begins)


def opens_from_today(page: Page) -> None:
    page.get_by_role("link", name="Note how today is").click()


def test_a_day_is_noted_in_a_few_taps_and_an_answer_is_taken_back(
    phone: Page, live_server: LiveServer, alice: Person
) -> None:
    sign_in(phone, live_server.url, alice)
    opens_from_today(phone)
    expect(phone.get_by_role("radio", checked=True)).to_have_count(0)
    expect(question(phone, "And did you")).to_be_hidden()
    question(phone, "How is today").get_by_text("low", exact=True).click()
    question(phone, "The wish to write").get_by_text("strong", exact=True).click()
    question(phone, "And did you").get_by_label("I didn’t").check()
    phone.get_by_role("button", name="Note it").click()
    expect(phone.get_by_text("Noted.")).to_be_visible()
    opens_from_today(phone)
    expect(question(phone, "How is today").get_by_role("radio", name="low", exact=True)).to_be_checked()
    question(phone, "How is today").get_by_label("leave open").check()
    phone.get_by_role("button", name="Note it").click()
    expect(phone.get_by_text("Noted.")).to_be_visible()
    assert alice.user.check_ins.get().read(alice.vault).said() == {"wish": 4, "acted": 2}


def test_a_check_in_that_meets_a_locked_journal_is_kept_with_the_password(
    phone: Page, live_server: LiveServer, alice: Person
) -> None:
    sign_in(phone, live_server.url, alice)
    opens_from_today(phone)
    question(phone, "How did you sleep").get_by_text("badly").click()
    alice.user.vault_sessions.all().delete()
    phone.get_by_role("button", name="Note it").click()
    phone.get_by_label("Password").fill(alice.password)
    phone.locator("main").get_by_role("button").click()
    expect(phone.get_by_text("Noted.")).to_be_visible()
    assert alice.user.check_ins.get().read(alice.vault).said() == {"sleep": 2}
