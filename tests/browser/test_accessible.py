"""Every page for everybody: axe finds nothing, by day and by lamplight, and nothing is cut off at 320 px."""

from typing import Any
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, Page, ViewportSize
from pytest_django.live_server_helper import LiveServer

from entries.tagging import tags_of
from tests.people import PASSWORD, PROMPT, Person
from tests.searching import asks
from tests.self_work import pages_of_goals
from tests.side_by_side import NEWER, OLDER, answered_on, notices, two_pages
from tests.site.test_pages import OPEN
from vault.models import Vault

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE, DESKTOP = ViewportSize(width=390, height=844), ViewportSize(width=1280, height=844)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def inside(person: Person) -> list[str]:
    entry = person.revises(
        person.writes("before"), "# A heading\n\nI said so. It rained.\n\n- one\n- two", title="A title"
    )
    discarded = person.writes("not wanted")
    discarded.discard()
    versions = person.user.versions.get().get_absolute_url()
    answer, _other = (person.answers("An answer.", entry=entry, quote=said) for said in ("I said so.", "It rained."))
    about = f"?entry={entry.id}"
    pages = ["/", "/contents/", "/write/", f"/write/{entry.id}/", "/journal/", f"/journal/{entry.id}/", "/book/"]
    pages += [
        "/book/choose/pages/",
        f"/reflections/{about}",
        f"/reflections/prompts/{PROMPT}/{about}",
        f"/reflections/{answer.id}/",
    ]
    pages += [f"/reflections/{answer.id}/delete/", f"/reflections/{answer.id}/revise/", "/settings/"]
    former = Vault.objects.create(owner=person.user, is_current=False)
    pages += ["/write/?kind=plain", f"/journal/{entry.id}/history/", versions, "/journal/trash/"]
    pages += [f"/journal/{discarded.id}/", f"/journal/{discarded.id}/delete/"]
    pages += ["/settings/recovery-key/", "/settings/recovery-key/check/", "/settings/security/", "/settings/password/"]
    pages += ["/settings/security/record/", "/settings/new-key/", "/settings/new-key/progress/", "/accounts/logout/"]
    pages += ["/settings/former-journals/", f"/settings/former-journals/{former.id}/", "/settings/delete-account/"]
    return [
        *pages,
        *asked_about(person),
        *about_today(person),
        *side_by_side(person),
        *pages_of_goals(person),
        *waiting(person),
        *letters_of(person),
        "/search/",
        asks(person, "said", kind=["page", "letter"]),
        *looked_back_on(person),
        "/settings/second-step/",
        "/settings/second-step/passkeys/",
        "/accounts/reauthenticate/",
        "/archive/",
        "/archive/import/",
        person.chooses_file("words from elsewhere"),
    ]


def asked_about(person: Person) -> list[str]:
    entry = person.writes("I miss his laugh in the mornings so much. All of it was my fault.")
    page, hard = f"/journal/{entry.id}", person.writes("I want to kill myself. He hit me last night.")
    person.client.post(f"{page}/questions/", {"prompt": PROMPT, "do": "later", "row_id": str(uuid4())})
    person.client.post(f"{page}/closing/", {"closing_id": str(uuid4()), "body_line": "Soup.", "felt": "same"})
    begun = {"run_id": str(uuid4())}
    person.client.post("/reflections/programs/the-first-week/begin/", begun)
    programs = [f"/reflections/programs/{slug}/" for slug in ("the-first-week", "letting-go")]
    closed = f"/closed/{person.user.closings.get().id}/"
    about = [f"/journal/{hard.id}/questions/", "/reflections/own/", "/reflections/", closed]
    return [f"{page}/questions/", f"{page}/closing/", f"{page}/", *about, *programs]


def side_by_side(person: Person) -> list[str]:
    pair, then, now = two_pages(person), answered_on(person, OLDER, "All of it."), answered_on(person, NEWER, "A part.")
    note = notices(person, pair, "His silence.").get_absolute_url()
    answers = f"/then-and-now/answers/{then.id}/"
    pages = ["/then-and-now/", "/then-and-now/pages/", "/then-and-now/answers/", pair.rsplit("/", 2)[0] + "/", pair]
    return [*pages, answers, f"{answers}{now.id}/", note, f"{note}close/", f"{note}revise/", f"{note}delete/"]


def about_today(person: Person) -> list[str]:
    person.notes(timezone.localdate(), today=2, wish=4, acted=1)
    person.marks(timezone.localdate(), "The call.")
    words = "/over-time/words/"
    person.client.get(words)
    return [
        "/over-time/",
        words,
        f"{words}we-words/",
        "/check-in/",
        f"/check-in/{person.user.check_ins.get().id}/delete/",
    ]


def waiting(person: Person) -> list[str]:
    person.leaves_line("Call Mia.")
    person.waits(minutes=3)
    steps = ["", "begin/", "practical/", "unsafe/", "write/", "over/", "next-time/"]
    return [f"/wait/{step}" for step in steps]


def letters_of(person: Person) -> list[str]:
    letter, closed = person.writes_letter("J.,\n\nI said so.\n\nM.", title="To J."), person.writes_letter("closed")
    person.closes(closed)
    pages = ["/letters/", "/letters/new/", f"/letters/{closed.id}/", "/write/?kind=letter"]
    return pages + [f"/letters/{letter.id}/{way}" for way in ("", "?read=now", "let-go/")]


def looked_back_on(person: Person) -> list[str]:
    long = ("a tag with quite a few words that has to be cut somewhere", "Rindfleischetikettierungsüberwachung" * 2)
    person.writes("We swam.", tags=("the sea", *long, "Ana"))
    tag = tags_of(person.user, vault=person.vault)[0].id
    year = "/journal/calendar/2025/"
    return [f"/journal/?tag={tag}&theme=regret&from=x", "/journal/tags/", f"/journal/tags/{tag}/", year, f"{year}6/14/"]


# These ask for the password once more first.
GUARDED = ["/settings/second-step/app/", "/settings/second-step/passkeys/add/"]


# It need not fetch sheets and media beforehand: of these rules only one asks for any, about sound that plays by itself,
# and no page has any.
ONLY_WHAT_IS_WRONG = {"resultTypes": ["violations"], "preload": False}
# What the light changes, of all there is to find.
ABOUT_COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}


def problems(page: Page) -> list[Any]:
    """Look at a page by day, and at its colours by lamplight as well."""
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    found = found_by_axe(page, RULES)
    page.emulate_media(color_scheme="dark")
    found += found_by_axe(page, ABOUT_COLOURS)
    return [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found]


def found_by_axe(page: Page, rules: dict[str, Any]) -> list[Any]:
    # Once it is in a page it stays there.
    if page.evaluate("typeof axe == 'undefined'"):
        page.evaluate(Axe().axe_script)
    found: list[Any] = page.evaluate("options => axe.run(options)", rules | ONLY_WHAT_IS_WRONG)["violations"]
    return found


def sign_in(page: Page, url: str, person: Person) -> None:
    page.goto(f"{url}/accounts/login/")
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password").fill(person.password)
    page.get_by_role("button", name="Sign in").click()


def test_axe_finds_nothing_on_any_page(chromium: Browser, live_server: LiveServer, alice: Person) -> None:
    pages, url = inside(alice), live_server.url
    with chromium.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        assert problems_on(page, url, OPEN) == {}
        sign_in(page, url, alice)
        assert problems_on(page, url, pages) == {}
        page.goto(f"{url}/accounts/reauthenticate/?next={GUARDED[0]}")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Go on").click()
        assert problems_on(page, url, GUARDED) == {}
        page.get_by_role("button", name="Lock").click()
        page.wait_for_url("**/unlock/")
        assert problems_on(page, url, ["/unlock/", "/recover/", "/start-again/"]) == {}


def problems_on(page: Page, url: str, paths: list[str]) -> dict[str, Any]:
    """Look at every page on a phone, and once more as the window becomes a wide one."""
    found = {}
    for path in paths:
        page.set_viewport_size(PHONE)
        page.goto(url + path)
        found[path] = problems(page)
        page.set_viewport_size(DESKTOP)
        found[f"{path} in a wide window"] = problems(page)
    return {path: each for path, each in found.items() if each}


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_nothing_is_cut_off_at_320_pixels(
    chromium: Browser, live_server: LiveServer, alice: Person, language: str
) -> None:
    pages = inside(alice)
    alice.user.preferences.update(language=language)
    with chromium.new_context(viewport={"width": 320, "height": 640}) as context:
        page = context.new_page()
        sign_in(page, live_server.url, alice)
        for url in [*pages, "/help-now/?country=GB", "/settings/what-stays-private/", "/no/"]:
            page.goto(live_server.url + url)
            assert page.evaluate("document.documentElement.scrollWidth") == 320, url


def test_every_target_of_a_thumb_is_44_pixels_high(chromium: Browser, live_server: LiveServer, alice: Person) -> None:
    pages = inside(alice)
    with chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        sign_in(page, live_server.url, alice)
        for url in pages:
            page.goto(live_server.url + url)
            small = page.evaluate(
                "[...document.querySelectorAll('button, .btn, .tool, .tabs a, .toc a, summary, select')]"
                ".filter(each => each.checkVisibility() && each.getBoundingClientRect().height < 43.5)"
                ".map(each => each.outerHTML.slice(0, 100))"
            )
            assert small == [], url
