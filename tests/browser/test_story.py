"""The main job, as a stranger lives it on a phone, with scripts and without."""

from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.pdfs import text_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "quiet river under the bridge"
SENTENCE = "I wasn’t trying to break his trust."
ANSWER = "I was scared every time his phone lit up. I never said so."
ADDED = "One more line, a day later."


def test_a_stranger_writes_is_asked_finds_it_again_and_takes_it_with_her(
    phone: Page, live_server: LiveServer, essay: str, tmp_path: Path
) -> None:
    title, body = essay.split("\n\n", 1)
    sign_up(phone, live_server.url)
    keep_recovery_key(phone)
    write(phone, title, body)
    answer_a_question(phone)
    expect(phone.locator("mark")).to_have_text(SENTENCE)
    expect(phone.locator(".note__words")).to_have_text(ANSWER)
    change(phone, body)
    lock_and_unlock(phone, title)
    take_the_book(phone, tmp_path / "book.pdf", body)


def sign_up(page: Page, url: str) -> None:
    page.goto(url)
    page.get_by_role("link", name="Start a journal").first.click()
    page.get_by_label("Email").fill("stranger@example.org")
    page.get_by_label("A password, or better, a short sentence").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()


def keep_recovery_key(page: Page) -> None:
    last_group = page.locator("#key span").last.inner_text()
    page.get_by_label("Type the last group").fill(last_group)
    page.get_by_role("button", name="I’ve kept it").click()
    expect(page.get_by_text("Your recovery key is set")).to_be_visible()


def write(page: Page, title: str, body: str) -> None:
    page.get_by_role("link", name="Start anywhere").click()
    page.get_by_label("Title, optional").fill(title)
    page.get_by_label("Your entry").fill(body)
    page.get_by_role("button", name="Done").click()
    page.get_by_role("link", name="Read it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def answer_a_question(page: Page) -> None:
    page.get_by_role("link", name="Answer a question about this page").click()
    page.get_by_text("Say what is there, briefly, in particulars.").first.click()
    page.get_by_role("link", name="Say it plainly").click()
    page.get_by_text(SENTENCE, exact=True).click()
    page.get_by_label("Your answer").fill(ANSWER)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Leave it as it is").click()
    page.get_by_role("main").get_by_role("link", name="Losing Your Lover").first.click()


def change(page: Page, body: str) -> None:
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Your entry").fill(f"{body}\n\n{ADDED}")
    page.get_by_role("button", name="Done").click()
    page.get_by_role("link", name="Read it").click()
    expect(page.get_by_text(ADDED)).to_be_visible()
    expect(page.locator("mark")).to_have_text(SENTENCE)


def lock_and_unlock(page: Page, title: str) -> None:
    page.get_by_role("button", name="Lock").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The journal is closed.")
    assert page.title() == "Notes"
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Open").click()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Journal").click()
    expect(page.get_by_role("link", name=title)).to_be_visible()


def take_the_book(page: Page, path: Path, body: str) -> None:
    page.get_by_role("link", name="Contents").last.click()
    page.get_by_role("link", name="Make a book").last.click()
    page.get_by_role("button", name="Set the book").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Save it on this device").click()
    assert download.value.suggested_filename == "book.pdf"
    download.value.save_as(path)
    assert len(pikepdf.open(path).pages) >= 6
    words = text_of(path.read_bytes())
    assert ANSWER in words
    assert ADDED in words
    assert "let go of this relationship and be his friend" in words
