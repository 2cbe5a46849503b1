"""Preferences: what is in clear says nothing, what says something is sealed, and the day is hers."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.flows import change_preferences, today_for
from accounts.personal import Personal
from tests.people import Person

TWENTY_PAST_ONE = datetime(2025, 6, 14, 1, 20, tzinfo=ZoneInfo("Europe/Vienna"))


@pytest.mark.parametrize(
    ("hour", "day"), [(0, date(2025, 6, 14)), (1, date(2025, 6, 14)), (2, date(2025, 6, 13)), (6, date(2025, 6, 13))]
)
def test_after_midnight_still_counts_as_the_day_before_for_whoever_wants_it(
    alice: Person, monkeypatch: pytest.MonkeyPatch, hour: int, day: date
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: TWENTY_PAST_ONE)
    preferences = change_preferences(alice.user, change=lambda _before: Personal(day_ends_at=hour), vault=alice.vault)
    with timezone.override(ZoneInfo("Europe/Vienna")):
        assert today_for(preferences, vault=alice.vault) == day


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
def test_a_new_page_is_dated_in_her_time_zone(alice: Person, zone: str) -> None:
    """These two zones are 26 hours apart, so that one of them is always on another day than the server."""
    alice.user.preferences.update(time_zone=zone)
    days = [timezone.localdate(timezone=ZoneInfo(zone))]
    page = alice.client.get("/write/").content.decode()
    days.append(timezone.localdate(timezone=ZoneInfo(zone)))
    assert any(f'value="{day:%Y-%m-%d}"' in page for day in days)


FORM = {
    "tab_name": "",
    "leave_url": "https://weather.example/",
    "scheme": "dark",
    "time_zone": "Asia/Tokyo",
    "day_ends_at": "3",
    "idle_minutes": "5",
    "their_name": "J.",
    "their_pronoun": "him",
    "leave_them_out": "on",
    "contact_is_unsafe": "on",
    "ended_on": "2025-06-01",
    "offers_questions": "on",
    "night": "22-6",
    "marked_2": "2021-02-14",
}
PERSONAL = Personal(
    3,
    "J.",
    "him",
    leave_them_out=True,
    contact_is_unsafe=True,
    ended_on="2025-06-01",
    shows_cards=False,
    night="22-6",
    marked_days=("2021-02-14",),
)


def test_settings_are_kept(alice: Person) -> None:
    alice.client.post("/settings/", FORM)
    preferences = alice.user.preferences.get()
    assert (preferences.tab_name, preferences.scheme, preferences.time_zone) == ("", "dark", "Asia/Tokyo")
    assert preferences.read_personal(alice.vault) == PERSONAL
    assert alice.user.vaults.get().idle_seconds == 300
    page = alice.client.get("/journal/").content.decode()
    assert 'data-scheme="dark"' in page
    assert "<title>\u200b</title>" in page


def test_the_language_she_chose_is_that_of_the_next_page(alice: Person) -> None:
    page = alice.client.post("/settings/", FORM | {"language": "es"}, follow=True)
    assert '<html lang="es"' in page.content.decode()
    alice.client.post("/settings/", FORM | {"language": "tlh"})
    assert alice.user.preferences.get().language == "es"


def test_leaving_leads_where_she_chose_on_every_page_and_while_locked(alice: Person) -> None:
    alice.client.post("/settings/", FORM)
    assert 'href="https://weather.example/"' in alice.client.get("/journal/").content.decode()
    alice.locks()
    assert 'href="https://weather.example/"' in alice.client.get("/unlock/").content.decode()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "weather", "ftp://x.example/"])
def test_leaving_leads_to_a_web_address_and_nowhere_else(alice: Person, address: str) -> None:
    page = alice.client.post("/settings/", FORM | {"leave_url": address})
    assert page.status_code == 200
    assert b"Enter a whole address" in page.content
    assert f'tool--leave" href="{address}"' not in page.content.decode()
    assert 'href="https://www.wikipedia.org/"' in page.content.decode()
    assert alice.user.preferences.get().leave_url == ""


def test_what_is_said_about_the_other_person_is_sealed(alice: Person) -> None:
    alice.client.post("/settings/", FORM | {"their_name": "zorvalquinte"})
    assert b"zorvalquinte" in alice.client.get("/settings/").content
    row = alice.user.preferences.get()
    assert b"zorvalquinte" not in bytes(row.personal)
    assert "zorvalquinte" not in f"{row.tab_name} {row.leave_url} {row.time_zone}"


def test_a_journal_locks_itself_after_the_minutes_she_chose(alice: Person) -> None:
    alice.client.post("/settings/", FORM)
    alice.user.vault_sessions.update(last_seen_at=timezone.now() - timedelta(seconds=301))
    assert not alice.has_open_journal()


@pytest.mark.parametrize("minutes", ["1", "0", "61", "-5", "x"])
def test_a_journal_never_stays_open_unattended_for_more_than_an_hour(alice: Person, minutes: str) -> None:
    assert alice.client.post("/settings/", FORM | {"idle_minutes": minutes}).status_code == 200
    assert alice.user.vaults.get().idle_seconds == 900


def test_preferences_sealed_before_names_were_known_still_open(alice: Person) -> None:
    assert Personal.from_bytes(b'{"day_ends_at": 4}') == Personal(day_ends_at=4)


@pytest.mark.parametrize(
    ("night", "hours"), [("23-5", {23, 0, 4}), ("22-6", {22, 23, 0, 4, 5}), ("0-6", {0, 4, 5}), ("off", set())]
)
def test_night_is_when_she_says(night: str, hours: set[int]) -> None:
    asked = {0, 4, 5, 6, 12, 21, 22, 23}
    assert {hour for hour in asked if Personal(night=night).is_night(time(hour))} == hours


def test_a_day_she_marked_comes_back_each_year_and_no_other() -> None:
    personal = Personal(marked_days=("2021-02-14",))
    assert personal.is_marked(date(2026, 2, 14))
    assert not personal.is_marked(date(2026, 2, 15))
