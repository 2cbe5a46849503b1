"""A real Chromium against a real server."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser.test_accessible import sign_in
from tests.chromium import executable
from tests.people import Person

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
AS_SERVED = {"staticfiles": {"BACKEND": "journal_site.assets.StaticFilesAtOnce"}}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    # Playwright runs an event loop in this thread, which Django takes for an asynchronous caller.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox"])
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where sheets and scripts lie as people get them."""
    folder = tmp_path_factory.mktemp("static")
    with override_settings(STATIC_ROOT=folder, STORAGES=settings.STORAGES | AS_SERVED):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


@pytest.fixture(scope="module", autouse=True)
def _sheets_as_one(collected: Path) -> Iterator[None]:
    """Otherwise every browser would ask for more than forty, one by one."""
    served = {"STATIC_ROOT": collected, "STATICFILES_DIRS": [collected], "STORAGES": settings.STORAGES | AS_SERVED}
    with override_settings(**served):
        yield


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
