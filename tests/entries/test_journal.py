"""Journal, today and the writing page at their edges: no titles, long titles, many pages, the days around."""

import re
from datetime import date, datetime, timedelta

import pytest

from entries.days import in_words, is_evening
from entries.markdown import first_words
from entries.months import page_with, with_months, years_of
from tests.people import A_DAY, Person


@pytest.mark.parametrize(
    ("line", "title", "rest"),
    [
        ("I saw his car. Two months ago I would have waited.", "I saw his car.", "Two months ago I would have waited."),
        ("Why? Because.", "Why?", "Because."),
        (
            "nine words without any full stop in this one here",
            "nine words without any full stop in this …",
            "… one here",
        ),
        ("short", "short", ""),
        ("", "", ""),
        ("我今天看见了他的车。后来下雨了。", "我今天看见了他的车。", "后来下雨了。"),
    ],
)
def test_a_page_without_a_title_is_named_by_its_first_words(line: str, title: str, rest: str) -> None:
    assert first_words(line) == (title, rest)


def test_a_very_long_title_is_cut_in_lists_and_whole_on_its_page(alice: Person) -> None:
    title = "Donaudampfschifffahrtsgesellschaft " * 5
    entry = alice.writes("words", title=title.strip())
    listed = alice.client.get("/journal/").content.decode()
    assert title.strip() not in listed
    assert title[:100] in listed
    assert title.strip() in alice.client.get(f"/journal/{entry.id}/").content.decode()


def test_an_empty_page_has_a_name(alice: Person) -> None:
    entry = alice.writes("not empty yet")
    alice.revises(entry, "")
    assert b"An empty page" in alice.client.get("/journal/").content
    assert b"There is nothing on this page yet" in alice.client.get(f"/journal/{entry.id}/").content


def test_before_and_after_a_page_stand_its_neighbours_in_the_order_of_a_book(alice: Person) -> None:
    days = [A_DAY - timedelta(days=1), A_DAY, A_DAY, A_DAY, A_DAY + timedelta(days=1)]
    entries = [alice.writes(f"page {number}", written_on=day) for number, day in enumerate(days)]
    alice.writes("in the trash", written_on=A_DAY).discard()
    for number, entry in enumerate(entries):
        page = alice.client.get(f"/journal/{entry.id}/").context
        assert [row.page.id for row in page["before"]] == [each.id for each in entries[max(0, number - 1) : number]]
        assert [row.page.id for row in page["after"]] == [each.id for each in entries[number + 1 : number + 2]]


def test_a_years_months_are_folded_away_unless_they_are_shown(alice: Person) -> None:
    for year in (2023, 2024, 2025):
        alice.writes("words", written_on=date(year, 6, 1))
    for day in range(1, 31):
        alice.writes("words", written_on=date(2025, 7, day))
    years = alice.client.get("/journal/").context["years"]
    assert [(each.whole.first_day.year, bool(each.months)) for each in years] == [
        (2025, True),
        (2024, False),
        (2023, False),
    ]
    assert [bool(year.months) for year in alice.client.get("/journal/?page=2").context["years"]] == [True, True, True]


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2025, 9, 12), "The twelfth of September"), (date(2025, 1, 31), "The thirty-first of January")],
)
def test_a_day_is_named_in_words(day: date, words: str) -> None:
    assert in_words(day) == words


def test_every_day_of_a_month_has_its_own_words() -> None:
    assert len({in_words(date(2025, 1, day)) for day in range(1, 32)}) == 31


@pytest.mark.parametrize(("hour", "evening"), [(4, True), (5, False), (12, False), (17, False), (18, True), (23, True)])
def test_tonight_is_said_in_the_evening_and_at_night(hour: int, evening: bool) -> None:
    assert is_evening(datetime(2025, 6, 14, hour)) is evening  # noqa: DTZ001  only the hour counts


def test_a_plain_page_asks_what_was_done_today_and_stays_one(alice: Person) -> None:
    page = alice.client.get("/write/?kind=plain")
    assert b"What did you do today?" in page.content
    sent = {
        name: page.context["form"][name].value() for name in ("entry_id", "revision", "sitting", "sequence", "kind")
    }
    alice.client.post("/write/", sent | {"written_on": "2025-06-14", "title": "", "body": "I got up."})
    entry = alice.user.entries.get()
    assert entry.read(alice.vault).kind == "plain"
    assert b"plain page" in alice.client.get("/journal/").content
    assert b"What did you do today?" in alice.client.get(f"/write/{entry.id}/").content
    assert b"Start anywhere." in alice.client.get("/write/?kind=unknown").content


def test_a_day_still_to_come_is_asked_about_once_and_then_kept(alice: Person) -> None:
    form = alice.client.get("/write/").context["form"]
    sent = {"entry_id": form["entry_id"].value(), "revision": "0", "title": "", "body": "words"}
    sent["written_on"] = str(date.today() + timedelta(days=2))  # noqa: DTZ011  any clock will do
    asked = alice.client.post("/write/", sent)
    assert b"That day is still to come. Is it the one you mean?" in asked.content
    assert alice.user.entries.count() == 0
    assert alice.client.post("/write/", sent | {"future_is_meant": "on"}).status_code == 302
    assert str(alice.user.entries.get().written_on) == sent["written_on"]


def test_autosave_keeps_the_words_while_a_day_to_come_is_not_asked_about_yet(alice: Person) -> None:
    form = alice.client.get("/write/").context["form"]
    page = {"entry_id": form["entry_id"].value(), "revision": "0", "title": "", "body": "words"}
    today, url = alice.client.get("/").context["today"], f"/write/{page['entry_id']}/autosave/"
    answer = alice.client.post(url, page | {"written_on": "2099-01-01"})
    assert answer.json()["day_waits"] is True
    entry = alice.user.entries.get()
    assert (entry.written_on, entry.read(alice.vault).body) == (today, "words")
    meant = alice.client.post(url, page | {"revision": "1", "written_on": "2099-01-01", "future_is_meant": "on"})
    assert meant.json()["day_waits"] is False
    assert alice.user.entries.get().written_on.year == 2099


def test_a_page_that_stands_under_a_day_to_come_is_not_asked_about_again(alice: Person) -> None:
    entry = alice.writes("words", written_on=date(2099, 1, 1))
    page = {"entry_id": str(entry.id), "revision": "1", "written_on": "2099-01-01", "title": "", "body": "more words"}
    assert alice.client.post(f"/write/{entry.id}/", page).status_code == 302


def test_every_year_in_the_margin_leads_to_where_it_begins(alice: Person) -> None:
    for number in range(70):
        alice.writes("words", written_on=date(2025, 3, 1) - timedelta(days=14 * number))
    newest = alice.client.get("/journal/").content.decode()
    places = re.findall(r'href="(/journal/\?page=\d+)#(y-\d+)"', newest)
    assert [anchor for _page, anchor in places] == ["y-2023", "y-2022"]
    for page, anchor in places:
        assert alice.client.get(page).content.decode().count(f'id="{anchor}"') == 1


def test_the_last_month_of_the_calendar_begins_on_a_page_as_every_month(alice: Person) -> None:
    for day in range(1, 31):
        alice.writes("words", written_on=date(9999, 12, day))
    alice.writes("words", written_on=date(9999, 11, 30))
    assert [page_with(alice.user, date(9999, month, 1)) for month in (12, 11)] == [1, 2]


def test_the_years_before_the_year_1000_are_counted_as_every_year(alice: Person) -> None:
    for day in (date(987, 3, 1), date(987, 4, 1), date(2025, 6, 1)):
        alice.writes("words", written_on=day)
    years = years_of(alice.user)
    assert [(year.first_day, year.count) for year in years] == [(date(2025, 1, 1), 1), (date(987, 1, 1), 2)]
    months = with_months(alice.user, years, alice.user.entries.all())[1].months
    assert [(month.first_day, month.count) for month in months] == [(date(987, 4, 1), 1), (date(987, 3, 1), 1)]
