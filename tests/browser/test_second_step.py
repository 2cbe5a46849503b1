"""A passkey as the second step, with Chromium's own virtual authenticator, and a code from an app."""

import re

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.accounts.test_second_step import code_for
from tests.browser.test_accessible import sign_in
from tests.people import PASSWORD, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def plug_in_authenticator(page: Page) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasPrf": True}
    options |= {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options | {"automaticPresenceSimulation": True}})


def proves_it_is_her(page: Page) -> None:
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def signs_out(page: Page, url: str) -> None:
    page.goto(f"{url}/contents/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/")


def adds_passkey(page: Page, url: str) -> None:
    plug_in_authenticator(page)
    page.goto(f"{url}/settings/second-step/passkeys/add/")
    proves_it_is_her(page)
    page.get_by_label("What you call it").fill("My phone")
    page.get_by_role("button", name="Make a passkey").click()
    page.wait_for_url("**/settings/second-step/codes/")


def test_a_passkey_is_added_and_nothing_it_computes_is_kept(page: Page, live_server: LiveServer, alice: Person) -> None:
    sign_in(page, live_server.url, alice)
    adds_passkey(page, live_server.url)
    kept = Authenticator.objects.get(type="webauthn").data
    assert kept["name"] == "My phone"
    assert "prf" not in str(kept)


def test_a_passkey_opens_the_journal_and_before_it_nothing_is_open(
    page: Page, live_server: LiveServer, alice: Person
) -> None:
    sign_in(page, live_server.url, alice)
    adds_passkey(page, live_server.url)
    signs_out(page, live_server.url)
    sign_in(page, live_server.url, alice)
    page.goto(f"{live_server.url}/journal/")
    expect(page).to_have_url(re.compile("/accounts/second-step/"))
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{live_server.url}/")
    page.goto(f"{live_server.url}/journal/")
    expect(page).to_have_url(f"{live_server.url}/journal/")


def test_a_code_from_an_app_opens_the_journal(page: Page, live_server: LiveServer, alice: Person) -> None:
    sign_in(page, live_server.url, alice)
    page.goto(f"{live_server.url}/settings/second-step/app/")
    proves_it_is_her(page)
    expect(page.get_by_role("img", name=re.compile("QR code"))).to_be_visible()
    secret = page.locator(".slip").inner_text().strip()
    page.get_by_role("textbox", name="Code").fill(code_for(secret))
    page.get_by_role("button", name="Turn it on").click()
    expect(page.get_by_text("signing in asks for a code as well")).to_be_visible()
    signs_out(page, live_server.url)
    sign_in(page, live_server.url, alice)
    page.get_by_role("textbox", name="Code").fill(code_for(secret))
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"{live_server.url}/")
