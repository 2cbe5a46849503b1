"""An answer is kept as a page is where the network, the server or the tab goes away in the middle of it."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.writing import none_is_lost, types, words
from tests.people import PROMPT, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def answering(sheet: Page, live_server: LiveServer) -> Page:
    """The page of an answer with a sentence in it."""
    sheet.goto(f"{live_server.url}/reflections/prompts/{PROMPT}/")
    sheet.get_by_label("Your answer").fill("It was both of us.")
    return sheet


def answers_of(person: Person) -> list[str]:
    return [answer.read(person.vault).answer for answer in person.user.reflections.all()]


def stays_and_says_so(page: Page) -> None:
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert").filter(has_text="Your words are still here")).to_be_visible()
    expect(page.get_by_label("Your answer")).to_have_value("It was both of us.")


def is_asked_about(page: Page) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.type))
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("link", name="Afterword").click()
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]


def test_an_answer_sent_while_the_network_is_away_stays_in_its_tab(answering: Page, alice: Person) -> None:
    answering.context.set_offline(True)
    stays_and_says_so(answering)
    answering.context.set_offline(False)
    answering.get_by_role("button", name="Save").click()
    answering.wait_for_url("**/closing/")
    assert answers_of(alice) == ["It was both of us."]


def test_an_answer_sent_while_only_the_proxy_answers_stays_in_its_tab(answering: Page, alice: Person) -> None:
    answering.route("**/*", lambda route: route.fulfill(status=502, body="Bad Gateway"))
    stays_and_says_so(answering)
    answering.unroute_all()
    answering.get_by_role("button", name="Save").click()
    answering.wait_for_url("**/closing/")
    assert answers_of(alice) == ["It was both of us."]


def goes_out_of_sight(page: Page) -> None:
    """As on a phone, where another app comes to the front; the tab may never come back."""
    page.evaluate("Object.defineProperty(document, 'hidden', { value: true, configurable: true })")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_a_page_out_of_sight_is_saved_at_once(sheet: Page, alice: Person) -> None:
    types(sheet, words(1, 10))
    with sheet.expect_response("**/autosave/"):
        goes_out_of_sight(sheet)
    none_is_lost(alice, 10)


def test_an_answer_out_of_sight_is_kept_and_can_be_gone_on_with(answering: Page, alice: Person) -> None:
    with answering.expect_response("**/closing/"):
        goes_out_of_sight(answering)
    assert answers_of(alice) == ["It was both of us."]
    answering.get_by_label("Your answer").press_sequentially(" Mostly me.")
    answering.get_by_role("button", name="Save").click()
    answering.wait_for_url("**/closing/")
    assert answers_of(alice) == ["It was both of us. Mostly me."]


def test_what_is_typed_after_an_answer_was_kept_out_of_sight_is_asked_about(answering: Page) -> None:
    with answering.expect_response("**/closing/"):
        goes_out_of_sight(answering)
    answering.evaluate("delete document.hidden")
    answering.get_by_label("Your answer").press_sequentially(" Mostly me.")
    is_asked_about(answering)


def test_an_answer_that_is_being_changed_is_not_kept_half_changed(
    sheet: Page, live_server: LiveServer, alice: Person
) -> None:
    """Answers have no history: what stood there would be gone."""
    answer = alice.answers("The whole old answer.")
    sheet.goto(f"{live_server.url}/reflections/{answer.id}/revise/")
    sent: list[str] = []
    sheet.on("request", lambda request: sent.append(request.method))
    sheet.get_by_label("Your answer").fill("T")
    goes_out_of_sight(sheet)
    sheet.wait_for_timeout(500)
    assert sent == []
    assert answers_of(alice) == ["The whole old answer."]


def test_what_is_typed_after_a_save_that_got_stuck_is_asked_about(answering: Page) -> None:
    """As when somebody presses Escape while it is on its way: after a while the words count as unsaved again."""
    answering.clock.install()
    answering.route("**/reflections/prompts/**", lambda route: route.abort("aborted"))
    with answering.expect_request("**/reflections/prompts/**"):
        answering.get_by_role("button", name="Save").click()
    answering.get_by_label("Your answer").press_sequentially(" Mostly me.")
    answering.clock.fast_forward(20_000)
    is_asked_about(answering)


def test_words_that_are_given_back_are_asked_about(sheet: Page, live_server: LiveServer, alice: Person) -> None:
    answer = alice.answers("from here")
    sheet.goto(f"{live_server.url}/reflections/{answer.id}/revise/")
    sheet.get_by_label("Your answer").fill("from the laptop")
    alice.user.reflections.update(revision=7)
    sheet.get_by_role("button", name="Save").click()
    expect(sheet.get_by_text("Nothing is overwritten")).to_be_visible()
    is_asked_about(sheet)
