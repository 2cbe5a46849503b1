"""Then and now on a phone, with scripts and without: from how today is to a note that is kept, and what print shows."""

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from reflections.then_and_now.content import Answers
from tests.browser.test_accessible import sign_in
from tests.people import Person, change
from tests.side_by_side import two_pages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_she_chooses_two_pages_reads_them_and_keeps_what_she_notices(
    phone: Page, live_server: LiveServer, alice: Person
) -> None:
    two_pages(alice)
    change(alice, night="off")
    sign_in(phone, live_server.url, alice)
    phone.goto(f"{live_server.url}/contents/")
    phone.get_by_role("main").get_by_role("link", name="Then and now").click()
    chooses_on_a_low_day(phone)
    expect(phone.get_by_role("article")).to_contain_text(["an older page", "a newer page"])
    keeps_a_note(phone)
    saved = alice.user.comparisons.get()
    assert saved.read(alice.vault).answers == Answers(hurt_now="Sundays.", nothing_has_changed=True)


def chooses_on_a_low_day(phone: Page) -> None:
    phone.get_by_label("very low").check()
    phone.get_by_role("button", name="Go on").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Perhaps another day.")
    phone.get_by_role("link", name="Go on all the same").click()
    phone.get_by_role("link", name="an older page").click()
    phone.get_by_role("link", name="a newer page").click()


def keeps_a_note(phone: Page) -> None:
    phone.get_by_label("What hurts most now?").fill("Sundays.")
    phone.get_by_label("Nothing has changed.").check()
    phone.get_by_role("button", name="Keep this note").click()
    expect(phone.get_by_text("You can stop here.")).to_be_visible()
    expect(phone.get_by_role("link", name="here is who to call")).to_be_visible()
    phone.get_by_role("link", name="Read the note").click()
    expect(phone.get_by_text("Sundays.")).to_be_visible()


def test_two_leaves_face_one_another_on_a_desk_and_print_without_the_form(
    page: Page, live_server: LiveServer, alice: Person
) -> None:
    url = two_pages(alice)
    sign_in(page, live_server.url, alice)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(live_server.url + url)
    older, newer = (each.bounding_box() for each in page.get_by_role("article").all())
    assert older
    assert newer
    assert (older["y"], older["x"] + older["width"]) == pytest.approx((newer["y"], newer["x"]), abs=2)
    page.emulate_media(media="print")
    expect(page.get_by_text("a newer page")).to_be_visible()
    expect(page.get_by_text("What do you notice?")).to_be_hidden()
    expect(page.get_by_text(re.compile("What hurt most then"))).to_be_hidden()
