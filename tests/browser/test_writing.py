"""The writing page with scripts: it says only what is true, and what is around the words stays out of their way."""

import re

import pytest
from django.conf import settings
from django.utils import translation
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from journal_site.templatetags.frame import grouped
from tests.browser.test_accessible import sign_in
from tests.browser.writing import LINES, body, is_saved, kept, none_is_lost, types, words
from tests.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_is_typed_is_saved_by_itself_and_said_so(sheet: Page, alice: Person) -> None:
    types(sheet, "It rained.")
    expect(sheet.locator("#saved")).to_have_text("Not saved yet.")
    is_saved(sheet)
    assert kept(alice) == ["It rained."]
    expect(sheet).to_have_url(re.compile(r"/write/[0-9a-f-]{36}/$"))
    sheet.reload()
    assert body(sheet) == "It rained."


def test_going_on_after_a_save_is_one_page_and_not_two(sheet: Page, alice: Person) -> None:
    types(sheet, "One.")
    is_saved(sheet)
    types(sheet, " Two.")
    sheet.get_by_role("button", name="Done").click()
    sheet.get_by_role("link", name="Read it").click()
    expect(sheet.get_by_text("One. Two.")).to_be_visible()
    assert kept(alice) == ["One. Two."]
    assert alice.user.versions.count() == 0


def test_only_typing_counts_as_a_sign_of_life(sheet: Page) -> None:
    said: list[str] = []

    def hear(route: Route) -> None:
        said.append(route.request.headers["x-background"])
        route.abort()

    sheet.route("**/autosave/", hear)
    types(sheet, "One word")
    sheet.wait_for_timeout(7000)
    assert said[0] == "0"
    assert set(said[1:]) == {"1"}


def test_a_change_that_is_taken_back_leaves_nothing_to_be_said(sheet: Page) -> None:
    types(sheet, "x")
    sheet.keyboard.press("Backspace")
    expect(sheet.locator("#saved")).to_have_text("", timeout=10_000)
    types(sheet, "It rained.")
    is_saved(sheet)
    types(sheet, "x")
    expect(sheet.locator("#saved")).to_have_text("Not saved yet.")
    sheet.keyboard.press("Backspace")
    is_saved(sheet)


def test_return_in_the_title_goes_on_to_the_page(sheet: Page) -> None:
    sheet.get_by_label("Title, optional").press("Enter")
    expect(sheet.get_by_label("Your entry")).to_be_focused()
    expect(sheet).to_have_url(re.compile("/write/$"))


def test_an_empty_page_is_not_kept_and_that_is_said(sheet: Page, alice: Person) -> None:
    sheet.get_by_role("button", name="Done").click()
    expect(sheet.get_by_text("The page was empty, so there was nothing to keep.")).to_be_visible()
    assert kept(alice) == []


def test_a_day_that_is_still_to_come_is_asked_about(sheet: Page, alice: Person) -> None:
    types(sheet, "From the future.")
    sheet.locator("summary").click()
    sheet.get_by_label("Date").fill("2099-01-01")
    expect(sheet.locator("#saved")).to_have_text("The words are saved. Press Done to settle the day.", timeout=10_000)
    sheet.get_by_role("button", name="Done").click()
    expect(sheet.get_by_text("That day is still to come. Is it the one you mean?")).to_be_visible()
    sheet.get_by_label("Yes, I mean that day").check()
    sheet.get_by_role("button", name="Done").click()
    expect(sheet).to_have_url(re.compile("/journal/"))
    sheet.get_by_role("link", name="Read it").click()
    expect(sheet.get_by_text("1 January 2099")).to_be_visible()
    assert [entry.written_on.year for entry in alice.user.entries.all()] == [2099]


def test_the_timer_says_one_line_after_twenty_minutes_and_one_after_thirty_and_then_no_more(
    page: Page, live_server: LiveServer, alice: Person, sign_in_at: None
) -> None:
    line = page.locator("soft-timer")
    page.clock.fast_forward("19:00")
    expect(line).to_have_text("")
    page.clock.fast_forward("01:10")
    expect(line).to_have_text("Twenty minutes. You can stop here, or go on.")
    page.clock.fast_forward("02:00")
    expect(line).to_have_text("")
    page.clock.fast_forward("08:10")
    expect(line).to_have_text("Half an hour. That is plenty for one sitting.")
    for _ in range(6):
        page.clock.fast_forward("03:00")
        expect(line).to_have_text("")


def test_the_whole_screen_is_given_and_given_back(sheet: Page) -> None:
    button = sheet.get_by_role("button", name="Whole screen")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert sheet.evaluate("Boolean(document.fullscreenElement)")
    expect(sheet.get_by_role("link", name="Help now")).to_be_visible()
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")


def caret_is_in_sight(sheet: Page, line: int) -> bool:
    """Tell whether a line of text stands between the bar at the top and the tools at the foot."""
    return bool(
        sheet.evaluate(
            "(line) => { const field = document.querySelector('.sheet__body'); const look = getComputedStyle(field);"
            " const top = field.getBoundingClientRect().top - field.scrollTop + parseFloat(look.paddingTop)"
            " + (line - 1) * parseFloat(look.lineHeight);"
            " const foot = document.querySelector('.quietbar').getBoundingClientRect().top;"
            " const head = document.querySelector('.bar').getBoundingClientRect().bottom;"
            " return top >= head - 1 && top + parseFloat(look.lineHeight) <= foot + 1 }",
            line,
        )
    )


@pytest.mark.parametrize("line", [60, 30, 1])
def test_a_phones_keyboard_never_covers_the_line_that_is_written(sheet: Page, line: int) -> None:
    """Where the keyboard takes room from the page, as the page asks for, what is left is this high."""
    sheet.get_by_label("Your entry").fill(LINES)
    sheet.set_viewport_size({"width": 390, "height": 420})
    end = len("\n".join(LINES.split("\n")[:line]))
    sheet.evaluate("(end) => document.querySelector('.sheet__body').setSelectionRange(end, end)", end)
    sheet.get_by_label("Your entry").focus()
    sheet.keyboard.type(" and on")
    assert caret_is_in_sight(sheet, line)


def test_help_is_one_press_away_while_writing_on_a_phone_and_the_words_stay(sheet: Page) -> None:
    types(sheet, "In mid-sentence")
    with sheet.context.expect_page() as opened:
        sheet.get_by_role("link", name="Help now").click()
    expect(opened.value.get_by_role("heading", level=1)).to_be_visible()
    assert body(sheet) == "In mid-sentence"


def test_leave_stays_where_it_is_whatever_the_page_says_about_saving(sheet: Page) -> None:
    leave = sheet.get_by_role("link", name=re.compile("^Leave"))
    before = leave.bounding_box()
    sheet.evaluate("document.getElementById('saved').textContent = 'Not saved yet. '.repeat(9)")
    assert leave.bounding_box() == before


def test_words_are_counted(sheet: Page) -> None:
    sheet.get_by_label("Your entry").fill("I don’t know, well-kept")
    expect(sheet.locator("word-count")).to_have_text("4 words")


def test_words_are_counted_while_writing_as_they_are_after_saving(
    sheet: Page, live_server: LiveServer, alice: Person
) -> None:
    entry = alice.writes("word " * 1200)
    for language, _name in settings.LANGUAGES:
        alice.user.preferences.update(language=language)
        with translation.override(language):
            said = translation.ngettext("%(words)s word", "%(words)s words", 1200) % {"words": grouped(1200)}
        sheet.goto(f"{live_server.url}/journal/{entry.id}/")
        expect(sheet.get_by_text(said, exact=True)).to_be_visible()
        sheet.goto(f"{live_server.url}/write/{entry.id}/")
        expect(sheet.locator("word-count")).to_have_js_property("textContent", said)


@pytest.fixture
def sign_in_at(page: Page, live_server: LiveServer, alice: Person) -> None:
    """A writing page with a clock that the test moves, in a journal that stays open for an hour."""
    alice.user.vaults.update(idle_seconds=3600)
    page.clock.install()
    sign_in(page, live_server.url, alice)
    page.goto(f"{live_server.url}/write/")
    types(page, "It rained.")


def test_a_page_is_copied_as_it_was_typed(page: Page, live_server: LiveServer, alice: Person) -> None:
    entry = alice.writes("I was **calm**.\n\n- one", title="A title")
    sign_in(page, live_server.url, alice)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    page.goto(f"{live_server.url}/journal/{entry.id}/")
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "A title\n\nI was **calm**.\n\n- one"


def test_words_typed_before_the_script_is_there_are_saved_too(sheet: Page, alice: Person) -> None:
    """On a slow network the page is there to write on first."""
    held: list[Route] = []
    sheet.route(re.compile("/js/auto-save"), lambda route: held.append(route))
    sheet.reload(wait_until="commit")
    sheet.get_by_label("Your entry").fill(words(1, 10))
    while not held:
        sheet.wait_for_timeout(100)
    held[0].continue_()
    is_saved(sheet)
    none_is_lost(alice, 10)


def test_the_field_grows_with_its_words_where_the_browser_cannot_do_it_by_itself(sheet: Page) -> None:
    """As Safari before 26.2."""
    sheet.add_init_script("CSS.supports = () => false")
    sheet.reload()
    field = sheet.get_by_label("Your entry")
    field.evaluate("field => { field.style.fieldSizing = 'fixed' }")
    field.fill("line\n" * 80)
    assert field.evaluate("field => field.scrollHeight <= field.clientHeight")
