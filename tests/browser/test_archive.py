"""Leaving with everything and coming back with it, on a phone with scripts and without."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.test_accessible import problems, sign_in
from tests.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "The kettle, and his laugh."


def test_an_archive_is_made_by_one_person_and_brought_in_by_another(
    phone: Page, live_server: LiveServer, alice: Person, bob: Person, tmp_path: Path
) -> None:
    alice.writes(WORDS)
    sign_in(phone, live_server.url, alice)
    phone.goto(f"{live_server.url}/archive/")
    with phone.expect_download() as download:
        phone.get_by_role("button", name="Make the archive").click()
    assert download.value.suggested_filename == "archive.zip"
    download.value.save_as(tmp_path / "archive.zip")
    phone.context.clear_cookies()
    sign_in(phone, live_server.url, bob)
    bring_in(phone, live_server.url, tmp_path / "archive.zip")
    assert [entry.read(bob.vault).body for entry in bob.user.entries.all()] == [WORDS]


def bring_in(page: Page, origin: str, file: Path | FilePayload) -> None:
    page.goto(f"{origin}/archive/import/")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="See what would come").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This would come in")
    page.get_by_role("button", name=re.compile("^Bring")).click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("This would come in")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_would_come_can_be_read_by_everyone(
    page: Page, live_server: LiveServer, alice: Person, scheme: str
) -> None:
    sign_in(page, live_server.url, alice)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two
    page.goto(f"{live_server.url}/archive/import/")
    note: FilePayload = {"name": "2025-06-10.md", "mimeType": "text/markdown", "buffer": WORDS.encode()}
    page.locator("input[type=file]").set_input_files(note)
    page.get_by_role("button", name="See what would come").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This would come in")
    assert problems(page) == []
