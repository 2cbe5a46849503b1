"""Drills on the writing page: whatever happens to network, server, tab and journal, every word typed is kept."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, Request, Route, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.writing import is_saved, is_the_only_one_open, kept, none_is_lost, types, words
from tests.people import PASSWORD, PROMPT, Person
from tests.servers import address_printed, environment, kill, running, start

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def is_kept_soon(person: Person, count: int) -> None:
    """Wait for a save that nobody is shown the answer of."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and not any(f"w{count} " in body for body in kept(person)):
        time.sleep(0.1)
    none_is_lost(person, count)


def test_offline_in_mid_sentence_and_back(sheet: Page, alice: Person) -> None:
    types(sheet, words(1, 20))
    is_saved(sheet)
    sheet.context.set_offline(True)
    types(sheet, words(21, 40))
    expect(sheet.locator("#saved")).to_have_text("Offline. Kept in this tab until you’re back.", timeout=10_000)
    sheet.get_by_role("button", name="Done").click()
    types(sheet, words(41, 50))
    sheet.context.set_offline(False)
    is_saved(sheet)
    none_is_lost(alice, 50)


@pytest.fixture
def saves_at_once(sheet: Page) -> list[int]:
    """A slow network, and how many saves were under way each time another one began."""
    under_way: set[Request] = set()
    counted = []

    def sent(request: Request) -> None:
        under_way.add(request)
        counted.append(len(under_way))

    def slowly(route: Route) -> None:
        sheet.wait_for_timeout(1500)
        route.continue_()

    sheet.on("request", sent)
    sheet.on("requestfinished", lambda request: under_way.discard(request))
    sheet.on("requestfailed", lambda request: under_way.discard(request))
    sheet.route("**/autosave/", slowly)
    return counted


def test_on_a_slow_network_there_is_one_save_at_a_time_and_the_last_one_has_all_words(
    sheet: Page, alice: Person, saves_at_once: list[int]
) -> None:
    types(sheet, words(1, 10))
    while not saves_at_once:
        sheet.wait_for_timeout(100)
    for first in range(11, 61, 10):
        types(sheet, words(first, first + 9))
        sheet.wait_for_timeout(700)
    is_saved(sheet)
    assert len(saves_at_once) > 1
    assert set(saves_at_once) == {1}
    none_is_lost(alice, 60)


@pytest.fixture
def first_save(sheet: Page) -> list[Request]:
    """The first save reaches the server, and its answer never the page."""
    sent: list[Request] = []

    def lose_the_first_answer(route: Route) -> None:
        sent.append(route.request)
        if len(sent) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    sheet.route("**/autosave/", lose_the_first_answer)
    return sent


def arrives_again(sheet: Page, request: Request) -> int:
    """Send a request once more, as a network does that was slow; return how it was answered."""
    form, json = "application/x-www-form-urlencoded", "application/json"
    headers = {"Content-Type": form, "Accept": json}
    return sheet.request.post(request.url, data=request.post_data or "", headers=headers).status


def test_an_answer_that_is_lost_makes_no_conflict_and_a_save_that_arrives_late_changes_nothing(
    sheet: Page, alice: Person, first_save: list[Request]
) -> None:
    types(sheet, words(1, 10))
    expect(sheet.locator("#saved")).to_have_text("Not saved yet. Trying again.", timeout=10_000)
    types(sheet, words(11, 20))
    is_saved(sheet)
    assert arrives_again(sheet, first_save[0]) == 409
    none_is_lost(alice, 20)
    sheet.get_by_role("button", name="Done").click()
    sheet.get_by_role("link", name="Read it").click()
    expect(sheet.get_by_text("w20")).to_be_visible()


def test_a_server_that_fails_and_comes_back(sheet: Page, alice: Person) -> None:
    answers = iter([500, 503])

    def fail(route: Route) -> None:
        status = next(answers, None)
        route.fulfill(status=status) if status else route.continue_()

    sheet.route("**/autosave/", fail)
    types(sheet, words(1, 10))
    expect(sheet.locator("#saved")).to_have_text("Not saved yet. Trying again.", timeout=10_000)
    types(sheet, words(11, 20))
    is_saved(sheet)
    none_is_lost(alice, 20)


def goes_back_and_forward(sheet: Page) -> None:
    sheet.go_back()
    expect(sheet.get_by_role("navigation", name="Main")).to_be_visible()
    sheet.go_forward()


def closes(sheet: Page) -> None:
    with sheet.expect_event("close"):
        sheet.close(run_before_unload=True)


def follows_a_link(sheet: Page) -> None:
    sheet.get_by_role("link", name="Today").click()
    expect(sheet.get_by_role("navigation", name="Main")).to_be_visible()


@pytest.mark.parametrize("leave", [goes_back_and_forward, Page.reload, closes, follows_a_link])
def test_a_page_that_is_left_before_it_saved_takes_its_words_along(
    sheet: Page, alice: Person, leave: Callable[[Page], object]
) -> None:
    """The browser asks before it leaves, and here nobody stays; following a link saves first, and asks nothing."""
    asked: list[str] = []
    sheet.on("dialog", lambda dialog: asked.append(dialog.type))
    sheet.on("dialog", lambda dialog: dialog.accept())
    types(sheet, words(1, 30))
    leave(sheet)
    is_kept_soon(alice, 30)
    assert asked == ([] if leave is follows_a_link else ["beforeunload"])


def test_a_page_that_was_saved_is_there_after_back_and_forward_and_reload(sheet: Page, alice: Person) -> None:
    types(sheet, words(1, 10))
    is_saved(sheet)
    sheet.go_back()
    sheet.go_forward()
    expect(sheet.get_by_label("Your entry")).to_have_value(words(1, 10))
    types(sheet, words(11, 20))
    is_saved(sheet)
    sheet.reload()
    expect(sheet.get_by_label("Your entry")).to_have_value(words(1, 20))
    none_is_lost(alice, 20)


def signed_up(page: Page, address: str) -> None:
    page.goto(f"{address}/accounts/signup/")
    page.get_by_label("Email").fill("ana@example.org")
    page.get_by_label("A password, or better, a short sentence").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.goto(f"{address}/write/")


def test_the_server_is_killed_while_she_writes_and_started_again(page: Page, tmp_path: Path) -> None:
    real = environment(tmp_path / "var")
    server = start(real)
    signed_up(page, address_printed(server))
    types(page, words(1, 10))
    is_saved(page)
    kill(server)
    types(page, words(11, 20))
    expect(page.locator("#saved")).to_have_text("Not saved yet. Trying again.", timeout=10_000)
    with running(real) as server:
        address_printed(server)
        is_saved(page)
        page.reload()
        found = page.get_by_label("Your entry").input_value().split()
        print(f"20 words typed, {len(found)} kept")
        assert found == words(1, 20).split()


def test_leaving_quickly_in_mid_sentence_saves_it_and_locks(sheet: Page, alice: Person) -> None:
    sheet.route("https://www.wikipedia.org/", lambda route: route.fulfill(body="dull", content_type="text/html"))
    types(sheet, words(1, 15))
    sheet.get_by_role("link", name=re.compile("^Leave")).click()
    sheet.wait_for_url("https://www.wikipedia.org/")
    is_kept_soon(alice, 15)
    is_the_only_one_open(alice)


def test_leave_goes_somewhere_dull_however_slow_it_is(sheet: Page, alice: Person) -> None:
    def slow(route: Route) -> None:
        sheet.wait_for_timeout(3500)
        route.fulfill(body="dull", content_type="text/html")

    sheet.route("https://www.wikipedia.org/", slow)
    sheet.get_by_role("link", name=re.compile("^Leave")).click()
    sheet.wait_for_url("https://www.wikipedia.org/")
    is_the_only_one_open(alice)


def test_words_typed_after_done_was_pressed_are_kept_as_well(sheet: Page, alice: Person) -> None:
    """The form is on its way and does not get there, as when somebody presses Escape."""
    types(sheet, words(1, 10))
    is_saved(sheet)
    sheet.route(re.compile(r"/write/[0-9a-f-]{36}/$"), lambda route: route.abort("aborted"))
    sheet.get_by_role("button", name="Done").click()
    types(sheet, words(11, 20))
    expect(sheet.locator("#saved")).to_have_text("Not saved yet.")
    is_saved(sheet)
    none_is_lost(alice, 20)


def test_a_reload_in_mid_sentence_is_no_conflict_with_herself(sheet: Page, alice: Person) -> None:
    def answers_in_her_own_time(dialog: Dialog) -> None:
        time.sleep(2)
        dialog.accept()

    sheet.on("dialog", answers_in_her_own_time)
    types(sheet, words(1, 10))
    is_saved(sheet)
    types(sheet, words(11, 20))
    sheet.reload()
    types(sheet, words(21, 30))
    is_saved(sheet)
    none_is_lost(alice, 30)


def test_an_answer_that_is_not_saved_is_asked_about_before_the_page_is_left(
    sheet: Page, live_server: LiveServer
) -> None:
    asked: list[str] = []
    sheet.on("dialog", lambda dialog: asked.append(dialog.type))
    sheet.on("dialog", lambda dialog: dialog.dismiss())
    sheet.goto(f"{live_server.url}/reflections/prompts/{PROMPT}/")
    sheet.get_by_label("Your answer").press_sequentially("Half an answer")
    sheet.get_by_role("link", name="Afterword").click()
    sheet.wait_for_timeout(300)
    expect(sheet.get_by_label("Your answer")).to_have_value("Half an answer")
    assert asked == ["beforeunload"]


def test_a_page_that_grows_too_long_says_so_and_is_not_cut(sheet: Page, alice: Person) -> None:
    """Here a page holds a hundred characters; that the server keeps a million is told elsewhere."""
    sheet.evaluate("document.querySelector('auto-save').dataset.longest = 100")
    types(sheet, words(1, 30))
    length = len(words(1, 30))
    expect(sheet.locator("#saved")).to_contain_text(f"{length - 100} characters more than a page can hold")
    sheet.get_by_role("button", name="Done").click()
    assert sheet.get_by_label("Your entry").input_value() == words(1, 30)
    sheet.get_by_label("Your entry").fill(words(1, 20))
    is_saved(sheet)
    none_is_lost(alice, 20)


def test_two_tabs_keep_both_texts_and_she_chooses(sheet: Page, alice: Person, live_server: LiveServer) -> None:
    entry = alice.writes("the first text")
    other = sheet.context.new_page()
    for tab in (sheet, other):
        tab.goto(f"{live_server.url}/write/{entry.id}/")
    sheet.get_by_label("Your entry").fill("from one tab")
    sheet.get_by_role("button", name="Done").click()
    expect(sheet.get_by_role("heading", name="That’s on the page now.")).to_be_visible()
    other.get_by_label("Your entry").fill("from the other tab")
    expect(other.locator("#saved")).to_contain_text("changed elsewhere", timeout=10_000)
    other.get_by_role("button", name="Done").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Two texts of one page")
    expect(other.locator("mark").first).to_be_visible()
    assert kept(alice) == ["from one tab"]
    other.get_by_role("button", name="Keep both, as two pages").click()
    expect(other.get_by_text("Both are kept.")).to_be_visible()
    assert sorted(kept(alice)) == ["from one tab", "from the other tab"]
