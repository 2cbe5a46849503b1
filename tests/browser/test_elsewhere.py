"""Other sites, and the browser's own files: a link from elsewhere takes one hop, and no word stays on disk."""

import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.test_accessible import sign_in
from tests.people import PASSWORD, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE, BODY, CONTROL = "zorvalquinte", "plinmoradeska", "controlbrentulia"


@pytest.fixture
def elsewhere(live_server: LiveServer) -> Iterator[str]:
    """Another site, with a link to the journal and a form that would lock it."""
    page = f'<a href="{live_server.url}/journal/">journal</a>'
    page += f'<form method="post" action="{live_server.url}/lock/"><button>lock</button></form>'

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def test_a_link_from_another_site_opens_the_journal_after_one_hop(
    page: Page, live_server: LiveServer, alice: Person, elsewhere: str
) -> None:
    sign_in(page, live_server.url, alice)
    page.goto(elsewhere)
    visited: list[str] = []
    page.on("request", lambda request: visited.append(request.url) if request.is_navigation_request() else None)
    page.get_by_role("link", name="journal").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Journal")
    assert visited.count(f"{live_server.url}/journal/") == 2


def test_another_site_cannot_lock_the_journal(
    page: Page, live_server: LiveServer, alice: Person, elsewhere: str
) -> None:
    sign_in(page, live_server.url, alice)
    page.goto(elsewhere)
    page.get_by_role("button", name="lock").click()
    page.wait_for_load_state()
    assert alice.user.vault_sessions.count() == 2


def files_with(folder: Path, word: str) -> list[str]:
    """Return the files of a browser's profile in which a word stands, in either of the spellings it uses."""
    spellings = (word.encode(), word.encode("utf-16-le"))
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [file.name for file in files if any(spelling in file.read_bytes() for spelling in spellings)]


@pytest.fixture
def profile(chromium: object, tmp_path: Path) -> Iterator[tuple[BrowserContext, Path]]:
    """A browser with a profile on disk, as people have; one without a window's frame writes none."""
    context = chromium.browser_type.launch_persistent_context(  # type: ignore[attr-defined]  # a Browser
        str(tmp_path), executable_path=shutil.which("chromium"), args=["--no-sandbox"]
    )
    yield context, tmp_path
    context.close()


def a_control_is_typed(context: BrowserContext, url: str) -> None:
    """Type into a field that the browser may remember."""
    page = context.new_page()
    page.goto(f"{url}/help-now/")
    page.evaluate("document.body.append(Object.assign(document.createElement('textarea'), {id: 'control'}))")
    page.locator("#control").fill(CONTROL * 20)


@pytest.mark.chromium
def test_no_word_stays_in_the_browsers_profile(
    profile: tuple[BrowserContext, Path], live_server: LiveServer, alice: Person
) -> None:
    """Chromium writes form memory and its session about every ten seconds; the control shows that it does."""
    context, folder = profile
    page = context.new_page()
    writes_a_page(page, live_server.url, alice)
    a_control_is_typed(context, live_server.url)
    page.wait_for_timeout(15_000)
    assert files_with(folder, CONTROL)
    found = {word: files_with(folder, word) for word in (TITLE, BODY, PASSWORD)}
    page.get_by_role("button", name="Lock").click()
    page.wait_for_url("**/unlock/")
    context.close()
    found |= {f"{word}, after closing": files_with(folder, word) for word in (TITLE, BODY, PASSWORD)}
    assert {word: files for word, files in found.items() if files} == {}


def writes_a_page(page: Page, url: str, person: Person) -> None:
    sign_in(page, url, person)
    page.goto(f"{url}/write/")
    page.get_by_label("Title, optional").fill(TITLE)
    page.get_by_label("Your entry").fill(BODY * 20)
    page.get_by_role("button", name="Done").click()
    page.wait_for_url("**/questions/")
    page.goto(f"{url}/journal/")
    expect(page.get_by_text(TITLE)).to_be_visible()
