"""A book, ordered on a phone with scripts and without: its first pages, the wait, the file, and calling it off."""

import io
from pathlib import Path
from uuid import uuid4

import pikepdf
import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from archive import line
from tests.browser.test_accessible import problems, sign_in
from tests.ordering import has_a_book
from tests.pdfs import text_of
from tests.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_book_is_looked_at_waited_for_and_saved(
    phone: Page, live_server: LiveServer, alice: Person, tmp_path: Path
) -> None:
    alice.writes("The kettle, and his laugh.")
    sign_in(phone, live_server.url, alice)
    look_at_its_first_pages(phone, live_server.url)
    other = uuid4()
    line.join(other)
    phone.get_by_label("Password of the PDF, optional").fill("a quiet river")
    phone.get_by_label("The same once more").fill("a quiet river")
    phone.get_by_role("button", name="Set the book").click()
    expect(phone.get_by_text("1 other book is set before it.")).to_be_visible()
    line.leave(other)
    expect(phone.get_by_role("heading", name="Your book is ready")).to_be_visible(timeout=20_000)
    with phone.expect_download() as download:
        phone.get_by_role("link", name="Save it on this device").click()
    download.value.save_as(tmp_path / download.value.suggested_filename)
    assert "The kettle, and his laugh." in opened(tmp_path / "book.pdf", "a quiet river")


def look_at_its_first_pages(page: Page, origin: str) -> None:
    page.goto(f"{origin}/book/")
    page.get_by_label("Title on the first page, optional").fill("June")
    page.get_by_role("button", name="Show its first pages").click()
    picture = page.get_by_role("img", name="The first pages of this book")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") > 0


def opened(path: Path, password: str) -> str:
    """Return the words of a PDF that opens with this password."""
    bare = io.BytesIO()
    with pikepdf.open(path, password=password) as book:
        book.save(bare)
    return text_of(bare.getvalue())


def test_a_book_that_waits_is_called_off(phone: Page, live_server: LiveServer, alice: Person) -> None:
    alice.writes("words")
    sign_in(phone, live_server.url, alice)
    line.join(uuid4())
    phone.goto(f"{live_server.url}/book/")
    phone.get_by_role("button", name="Set the book").click()
    phone.get_by_role("button", name="Call it off").click()
    expect(phone.get_by_role("heading", name="Make a book")).to_be_visible()
    assert alice.user.book_orders.get().state == "wished"


def test_one_page_is_chosen_from_nothing(phone: Page, live_server: LiveServer, alice: Person) -> None:
    alice.writes("for her")
    alice.writes("for nobody")
    sign_in(phone, live_server.url, alice)
    phone.goto(f"{live_server.url}/book/")
    phone.get_by_role("link", name="start from nothing and choose one by one").click()
    phone.get_by_label("for her").check()
    phone.get_by_role("button", name="Keep this choice").click()
    expect(phone.get_by_text("1 thing goes in, and nothing else.")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", ["setting", "ready", "failed"])
def test_every_state_of_a_book_can_be_used_by_everyone(
    page: Page, live_server: LiveServer, alice: Person, state: str, scheme: str
) -> None:
    alice.writes("words")
    has_a_book(alice, state=state, steps=9, done=3)
    sign_in(page, live_server.url, alice)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two
    page.goto(f"{live_server.url}/book/progress/")
    assert problems(page) == []
