"""The writing page with scripts: it says only what is true, and its tools help without getting in the way."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.test_accessible import sign_in
from tests.browser.writing import is_saved, kept, types
from tests.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LINES = "\n".join(f"line {number}" for number in range(1, 61))


def body(page: Page) -> str:
    return page.get_by_label("Your entry").input_value()


def select(page: Page, text: str) -> None:
    page.get_by_label("Your entry").focus()
    page.evaluate(
        "(text) => { const field = document.activeElement; const at = field.value.indexOf(text);"
        " field.setSelectionRange(at, at + text.length) }",
        text,
    )


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
    expect(sheet.get_by_text("One. Two.")).to_be_visible()
    assert kept(alice) == ["One. Two."]
    assert alice.user.versions.count() == 0


def test_only_typing_counts_as_a_sign_of_life(sheet: Page) -> None:
    said: list[str | None] = []
    sheet.on("request", lambda request: said.append(request.header_value("X-Background")))
    sheet.route("**/autosave/", lambda route: route.abort())
    types(sheet, "One word")
    sheet.wait_for_timeout(7000)
    assert said[0] == "0"
    assert set(said[1:]) == {"1"}


def test_an_empty_page_is_not_kept_and_that_is_said(sheet: Page, alice: Person) -> None:
    sheet.get_by_role("button", name="Done").click()
    expect(sheet.get_by_text("The page was empty, so there was nothing to keep.")).to_be_visible()
    assert kept(alice) == []


def test_a_day_that_is_still_to_come_is_asked_about(sheet: Page, alice: Person) -> None:
    types(sheet, "From the future.")
    sheet.locator("summary").click()
    sheet.get_by_label("Date").fill("2099-01-01")
    sheet.get_by_role("button", name="Done").click()
    expect(sheet.get_by_text("That day is still to come. Is it the one you mean?")).to_be_visible()
    sheet.get_by_label("Yes, I mean that day").check()
    sheet.get_by_role("button", name="Done").click()
    expect(sheet.get_by_text("1 January 2099")).to_be_visible()
    assert [entry.written_on.year for entry in alice.user.entries.all()] == [2099]


@pytest.mark.parametrize(
    ("tool", "key", "chosen", "formatted"),
    [
        ("Bold", "Control+b", "calm", "I was **calm**.\nIt rained."),
        ("Italic", "Control+i", "calm", "I was *calm*.\nIt rained."),
        ("List", "Control+Shift+8", "I was calm.\nIt rained.", "- I was calm.\n- It rained."),
        ("Quotation", "Control+Shift+9", "It rained.", "I was calm.\n> It rained."),
    ],
)
def test_the_tools_work_on_what_is_chosen_by_hand_and_by_key_and_can_be_undone(
    sheet: Page, tool: str, key: str, chosen: str, formatted: str
) -> None:
    plain = "I was calm.\nIt rained."
    types(sheet, plain)
    select(sheet, chosen)
    sheet.get_by_role("button", name=tool, exact=True).click()
    assert body(sheet) == formatted
    sheet.keyboard.press("Control+z")
    assert body(sheet) == plain
    select(sheet, chosen)
    sheet.keyboard.press(key)
    assert body(sheet) == formatted
    sheet.keyboard.press(key)
    assert body(sheet) == plain


def test_italic_inside_bold_leaves_the_bold(sheet: Page) -> None:
    types(sheet, "so **calm** today")
    select(sheet, "calm")
    sheet.keyboard.press("Control+i")
    assert body(sheet) == "so ***calm*** today"
    sheet.keyboard.press("Control+i")
    assert body(sheet) == "so **calm** today"
    sheet.keyboard.press("Control+b")
    assert body(sheet) == "so calm today"


def test_what_comes_from_a_word_processor_comes_as_text(sheet: Page, live_server: LiveServer) -> None:
    sheet.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    sheet.get_by_label("Your entry").focus()
    sheet.evaluate(
        "navigator.clipboard.write([new ClipboardItem({"
        "'text/html': new Blob(['<p style=\"color:red\"><b>I was</b> calm.</p>'], {type: 'text/html'}),"
        "'text/plain': new Blob(['I was calm.'], {type: 'text/plain'})})])"
    )
    sheet.keyboard.press("Control+v")
    assert body(sheet) == "I was calm."


def drop(sheet: Page, name: str, content: bytes) -> None:
    sheet.evaluate(
        "([name, bytes]) => { const dropped = new DataTransfer();"
        " dropped.items.add(new File([new Uint8Array(bytes)], name));"
        " document.querySelector('textarea').dispatchEvent("
        "new DragEvent('drop', {dataTransfer: dropped, bubbles: true, cancelable: true})) }",
        [name, list(content)],
    )


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("day.md", "# A day\r\n\r\nIt rained – für immer.".encode(), "# A day\n\nIt rained – für immer."),
        ("DAY.TXT", "für immer".encode("utf-16"), "für immer"),
        ("old.txt", "für immer".encode("windows-1252"), "für immer"),
    ],
)
def test_a_text_file_that_is_dropped_into_the_page_is_put_there(
    sheet: Page, alice: Person, name: str, content: bytes, text: str
) -> None:
    types(sheet, "Before: ")
    drop(sheet, name, content)
    expect(sheet.get_by_label("Your entry")).to_have_value(f"Before: {text}")
    is_saved(sheet)
    assert kept(alice) == [f"Before: {text}"]


def test_any_other_file_is_refused_and_the_page_stays(sheet: Page) -> None:
    types(sheet, "Before")
    drop(sheet, "photo.jpg", Path(__file__).read_bytes())
    expect(sheet.get_by_text("Only text can be put here")).to_be_visible()
    sheet.evaluate("document.querySelector('dropped-text').dataset.longest = 100")
    drop(sheet, "long.txt", b"x" * 101)
    expect(sheet.get_by_text("That file is longer than a page can hold.")).to_be_visible()
    assert body(sheet) == "Before"


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


def test_the_veil_leaves_only_the_line_that_is_written(sheet: Page) -> None:
    sheet.get_by_label("Your entry").fill(LINES)
    sheet.locator("label[for=veil]").click()
    select(sheet, "line 30\n")
    sheet.wait_for_timeout(200)
    clear = sheet.evaluate(
        "() => { const field = document.querySelector('.sheet__body'); const look = getComputedStyle(field);"
        " const [above, below] = ['above', 'below'].map((name) => "
        "document.querySelector('.veiled__' + name).getBoundingClientRect());"
        " const line = (y) => Math.round((y - field.getBoundingClientRect().top - parseFloat(look.paddingTop))"
        " / parseFloat(look.lineHeight));"
        " return [line(above.bottom), line(below.top), getComputedStyle(document.querySelector('.veiled__above'))"
        ".backdropFilter] }"
    )
    assert clear[:2] in ([29, 30], [30, 31])
    assert "blur" in clear[2]
    sheet.get_by_label("Title, optional").focus()
    sheet.wait_for_timeout(200)
    assert sheet.evaluate(
        "document.querySelector('.veiled__above').offsetHeight >= field.offsetHeight".replace(
            "field", "document.querySelector('.sheet__body')"
        )
    )


def test_words_are_counted(sheet: Page) -> None:
    sheet.get_by_label("Your entry").fill("I don’t know, well-kept")
    expect(sheet.locator("word-count")).to_have_text("4 words")


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
