"""Help now: open to everybody, honest about what was checked, and only lines that may be shown."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from reflections.helplines import Helplines, Number, helplines
from reflections.library import read_yaml

pytestmark = pytest.mark.django_db

ROWS = [
    {**line, "iso": country["iso"]}
    for country in read_yaml("helplines.yaml")["countries"]
    for line in country["lines"] + country.get("abuse_lines", [])
]
READY = [line for line in ROWS if line["ship"] == "ready"]


def test_help_is_there_before_signing_in_and_while_locked(client: Client) -> None:
    assert client.get("/help-now/").status_code == 200


def test_only_lines_marked_ready_are_ever_shown() -> None:
    ready = sorted(line["name"] for line in READY)
    shown = [line.name for each in helplines().countries.values() for line in each.lines + each.abuse_lines]
    assert sorted(shown) == ready
    assert len(ready) == 53


def test_a_country_shows_its_emergency_number_and_its_lines(client: Client) -> None:
    page = client.get("/help-now/?country=GB").content.decode()
    assert "<b>999</b>" in page
    assert 'href="tel:116123"' in page


def test_a_country_without_a_checked_line_leads_to_a_directory(client: Client) -> None:
    bare = next(each for each in helplines().countries.values() if not each.lines + each.abuse_lines)
    page = client.get(f"/help-now/?country={bare.iso}").content.decode()
    assert "no line for this country" in page
    assert "findahelpline.com" in page


@pytest.mark.parametrize("country", ["", "XX", "<script>"])
def test_no_number_is_shown_for_a_country_nobody_chose(client: Client, country: str) -> None:
    page = client.get("/help-now/", {"country": country}).content.decode()
    assert "In immediate danger" not in page
    assert "<script>" not in page


def test_nothing_claims_to_be_checked_that_was_not(client: Client) -> None:
    said = client.get("/help-now/").content.decode()
    assert ("Nobody has dialled them" in said) == (helplines().checked_on is None)


@pytest.mark.parametrize(("days", "holds"), [(0, True), (180, True), (181, False)])
def test_a_check_holds_for_180_days(days: int, holds: bool) -> None:
    today = date(2026, 1, 1)
    lines = Helplines({}, (), today - timedelta(days=days))
    assert lines.were_checked_lately(today) is holds


@pytest.mark.parametrize(
    ("shown", "dialled"),
    [("116 123", "116123"), ("+353 (1) 800-1", "+35318001"), ("*4141 (from mobile phones)", "*4141"), ("", "")],
)
def test_a_number_is_dialled_without_what_is_only_read(shown: str, dialled: str) -> None:
    assert Number(shown).dialled == dialled


@pytest.mark.parametrize("row", READY, ids=lambda row: f"{row['iso']} {row['name']}")
def test_every_number_can_be_tapped_and_every_chat_is_linked(client: Client, row: dict[str, Any]) -> None:
    links = re.findall(r'href="([^"]+)"', client.get(f"/help-now/?country={row['iso']}").content.decode())
    tapped = [re.sub(r"[^\d*]", "", link) for link in links if link.startswith(("tel:", "sms:", "https://wa.me/"))]
    said = row["call"] if isinstance(row["call"], list) else [row["call"] or ""]
    for number in re.findall(r"[*\d][\d -]+\d", " | ".join([*said, row.get("text_or_chat") or ""])):
        assert any(link.endswith(re.sub(r"[ -]", "", number)) for link in tapped), number
    if row.get("text_or_chat"):
        assert row.get("chat_at", row["website"]) in links
