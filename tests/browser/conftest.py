"""A real Chromium against a real server."""

import os
from collections.abc import Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser.test_accessible import sign_in
from tests.chromium import executable
from tests.people import Person

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    # Playwright runs an event loop in this thread, which Django takes for an asynchronous caller.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox"])
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def phone(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    """A phone, once with JavaScript and once without."""
    with _context(chromium, java_script_enabled=request.param) as context:
        yield context.new_page()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with _context(chromium) as context:
        yield context.new_page()


@pytest.fixture
def sheet(page: Page, live_server: LiveServer, alice: Person) -> Page:
    """An empty writing page of somebody who is signed in and has kept her recovery key."""
    alice.user.vaults.update(recovery_key_sealed=None, recovery_confirmed_at=timezone.now())
    sign_in(page, live_server.url, alice)
    page.goto(f"{live_server.url}/write/")
    return page


def _context(browser: Browser, **options: bool) -> BrowserContext:
    return browser.new_context(viewport=PHONE, accept_downloads=True, **options)  # type: ignore[arg-type]  # a viewport
