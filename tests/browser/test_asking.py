"""After a page: the questions, an answer, the closing; and a program begun. On a phone, with scripts and without."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.test_accessible import sign_in
from tests.people import Person, change

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SENTENCE = "I miss the way he laughed at the kettle."


@pytest.fixture(autouse=True)
def _no_night(alice: Person) -> None:
    """Whatever the clock says, and with the recovery key kept, so that Done leads straight on."""
    change(alice, night="off")
    alice.user.vaults.update(recovery_key_sealed=None, recovery_confirmed_at=datetime.now(ZoneInfo("UTC")))


def writes_a_page(phone: Page, url: str, words: str) -> None:
    phone.goto(f"{url}/write/")
    phone.get_by_label("Your entry").fill(words)
    phone.get_by_role("button", name="Done").click()
    expect(phone.get_by_role("heading", name="That’s on the page now.")).to_be_visible()


def answers_and_closes(phone: Page) -> None:
    phone.get_by_label("Your answer").fill("His laugh, and the window.")
    phone.get_by_role("button", name="Save").click()
    phone.get_by_label("One line for the rest of the day").fill("Soup, then bed.")
    phone.get_by_text("The same", exact=True).click()
    phone.get_by_role("button", name="Close it", exact=True).click()
    expect(phone.get_by_text("Nothing more is needed here today.")).to_be_visible()


def test_a_sentence_is_asked_about_answered_and_closed(phone: Page, live_server: LiveServer, alice: Person) -> None:
    sign_in(phone, live_server.url, alice)
    writes_a_page(phone, live_server.url, f"It rained. {SENTENCE}")
    expect(phone.locator("blockquote").first).to_have_text(SENTENCE)
    phone.get_by_role("button", name="Answer").first.click()
    expect(phone.get_by_role("radio", checked=True)).to_have_value("11-51")
    phone.get_by_text("If you’re stuck").click()
    expect(phone.locator(".nudge .hint").first).to_be_visible()
    answers_and_closes(phone)
    answer = alice.user.reflections.get().read(alice.vault)
    assert (answer.quote, answer.answer) == (SENTENCE, "His laugh, and the window.")
    closing = alice.user.closings.get().read(alice.vault)
    assert (closing.line, closing.felt) == ("Soup, then bed.", "same")


def test_a_question_is_kept_for_later_and_another_is_not_wanted(
    phone: Page, live_server: LiveServer, alice: Person
) -> None:
    sign_in(phone, live_server.url, alice)
    writes_a_page(phone, live_server.url, f"{SENTENCE} All of it was my fault.")
    expect(phone.get_by_role("button", name="Answer")).to_have_count(3)
    phone.get_by_role("button", name="Keep for later").first.click()
    expect(phone.get_by_role("button", name="Answer")).to_have_count(2)
    phone.get_by_role("button", name="Not this one").first.click()
    expect(phone.get_by_role("button", name="Answer")).to_have_count(1)
    phone.goto(f"{live_server.url}/reflections/")
    expect(phone.locator("blockquote")).to_have_text(SENTENCE)


def test_hard_words_bring_help_and_no_question_and_it_can_be_sent_away(
    phone: Page, live_server: LiveServer, alice: Person
) -> None:
    sign_in(phone, live_server.url, alice)
    writes_a_page(phone, live_server.url, "I want to kill myself.")
    expect(phone.get_by_role("button", name="Answer")).to_have_count(0)
    expect(phone.get_by_role("link", name="Who to call")).to_be_visible()
    phone.get_by_role("button", name="Not about me").click()
    expect(phone.get_by_role("link", name="Who to call")).to_have_count(0)


def test_a_program_is_begun_and_its_first_sitting_taken(phone: Page, live_server: LiveServer, alice: Person) -> None:
    sign_in(phone, live_server.url, alice)
    phone.goto(f"{live_server.url}/reflections/")
    phone.get_by_role("link", name="Regret to repair").click()
    phone.get_by_role("button", name="Begin", exact=True).click()
    phone.get_by_role("button", name="Sit down to it").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("?")
    phone.goto(f"{live_server.url}/reflections/programs/regret-to-repair/")
    expect(phone.get_by_text("Enough for now.")).to_be_visible()
    assert alice.user.program_runs.get().read(alice.vault).taken[0].day == str(timezone.localdate())
