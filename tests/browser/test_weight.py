"""What a page weighs when a browser opens it for the first time, from the server as people run it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Browser, CDPSession, Page, ViewportSize, expect

from tests.browser.test_accessible import GUARDED, inside, sign_in
from tests.over_time import writes_pages
from tests.people import PASSWORD, Person
from tests.servers import address_printed, environment, running
from tests.site.test_pages import OPEN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Headers and bodies of the page and of all that it asks for.
MOST_BYTES = 60_000
PHONE, DESKTOP = ViewportSize(width=390, height=844), ViewportSize(width=1280, height=800)
WATCHES_SHIFTS = """
window.shifted = 0;
new PerformanceObserver(list => list.getEntries().forEach(each => { window.shifted += each.value }))
  .observe({ type: "layout-shift", buffered: true });
"""
SHIFTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(window.shifted))))"
# The largest pages, on which stands nothing that came with the request. See docs/decisions/0028.
COMPRESSED = re.compile(r"/(reflections/(\?entry=[\w-]+)?|settings/|over-time/|journal/calendar/\d+/)")
NAMED_BY_ITS_CONTENT = re.compile(r"/static/\w+/[\w-]+\.[0-9a-f]{12}\.\w+")


@dataclass
class FirstLoad:
    """What a page and all that it asked for took, while nothing was in the cache; and how far it moved when it came."""

    bytes: int = 0
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    shifts: list[float] = field(default_factory=list)

    def answered(self, event: dict[str, Any]) -> None:
        answer = event["response"]
        # A browser draws parts of its own fields with those.
        if not answer["url"].startswith("data:"):
            self.headers[answer["url"]] = {name.lower(): value for name, value in answer["headers"].items()}

    def ended(self, event: dict[str, Any]) -> None:
        self.bytes += int(event["encodedDataLength"])


def first_load(page: Page, wire: CDPSession, url: str) -> FirstLoad:
    """Open an address on a phone that has nothing in its cache, and once more in a wide window."""
    load = FirstLoad()
    wire.send("Network.clearBrowserCache")
    wire.on("Network.responseReceived", load.answered)
    wire.on("Network.loadingFinished", load.ended)
    load.shifts.append(shift_of(page, url))
    wire.remove_listener("Network.responseReceived", load.answered)
    wire.remove_listener("Network.loadingFinished", load.ended)
    page.set_viewport_size(DESKTOP)
    load.shifts.append(shift_of(page, url))
    page.set_viewport_size(PHONE)
    return load


def shift_of(page: Page, url: str) -> float:
    page.goto(url)
    return float(page.evaluate(SHIFTED))


@pytest.fixture
def address(transactional_db: None, tmp_path: Path) -> Iterator[str]:
    """Where `make run` serves the journals of the tests."""
    known = connection.settings_dict
    url = f"sqlite:///{known['NAME']}"
    if connection.vendor == "postgresql":
        url = f"postgresql://{known['USER']}@{known['HOST']}:{known['PORT']}/{known['NAME']}"
    with running(environment(tmp_path, DATABASE_URL=url, SECRET_KEY=settings.SECRET_KEY)) as server:
        yield address_printed(server)


def every_load(chromium: Browser, address: str, person: Person) -> Iterator[tuple[str, FirstLoad]]:
    """Open every page there is, signed out, signed in, with the password just given, and locked."""
    with chromium.new_context(viewport=PHONE) as context:
        page, pages = context.new_page(), inside(person)
        writes_pages(person, "Every day.", [date(2025, 1, 1) + timedelta(days=number) for number in range(365)])
        page.add_init_script(WATCHES_SHIFTS)
        yield from loads_of(page, address, OPEN)
        sign_in(page, address, person)
        yield from loads_of(page, address, pages)
        page.goto(f"{address}/accounts/reauthenticate/?next={GUARDED[0]}")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Go on").click()
        yield from loads_of(page, address, GUARDED)
        page.get_by_role("button", name="Lock").click()
        expect(page).to_have_url(re.compile("/unlock/$"))
        yield from loads_of(page, address, ["/unlock/", "/recover/", "/start-again/"])


def loads_of(page: Page, address: str, paths: Iterable[str]) -> Iterator[tuple[str, FirstLoad]]:
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    for path in paths:
        yield path, first_load(page, wire, address + path)
    wire.detach()


def test_any_page_weighs_less_than_60_kilobytes_stands_still_and_asks_no_other_host(
    chromium: Browser, address: str, alice: Person
) -> None:
    for path, load in every_load(chromium, address, alice):
        assert load.bytes < MOST_BYTES, path
        assert load.shifts == [0, 0], path
        assert all(url.startswith(f"{address}/") for url in load.headers), (path, [*load.headers])
        for url, headers in load.headers.items():
            if "/static/" in url:
                assert NAMED_BY_ITS_CONTENT.search(url), url
                assert "immutable" in headers["cache-control"], url
                assert headers["content-encoding"] in {"gzip", "br"}, url
            else:
                assert ("content-encoding" in headers) == bool(COMPRESSED.fullmatch(path)), url
