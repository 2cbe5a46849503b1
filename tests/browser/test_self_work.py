"""A goal as it is lived on a phone, with scripts and without."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.test_accessible import sign_in
from tests.people import Person
from tests.self_work import ACT, works_on

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_goal_is_left_half_made_and_begun_later(phone: Page, live_server: LiveServer, alice: Person) -> None:
    sign_in(phone, live_server.url, alice)
    phone.get_by_role("link", name="Contents").last.click()
    phone.get_by_role("link", name="Self-work").last.click()
    phone.get_by_role("link", name="Name something to work on").click()
    phone.get_by_label("Which word").fill("Trusting")
    phone.get_by_role("button", name="Keep it for later").click()
    phone.get_by_role("link", name="Trusting").first.click()
    phone.get_by_label("Yes").check()
    phone.get_by_label("If", exact=True).fill("an hour goes by")
    phone.get_by_label("then I will").fill("make tea")
    phone.get_by_role("button", name="Begin").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Trusting")


def test_a_plan_is_changed_and_a_goal_set_down(phone: Page, live_server: LiveServer, alice: Person) -> None:
    goal = works_on(alice)
    sign_in(phone, live_server.url, alice)
    phone.goto(f"{live_server.url}/self-work/{goal.id}/")
    phone.get_by_role("link", name="Change the plan").click()
    phone.get_by_label("then I will").fill("drink a glass of water")
    phone.get_by_role("button", name="Keep this plan").click()
    expect(phone.get_by_text("drink a glass of water")).to_be_visible()
    phone.get_by_text("Earlier plans").click()
    expect(phone.get_by_text(ACT)).to_be_visible()
    phone.get_by_role("link", name="Set it down").click()
    phone.get_by_label("A line about it").fill("It was enough.")
    phone.get_by_role("button", name="Set it down").click()
    expect(phone.get_by_text("It was enough.")).to_be_visible()
    expect(phone.get_by_role("button", name="Take it up again")).to_be_visible()


def test_today_asks_once_a_week_and_one_tap_answers(phone: Page, live_server: LiveServer, alice: Person) -> None:
    works_on(alice, since=timezone.localdate() - timedelta(days=8))
    sign_in(phone, live_server.url, alice)
    phone.get_by_role("button", name="It slipped").click()
    expect(phone.get_by_text("It’s noted. You can stop here.")).to_be_visible()
    phone.get_by_text("Add a line, or change it").click()
    phone.get_by_label("What did you do?").fill("I looked twice.")
    phone.get_by_role("button", name="Note it").click()
    expect(phone.get_by_text("I looked twice.").first).to_be_visible()
    phone.get_by_role("link", name="Back to today").click()
    expect(phone.get_by_role("button", name="It slipped")).to_have_count(0)
    assert alice.user.goal_check_ins.count() == 1
