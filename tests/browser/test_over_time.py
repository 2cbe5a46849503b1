"""Over time on a phone, with scripts and without: marks, words once asked for, and all of it on paper."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from reflections.over_time.content import monday_of
from tests.browser.test_accessible import problems, sign_in
from tests.over_time import notes_days, wants_words_counted, writes_pages
from tests.pdfs import lines_of
from tests.people import Person, change
from tests.side_by_side import NEWER, OLDER

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "We went because I realised it. " * 200


@pytest.fixture
def noted(alice: Person) -> Person:
    notes_days(alice, begin=monday_of(timezone.localdate()) - timedelta(weeks=12), days=12 * 7)
    return alice


def test_she_sees_her_notes_marks_a_day_and_takes_the_mark_back(
    phone: Page, live_server: LiveServer, noted: Person
) -> None:
    sign_in(phone, live_server.url, noted)
    phone.goto(f"{live_server.url}/contents/")
    phone.get_by_role("main").get_by_role("link", name="Over time").click()
    expect(phone.get_by_role("img", name=re.compile("^The day, .* The table has every note"))).to_be_visible()
    expect(phone.get_by_role("table")).to_have_count(0)
    phone.get_by_text("As a table The day").click()
    expect(phone.get_by_role("columnheader", name="Middle range")).to_be_visible()
    phone.get_by_label("What it was").fill("his birthday")
    phone.get_by_role("button", name="Mark this day").click()
    expect(phone.get_by_text("Marked.")).to_be_visible()
    expect(phone.get_by_text("his birthday", exact=True)).to_have_count(2)
    phone.get_by_role("link", name="Delete").click()
    phone.get_by_role("button", name="Delete it").click()
    expect(phone.get_by_text("The mark is gone.")).to_be_visible()
    assert not noted.user.marks.exists()


def test_words_are_counted_from_when_she_asks_until_she_stops(
    phone: Page, live_server: LiveServer, alice: Person
) -> None:
    writes_pages(alice, WORDS, [timezone.localdate()] * 3)
    sign_in(phone, live_server.url, alice)
    phone.goto(f"{live_server.url}/over-time/")
    phone.get_by_role("link", name="See what that would be").click()
    expect(phone.get_by_role("img")).to_have_count(0)
    phone.get_by_role("button", name="Count my words").click()
    expect(phone.get_by_role("img", name=re.compile("^we, us, our of 100 words"))).to_be_visible()
    phone.get_by_role("main").get_by_role("link", name=re.compile(r"^\w+$")).first.click()
    expect(phone.get_by_text("We went because I realised it.").first).to_be_visible()
    phone.get_by_role("link", name=re.compile("^Words of")).click()
    phone.get_by_role("button", name="Stop counting").click()
    expect(phone.get_by_role("button", name="Count my words")).to_be_visible()


def test_she_asks_for_pairs_and_reads_one(phone: Page, live_server: LiveServer, alice: Person) -> None:
    for day in (OLDER, NEWER):
        alice.writes("I miss his laugh in the mornings so much.", written_on=day)
    change(alice, night="off")
    sign_in(phone, live_server.url, alice)
    phone.goto(f"{live_server.url}/then-and-now/")
    phone.get_by_role("button", name="Show me pairs I could look at").click()
    expect(phone.get_by_role("heading", name="Pairs you could look at")).to_be_visible()
    phone.get_by_role("link", name="Read them side by side").click()
    expect(phone.get_by_role("article")).to_have_count(2)


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_on_full_figures_and_nothing_is_cut_off(
    chromium: Browser, live_server: LiveServer, noted: Person, width: int
) -> None:
    noted.marks(timezone.localdate() - timedelta(days=20), "the call")
    writes_pages(noted, WORDS, [timezone.localdate() - timedelta(days=each) for each in range(6)])
    wants_words_counted(noted)
    with chromium.new_context(reduced_motion="reduce", viewport={"width": width, "height": 844}) as context:
        page = context.new_page()
        sign_in(page, live_server.url, noted)
        for url in ("/over-time/", "/over-time/words/", "/over-time/words/we-words/", "/then-and-now/pairs/"):
            page.goto(live_server.url + url)
            assert problems(page) == [], url
            page.set_viewport_size({"width": 320, "height": 844})
            assert page.evaluate("document.documentElement.scrollWidth") == 320, url
            page.set_viewport_size({"width": width, "height": 844})


def test_on_paper_stand_figures_and_tables_and_no_form(page: Page, live_server: LiveServer, noted: Person) -> None:
    sign_in(page, live_server.url, noted)
    page.goto(f"{live_server.url}/over-time/")
    page.emulate_media(media="print")
    expect(page.get_by_role("img", name=re.compile("^The day"))).to_be_visible()
    expect(page.get_by_role("columnheader", name="Middle range").first).to_be_visible()
    for table in page.locator(".scroll").all():
        assert table.evaluate("each => each.scrollHeight <= each.clientHeight"), "rows are cut off"
    expect(page.get_by_role("heading", name="Days you mark")).to_be_hidden()
    expect(page.get_by_role("button", name="Mark this day")).to_be_hidden()


def test_in_forced_colours_a_figure_is_drawn_in_the_colours_of_the_text(
    page: Page, live_server: LiveServer, noted: Person
) -> None:
    sign_in(page, live_server.url, noted)
    page.emulate_media(forced_colors="active")
    page.goto(f"{live_server.url}/over-time/")
    expect(page.locator("svg.chart circle").first).to_be_visible()
    drawn, text = (
        page.evaluate(f"getComputedStyle(document.querySelector('{each}')).{what}")
        for each, what in (("svg.chart circle", "fill"), ("main", "color"))
    )
    assert drawn == text


def test_on_paper_every_drawing_is_whole_and_no_sheet_is_blank(
    page: Page, live_server: LiveServer, noted: Person
) -> None:
    sign_in(page, live_server.url, noted)
    page.goto(f"{live_server.url}/over-time/")
    sheets = [[line.words for line in sheet] for sheet in lines_of(page.pdf(format="A4"), within=(0, 1))]
    assert all(sheets)
    for name, highest, lowest in (("The day", "good", "very low"), ("Who you are", "clear", "in fog")):
        (drawn,) = (sheet for sheet in sheets if name in sheet)
        assert {highest, lowest} <= set(drawn)
