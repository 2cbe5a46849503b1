"""Whatever shut the journal while she wrote, one page gives her words back, asks once, and they are saved from it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.writing import is_saved, none_is_lost, types, words
from tests.people import PASSWORD, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def saves_once_asked(sheet: Page, button: str, **fields: str) -> None:
    for label, value in fields.items():
        sheet.get_by_label(label, exact=True).fill(value)
    sheet.get_by_role("button", name=button).click()
    sheet.get_by_role("link", name="Read it").click()
    expect(sheet.get_by_text(re.compile(r"w20\b")).first).to_be_visible()


def test_signed_out_in_another_tab_she_signs_in_once_and_it_is_saved(sheet: Page, alice: Person) -> None:
    types(sheet, words(1, 10))
    is_saved(sheet)
    alice.user.vault_sessions.all().delete()
    sheet.context.clear_cookies(name="session")
    types(sheet, words(11, 20))
    sheet.get_by_role("dialog").get_by_role("button", name="Show it and save it").click(timeout=10_000)
    expect(sheet.get_by_role("heading", level=1)).to_have_text("You were signed out while you were writing.")
    saves_once_asked(sheet, "Sign in and save", Email=alice.email, Password=PASSWORD)
    none_is_lost(alice, 20)


def test_locked_elsewhere_she_gives_her_password_once_and_it_is_saved(sheet: Page, alice: Person) -> None:
    types(sheet, words(1, 10))
    is_saved(sheet)
    alice.user.vault_sessions.all().delete()
    types(sheet, words(11, 20))
    sheet.get_by_role("button", name="Done").click()
    expect(sheet.get_by_role("heading", level=1)).to_have_text("Your journal locked itself while you were writing.")
    saves_once_asked(sheet, "Unlock and save", Password=PASSWORD)
    none_is_lost(alice, 20)


def test_a_form_that_was_open_for_too_long_is_sent_once_more_and_saved(sheet: Page, alice: Person) -> None:
    """As when she signed in anew in another tab, which changes the token that every form carries."""
    types(sheet, words(1, 10))
    is_saved(sheet)
    tokens = "document.querySelectorAll('input[name=csrfmiddlewaretoken]')"
    sheet.evaluate(f"{tokens}.forEach((field) => {{ field.value = 'x'.repeat(64) }})")
    types(sheet, words(11, 20))
    expect(sheet.locator("#saved")).to_contain_text("send it once more", timeout=10_000)
    sheet.get_by_role("button", name="Done").click()
    expect(sheet.get_by_role("heading", level=1)).to_have_text("Once more, please.")
    saves_once_asked(sheet, "Send it again")
    none_is_lost(alice, 20)


def test_a_page_that_comes_back_out_of_memory_with_its_form_emptied_saves_nothing(sheet: Page, alice: Person) -> None:
    """As WebKit brings it back where a journal is served by plain http; it is shown blank, and asked for anew."""
    asked: list[str] = []
    sheet.on("dialog", lambda dialog: asked.append(dialog.type))
    sheet.on("dialog", lambda dialog: dialog.accept())
    types(sheet, words(1, 10))
    is_saved(sheet)
    sheet.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    assert sheet.evaluate("getComputedStyle(document.documentElement).display") == "none"
    with sheet.expect_navigation():
        sheet.evaluate("""() => {
            document.querySelector("auto-save form").reset();
            dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
        }""")
    expect(sheet.get_by_label("Your entry")).to_have_value(words(1, 10))
    none_is_lost(alice, 10)
    assert asked == []
