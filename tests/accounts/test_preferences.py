"""Preferences: what is in clear says nothing, what says something is sealed, and the day is hers."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.flows import change_preferences, today_for
from tests.people import Person

TWENTY_PAST_ONE = datetime(2025, 6, 14, 1, 20, tzinfo=ZoneInfo("Europe/Vienna"))


@pytest.mark.parametrize(
    ("hour", "day"), [(0, date(2025, 6, 14)), (1, date(2025, 6, 14)), (2, date(2025, 6, 13)), (6, date(2025, 6, 13))]
)
def test_after_midnight_still_counts_as_the_day_before_for_whoever_wants_it(
    alice: Person, monkeypatch: pytest.MonkeyPatch, hour: int, day: date
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: TWENTY_PAST_ONE)
    preferences = change_preferences(alice.user.preferences.get(), day_ends_at=hour, vault=alice.vault)
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


def test_settings_are_kept(alice: Person) -> None:
    alice.client.post("/settings/", {"tab_name": "", "scheme": "dark", "time_zone": "Asia/Tokyo", "day_ends_at": "3"})
    preferences = alice.user.preferences.get()
    assert (preferences.tab_name, preferences.scheme, preferences.time_zone) == ("", "dark", "Asia/Tokyo")
    assert preferences.day_ends_at(alice.vault) == 3
    page = alice.client.get("/journal/").content.decode()
    assert 'data-scheme="dark"' in page
    assert "<title>\u200b</title>" in page
