"""What tests of the writing page share: numbered words, so that a lost one is counted, and what became of them."""

import re
import time

from playwright.sync_api import Page, expect

from tests.people import Person

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


def words(first: int, last: int) -> str:
    return " ".join(f"w{number}" for number in range(first, last + 1)) + " "


def kept(person: Person) -> list[str]:
    return [entry.read(person.vault).body for entry in person.user.entries.order_by("created_at")]


def types(sheet: Page, text: str) -> None:
    """Go on writing at the end of the page."""
    sheet.get_by_label("Your entry").press("Control+End")
    sheet.keyboard.type(text)


def is_saved(sheet: Page) -> None:
    expect(sheet.locator("#saved")).to_have_text(re.compile("^Saved"), timeout=20_000)


def none_is_lost(person: Person, count: int, pages: int = 1) -> None:
    """Count the words that were typed and are kept, and say so."""
    found = sorted({int(number) for body in kept(person) for number in re.findall(r"\bw(\d+)\b", body)})
    print(f"{count} words typed, {len(found)} kept, on {len(kept(person))} page(s)")
    assert found == list(range(1, count + 1))
    assert len(kept(person)) == pages


def is_the_only_one_open(person: Person) -> None:
    """Of her two browsers the one with the page has locked; what asks for it may arrive after the page has gone."""
    deadline = time.monotonic() + 10
    while person.user.vault_sessions.count() != 1 and time.monotonic() < deadline:
        time.sleep(0.1)
    assert person.user.vault_sessions.count() == 1
