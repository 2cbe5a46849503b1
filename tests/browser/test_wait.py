"""Ten minutes first, on a phone: without scripts as with them, and by the server's clock."""

import re
from typing import Literal

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from reflections.wait.flows import note_page
from tests.browser.test_accessible import problems, sign_in
from tests.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DYING = "I want to kill myself."


def test_somebody_who_wants_to_write_to_them_waits_first(phone: Page, live_server: LiveServer, alice: Person) -> None:
    alice.answers("If it is late, then I call Mia.", prompt="l-quiet-phone")
    sign_in(phone, live_server.url, alice)
    begin(phone)
    expect(phone.get_by_text("If it is late, then I call Mia.")).to_be_visible()
    write_here(phone)
    alice.waits(minutes=11)
    phone.reload()
    answer(phone)
    assert alice.user.waits.count() == 0
    phone.goto(f"{live_server.url}/wait/")
    expect(phone.get_by_role("blockquote")).to_contain_text("Call Mia.")


def begin(page: Page) -> None:
    page.get_by_role("link", name="Wait ten minutes first").click()
    page.get_by_role("link", name="No, it isn’t").click()
    page.get_by_role("radio", name="8", exact=True).check()
    page.get_by_role("button", name="Begin the ten minutes").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Wait until")


def write_here(page: Page) -> None:
    page.get_by_role("link", name="Write the message here").click()
    page.get_by_label("Your message").fill("I miss you.")
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_text("Nothing was sent.")).to_be_visible()


def answer(page: Page) -> None:
    page.get_by_role("radio", name="5", exact=True).check()
    page.get_by_role("button", name="Note it").click()
    expect(page.get_by_text("8 before, 5 now.")).to_be_visible()
    page.get_by_role("button", name="I wrote to them").click()
    page.get_by_label("One line for the next time").fill("Call Mia.")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Kept for the next time.")).to_be_visible()


@pytest.fixture
def waiting(page: Page, live_server: LiveServer, alice: Person) -> Page:
    """Three minutes into a wait; the test moves the browser's clock."""
    page.clock.install()
    sign_in(page, live_server.url, alice)
    alice.waits(minutes=3)
    page.goto(f"{live_server.url}/wait/")
    return page


def test_it_counts_down_in_silence_and_the_servers_clock_decides(waiting: Page, alice: Person) -> None:
    go_on = waiting.get_by_role("status").get_by_role("link")
    expect(waiting.get_by_role("timer")).to_contain_text(re.compile("[67]:[05][0-9]"))
    expect(go_on).to_be_hidden()
    waiting.clock.fast_forward(7 * 60_000 + 1000)
    expect(go_on).to_have_text("The ten minutes are over. Go on")
    go_on.click()
    expect(waiting.get_by_role("heading", level=1)).to_contain_text("Wait until")
    alice.waits(minutes=10)
    waiting.reload()
    expect(waiting.get_by_role("heading", level=1)).to_have_text("And now?")
    assert problems(waiting) == []


def test_what_was_typed_is_there_when_she_comes_back_to_it(waiting: Page, alice: Person) -> None:
    waiting.get_by_role("link", name="Write the message here").click()
    waiting.get_by_label("Your message").fill("I miss y")
    waiting.get_by_role("link", name="Go back").click()
    waiting.get_by_role("link", name="Go on with what you wrote").click()
    expect(waiting.get_by_label("Your message")).to_have_value("I miss y")
    assert alice.user.entries.count() == 1


def test_the_rings_stand_still_where_motion_is_not_wanted(waiting: Page) -> None:
    names = "[...document.querySelectorAll('.breath > span')].map(each => getComputedStyle(each).animationName)"
    assert waiting.evaluate(names) == ["breathe"] * 3
    waiting.emulate_media(reduced_motion="reduce")
    assert waiting.evaluate(names) == ["none"] * 3
    expect(waiting.get_by_text("In for four, out for six.")).to_be_visible()


# How far a colour is from the one behind it, as WCAG 2 counts; axe does not look where there is a picture behind.
CONTRASTS = """() => [...document.querySelectorAll(".card :is(p, a), .card + form button")].map((each) => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  let behind = each;
  while (behind && numbers(getComputedStyle(behind).backgroundColor)[3] === 0) behind = behind.parentElement;
  const light = (style) => numbers(style).slice(0, 3).map((part) => part / 255).map(
    (part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  ).reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const both = [light(getComputedStyle(each).color), light(getComputedStyle(behind).backgroundColor)];
  return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
})"""


@pytest.mark.parametrize("light", ["light", "dark"])
@pytest.mark.parametrize(("minutes", "written"), [(None, ""), (3, "It rained."), (3, DYING), (11, DYING)])
def test_help_on_the_cover_can_be_read_in_both_lights(
    page: Page,
    live_server: LiveServer,
    alice: Person,
    light: Literal["light", "dark"],
    minutes: int | None,
    written: str,
) -> None:
    page.emulate_media(color_scheme=light)
    alice.leaves_line(DYING)
    if minutes is not None:
        alice.waits(minutes=minutes)
        note_page(alice.user, entry_id=alice.writes(written, kind="urge").id, vault=alice.vault)
    sign_in(page, live_server.url, alice)
    page.goto(f"{live_server.url}/wait/")
    expect(page.get_by_role("link", name="Who to call")).to_be_visible()
    assert min(page.evaluate(CONTRASTS)) >= 4.5
