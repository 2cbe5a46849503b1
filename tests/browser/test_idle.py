"""A journal that locks itself: it warns, saves, and takes every word off the screen, in every tab."""

import re
import time

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.test_accessible import sign_in
from tests.browser.writing import kept
from tests.people import PASSWORD, PROMPT, Person
from tests.self_work import works_on

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ALMOST = 14 * 60 + 35
REST = 30


@pytest.fixture
def tab(page: Page, live_server: LiveServer, alice: Person) -> Page:
    """A tab with the journal open, and a clock that the test moves."""
    page.clock.install()
    sign_in(page, live_server.url, alice)
    # The clock is moved only once the page that is inside runs by it.
    expect(page.get_by_role("button", name="Lock")).to_be_visible()
    page.wait_for_load_state()
    return page


def another_tab(context: BrowserContext, url: str) -> Page:
    """Open another tab; the clock is the same for all of them."""
    page = context.new_page()
    page.goto(url)
    return page


def passes(tab: Page, seconds: int) -> None:
    tab.clock.fast_forward(seconds * 1000)
    tab.clock.run_for(1100)


def lets_timers_run(tab: Page) -> None:
    for _ in range(10):
        tab.clock.run_for(100)
        tab.wait_for_timeout(50)


def slowly(route: Route) -> None:
    time.sleep(0.6)
    route.continue_()


def is_shut(tab: Page) -> None:
    expect(tab.get_by_role("heading", level=1)).to_have_text("The journal is closed.")


def test_it_warns_and_one_press_keeps_it_open(tab: Page, alice: Person) -> None:
    warning = tab.get_by_text("about to lock itself")
    passes(tab, ALMOST)
    expect(warning).to_be_visible()
    with tab.expect_response("**/stay/") as answer:
        tab.get_by_role("button", name="Keep it open").click()
    assert answer.value.status == 204
    expect(warning).to_be_hidden()
    locked: list[str] = []
    tab.on("request", lambda request: locked.append(request.url) if "/lock/" in request.url else None)
    passes(tab, ALMOST - 60)
    tab.wait_for_timeout(500)
    assert locked == []
    assert alice.user.vault_sessions.count() == 2


def test_when_nothing_happens_it_locks_and_leaves_the_page(tab: Page, live_server: LiveServer, alice: Person) -> None:
    entry = alice.writes("plinmoradeska")
    tab.goto(f"{live_server.url}/journal/{entry.id}/")
    passes(tab, ALMOST)
    passes(tab, REST)
    is_shut(tab)
    expect(tab.get_by_text("nothing happened for a while")).to_be_visible()
    assert alice.user.vault_sessions.count() == 1
    assert "plinmoradeska" not in tab.content()
    tab.get_by_label("Password").fill(PASSWORD)
    tab.get_by_role("button", name="Open").click()
    expect(tab).to_have_url(re.compile(f"/journal/{entry.id}/$"))


def test_what_was_being_written_is_saved_before_it_locks(tab: Page, live_server: LiveServer, alice: Person) -> None:
    tab.goto(f"{live_server.url}/write/")
    tab.get_by_label("Your entry").fill("Half a sent")
    passes(tab, 15 * 60)
    is_shut(tab)
    assert kept(alice) == ["Half a sent"]
    tab.get_by_label("Password").fill(PASSWORD)
    tab.get_by_role("button", name="Open").click()
    expect(tab.get_by_label("Your entry")).to_have_value("Half a sent")


def test_an_answer_being_written_is_saved_as_well(tab: Page, live_server: LiveServer, alice: Person) -> None:
    tab.goto(f"{live_server.url}/reflections/prompts/{PROMPT}/")
    tab.get_by_label("Your answer").fill("Half an answ")
    passes(tab, 15 * 60)
    is_shut(tab)
    assert [answer.read(alice.vault).answer for answer in alice.user.reflections.all()] == ["Half an answ"]


def is_covered(tab: Page, url: str, field: str, words: str, *, unreached: str | re.Pattern[str]) -> None:
    """Let the journal lock itself over words in a field, while what would save them does not reach the server."""
    tab.goto(url)
    tab.route(unreached, lambda route: route.abort())
    tab.locator(f"[name={field}]").fill(words)
    passes(tab, 15 * 60)
    expect(tab.get_by_role("dialog")).to_contain_text("Nothing is lost")


@pytest.fixture
def covered(tab: Page, live_server: LiveServer) -> Page:
    """A tab whose words could not be saved before the journal locked itself."""
    words = "Written while the network was away"
    is_covered(tab, f"{live_server.url}/write/", "body", words, unreached="**/autosave/")
    return tab


def test_words_that_cannot_be_saved_are_covered(covered: Page, alice: Person) -> None:
    for _ in range(5):
        covered.keyboard.press("Escape")
    expect(covered.get_by_role("dialog")).to_be_visible()
    assert alice.user.vault_sessions.count() == 1


def test_an_answer_that_is_covered_stays_while_the_server_is_out_of_reach(
    tab: Page, live_server: LiveServer, alice: Person
) -> None:
    url = f"{live_server.url}/reflections/prompts/{PROMPT}/"
    is_covered(tab, url, "answer", "Half an answer", unreached=re.compile("/(prompts|lock|healthz)/"))
    show = tab.get_by_role("button", name="Show it and save it")
    show.click()
    expect(tab.get_by_role("dialog")).to_contain_text("Your words are still here")
    tab.unroute_all()
    show.click()
    tab.wait_for_url("**/closing/")
    assert [answer.read(alice.vault).answer for answer in alice.user.reflections.all()] == ["Half an answer"]


def test_a_line_that_is_covered_is_given_back_though_something_is_missing_beside_it(
    tab: Page, live_server: LiveServer, alice: Person
) -> None:
    goal = f"{live_server.url}{works_on(alice).get_absolute_url()}"
    is_covered(tab, goal, "line", "It was late.", unreached="**/check-in/")
    tab.unroute_all()
    tab.get_by_role("button", name="Show it and save it").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Your journal locked itself while you were writing.")
    expect(tab.locator("[name=line]")).to_have_value("It was late.")


def test_words_that_were_covered_are_shown_and_saved_after_the_password(covered: Page, alice: Person) -> None:
    asked: list[str] = []

    def hear(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    covered.on("dialog", hear)
    covered.get_by_role("button", name="Show it and save it").click()
    expect(covered.get_by_role("dialog")).to_contain_text("Not saved yet. Trying again.")
    covered.unroute("**/autosave/")
    covered.get_by_role("button", name="Show it and save it").click()
    covered.get_by_label("Password").fill(PASSWORD)
    covered.get_by_role("button", name="Unlock and save").click()
    expect(covered).to_have_url(re.compile(r"/journal/[0-9a-f-]{36}/questions/$"))
    assert kept(alice) == ["Written while the network was away"]
    assert asked == []


def test_a_journal_that_was_locked_elsewhere_leaves_the_screen_at_the_next_sign_of_life(
    tab: Page, live_server: LiveServer, alice: Person
) -> None:
    entry = alice.writes("plinmoradeska")
    tab.goto(f"{live_server.url}/journal/{entry.id}/")
    alice.user.vault_sessions.all().delete()
    passes(tab, 80)
    tab.keyboard.press("a")
    is_shut(tab)
    assert "plinmoradeska" not in tab.content()


def test_done_in_a_tab_that_was_locked_elsewhere_never_loses_the_words(
    tab: Page, live_server: LiveServer, alice: Person
) -> None:
    """The press itself makes the page hear that it is locked, while the words are on their way."""
    tab.goto(f"{live_server.url}/write/")
    tab.route("**/write/", slowly)
    tab.clock.fast_forward(80_000)
    alice.user.vault_sessions.all().delete()
    tab.get_by_label("Your entry").fill("On their way")
    tab.get_by_role("button", name="Done").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Your journal locked itself while you were writing.")
    expect(tab.get_by_label("Your words")).to_have_value("On their way")


def test_a_lock_that_does_not_reach_the_server_is_not_called_one(
    tab: Page, live_server: LiveServer, alice: Person
) -> None:
    tab.goto(f"{live_server.url}/journal/")
    tab.route("**/lock/", lambda route: route.abort())
    tab.get_by_role("button", name="Lock", exact=True).click()
    lets_timers_run(tab)
    expect(tab.get_by_text("The journal is closed.")).to_be_hidden()
    assert alice.user.vault_sessions.count() == 2


def test_locking_in_one_tab_saves_and_shuts_all_of_them(tab: Page, live_server: LiveServer, alice: Person) -> None:
    entry = alice.writes("plinmoradeska")
    reading = another_tab(tab.context, f"{live_server.url}/journal/{entry.id}/")
    writing = another_tab(tab.context, f"{live_server.url}/write/")
    writing.get_by_label("Your entry").fill("Not saved yet")
    tab.bring_to_front()
    tab.get_by_role("button", name="Lock", exact=True).click()
    lets_timers_run(tab)
    for each in (tab, reading, writing):
        is_shut(each)
        assert "plinmoradeska" not in each.content()
    assert sorted(kept(alice)) == ["Not saved yet", "plinmoradeska"]


def test_signing_out_in_one_tab_shuts_the_others(tab: Page, live_server: LiveServer, alice: Person) -> None:
    entry = alice.writes("plinmoradeska")
    reading = another_tab(tab.context, f"{live_server.url}/journal/{entry.id}/")
    tab.goto(f"{live_server.url}/contents/")
    tab.get_by_role("button", name="Sign out").click()
    lets_timers_run(tab)
    expect(tab.get_by_role("heading", level=1)).to_have_text("Sign in")
    expect(reading.get_by_role("heading", level=1)).to_have_text("Sign in")
    assert "plinmoradeska" not in reading.content()


def test_what_happens_in_one_tab_keeps_the_others_open(tab: Page, live_server: LiveServer, alice: Person) -> None:
    other = another_tab(tab.context, f"{live_server.url}/journal/")
    passes(tab, 10 * 60)
    with other.expect_response("**/stay/"):
        other.keyboard.press("a")
    passes(tab, 10 * 60)
    tab.wait_for_timeout(500)
    expect(tab.get_by_text("about to lock itself")).to_be_hidden()
    assert alice.user.vault_sessions.count() == 2
