"""The tools of the writing page: Markdown by hand and by key, text from elsewhere, the veil."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.writing import LINES, body, is_saved, kept, select, types
from tests.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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
