"""The journal as a calendar: twelve months from the first page, in a figure and in tables, and the page of a day."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest

from entries.models import Entry
from entries.year import Reach, counted, twelve_months
from entries.year_figure import drawn
from tests.people import A_DAY, Person

pytestmark = pytest.mark.django_db

YEAR = "/journal/calendar/2025/"
TODAY = date(2025, 9, 12)


@pytest.fixture(autouse=True)
def _in_september(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("entries.calendar_views.today_for", lambda *_args, **_vault: TODAY)
    return iter(())


def links(page: str) -> dict[str, str]:
    """Return the days that are links, each with what it is called."""
    found = re.findall(r'<td><a href="([^"]+)"[^>]*>(.*?)</a>', page)
    return {url: re.sub("<[^>]+>", "", words) for url, words in found}


def test_the_twelve_months_begin_with_the_month_of_the_first_page(alice: Person) -> None:
    alice.writes("first", written_on=date(2025, 6, 9))
    alice.writes("later", written_on=date(2025, 8, 1))
    answer = alice.client.get("/journal/calendar/")
    assert answer["Location"] == YEAR
    page = alice.client.get(YEAR).content.decode()
    assert "<h1>June 2025 to May 2026</h1>" in page
    assert alice.client.get("/journal/calendar/2024/").status_code == 404
    assert alice.client.get("/journal/calendar/2026/").status_code == 404


def test_a_year_that_begins_in_january_is_called_by_its_number(alice: Person) -> None:
    alice.writes("first", written_on=date(2024, 1, 31))
    assert "<h1>2024</h1>" in alice.client.get("/journal/calendar/2024/").content.decode()
    page = alice.client.get("/journal/calendar/2025/").content.decode()
    assert 'rel="prev" href="/journal/calendar/2024/"' in page
    assert 'rel="next"' not in page


def test_each_day_with_pages_is_a_link_that_says_how_many(alice: Person, bob: Person) -> None:
    bob.writes("his", written_on=date(2025, 6, 20))
    for body in ("one", "two"):
        alice.writes(body)
    alice.writes("three", written_on=date(2025, 7, 2))
    alice.writes("discarded", written_on=date(2025, 7, 3)).discard()
    alice.closes(alice.writes_letter("closed", written_on=date(2025, 7, 4)))
    days = links(alice.client.get(YEAR).content.decode())
    assert days == {
        "/journal/calendar/2025/07/2/": "2 July, 1 page",
        "/journal/calendar/2025/06/14/": "14 June, 2 pages",
    }
    assert {alice.client.get(url).status_code for url in days} == {200}


def test_a_gap_is_only_a_gap(alice: Person) -> None:
    alice.writes("first", written_on=date(2025, 1, 1))
    page = alice.client.get(YEAR).content.decode()
    assert "A gap is only a gap." in page
    assert page.count("<table") == 1
    words = re.sub("<[^>]+>", " ", page).casefold()
    assert not re.search(r"streak|in a row|missed|longest|goal of|days written|%", words)


def test_the_figure_draws_no_day_before_the_first_page_and_none_to_come(alice: Person) -> None:
    for day in (9, 9, 12):
        alice.writes("words", written_on=date(2025, 6, day))
    reach = Reach(date(2025, 6, 9), date(2025, 6, 12))
    year = counted(alice.user, twelve_months(2025, reach))
    figure = drawn(year, reach, date(2025, 6, 14), is_mirrored=False)
    sizes = {dots.thickness: dots.path.count("M") for dots in figure.dots}
    assert sizes == {"2": 4, "5.6": 1, "8": 1}
    assert figure.dots[1].path == "M39.75 196.5h0"
    assert figure.today == ("39.75", "226.5")
    assert drawn(year, reach, TODAY, is_mirrored=True).dots[1].path == "M316.25 196.5h0"


def test_the_figure_is_named_for_whoever_does_not_see_it(alice: Person) -> None:
    alice.writes("words")
    page = alice.client.get(YEAR).content.decode()
    assert 'role="img" aria-labelledby="year-title"' in page
    assert "June 2025 to May 2026, months across and days down: 1 page." in page


def test_from_right_to_left_the_months_run_the_other_way(alice: Person) -> None:
    alice.writes("words")
    figure = alice.client.get(YEAR, headers={"Accept-Language": "ar"}).context["figure"]
    assert [label.x for label in figure.months][:2] == ["316.25", "288.75"]


def test_an_empty_journal_has_an_empty_calendar(alice: Person, bob: Person) -> None:
    bob.writes("his")
    assert b"The calendar begins with the first." in alice.client.get("/journal/calendar/").content
    assert alice.client.get(YEAR).status_code == 404


def test_a_page_dated_long_after_today_does_not_open_its_year(alice: Person) -> None:
    alice.writes("first")
    alice.writes("a slip of the hand", written_on=date(2099, 1, 1))
    assert alice.client.get("/journal/calendar/")["Location"] == YEAR
    assert alice.client.get("/journal/calendar/2098/").status_code == 200


def test_years_without_a_page_are_passed_over(alice: Person) -> None:
    for day in (date(1664, 2, 29), date(1801, 1, 5), date(2025, 6, 14)):
        alice.writes("words", written_on=day)
    page = alice.client.get("/journal/calendar/1800/").content.decode()
    assert re.findall(r'rel="(\w+)" href="([^"]+)"><span>[^<]+</span> ([^<]+)<', page) == [
        ("prev", "/journal/calendar/1664/", "February 1664 to January 1665"),
        ("next", "/journal/calendar/2025/", "February 2025 to January 2026"),
    ]


def test_the_calendar_ends_where_all_calendars_end(alice: Person) -> None:
    alice.writes("words", written_on=date(2025, 5, 1))
    alice.writes("words", written_on=date(9999, 12, 31))
    page = alice.client.get("/journal/calendar/9999/").content.decode()
    assert "<h1>May 9999 to December 9999</h1>" in page
    assert list(links(page)) == ["/journal/calendar/9999/12/31/"]


def test_a_calendar_counts_damaged_pages_since_it_opens_none(alice: Person) -> None:
    alice.writes("words")
    alice.user.entries.update(head=b"damaged", body=b"damaged")
    assert list(links(alice.client.get(YEAR).content.decode())) == ["/journal/calendar/2025/06/14/"]


def test_a_locked_calendar_is_closed(alice: Person) -> None:
    alice.writes("words")
    alice.locks()
    for url in ("/journal/calendar/", YEAR, f"{YEAR}6/14/"):
        assert alice.client.get(url).status_code == 302


@pytest.mark.parametrize(("url", "number"), [(YEAR, 10), (f"{YEAR}6/14/", 11)])
def test_a_calendar_takes_as_many_queries_for_a_hundred_pages_as_for_ten(
    alice: Person, django_assert_num_queries: Callable[[int], AbstractContextManager[Any]], url: str, number: int
) -> None:
    for pages in (10, 90):
        _writes_on_days(alice, pages)
        with django_assert_num_queries(number):
            alice.client.get(url)


def _writes_on_days(person: Person, number: int) -> None:
    first, vault = person.writes("words"), person.vault
    rows = [Entry(owner=person.user, written_on=A_DAY + timedelta(days=day // 2)) for day in range(1, number)]
    for row in rows:
        row.write(first.read(vault), vault)
    Entry._base_manager.bulk_create(rows)


def test_a_day_shows_its_pages_its_notes_and_the_days_around(alice: Person, bob: Person) -> None:
    bob.writes("his")
    bob.notes(A_DAY, today=5)
    alice.writes("before", written_on=date(2025, 6, 1))
    alice.writes("on the day")
    alice.writes("after", written_on=date(2025, 7, 1))
    alice.notes(A_DAY, today=2, sleep=3)
    page = alice.client.get(f"{YEAR}6/14/").content.decode()
    assert "The fourteenth of June" in page
    assert "on the day" in page
    assert "The day: low" in page
    assert "Sleep: in pieces" in page
    assert "his" not in links(page)
    assert 'rel="prev" href="/journal/calendar/2025/6/1/"' in page
    assert 'rel="next" href="/journal/calendar/2025/7/1/"' in page
    assert ">before<" not in page


def test_a_day_with_nothing_says_so_and_a_day_that_is_none_is_not_there(alice: Person) -> None:
    assert b"Nothing is written about this day." in alice.client.get(f"{YEAR}6/14/").content
    assert alice.client.get(f"{YEAR}2/30/").status_code == 404
    assert alice.client.get("/journal/calendar/0/1/1/").status_code == 404


def test_damaged_notes_of_a_day_are_said(alice: Person) -> None:
    alice.notes(A_DAY, today=2)
    alice.user.check_ins.update(notes=b"damaged")
    assert b"These notes cannot be opened." in alice.client.get(f"{YEAR}6/14/").content


@pytest.mark.parametrize("day", [f"{10**20}/1/1", f"1/{10**11}/{10**11}", "2025/2/30"])
def test_a_day_that_no_calendar_has_is_not_found(alice: Person, day: str) -> None:
    assert alice.client.get(f"/journal/calendar/{day}/").status_code == 404
