"""Day One: every page comes with its day, its words and its title, and what stays behind is named."""

import json
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entries.markdown import parse, plain_text
from tests.archive.importers.exports import VIENNA, looks, only_page, read_text, read_zip, reasons

PHOTO = {"identifier": "646FD9CE9D924262ADB1FA7AF3A2F4DB", "md5": "31c871f18f68d2fde4196ccba1f8ece1", "type": "jpeg"}


def entry(**fields: object) -> dict[str, object]:
    """Return an entry with the fields that Day One for Mac writes."""
    return {
        "uuid": "DF8B32A3FE25400BBBB3A7BBFCD23CE7",
        "creationDate": "2025-06-15T06:30:00Z",
        "modifiedDate": "2025-06-16T10:00:00Z",
        "timeZone": "America/Los_Angeles",
        "creationDevice": "a phone",
        "isAllDay": False,
        "isPinned": False,
        "starred": False,
        "duration": 0,
        "editingTime": 162.4,
        "text": "# The lake\n\nWe did not speak\\. I counted to ten \\(twice\\)\\!",
    } | fields


def journal(*entries: dict[str, object]) -> dict[str, object]:
    return {"metadata": {"version": "1.0"}, "entries": list(entries)}


def test_an_entry_written_at_half_past_eleven_in_los_angeles_stays_on_its_day() -> None:
    found = read_zip({"Journal.json": journal(entry())})
    page = only_page(found)
    assert found.source == "Day One"
    assert page.written_on == date(2025, 6, 14)
    assert page.written_at == datetime(2025, 6, 14, 23, 30, tzinfo=ZoneInfo("America/Los_Angeles"))
    assert page.source_id == "DF8B32A3FE25400BBBB3A7BBFCD23CE7"


def test_the_first_heading_is_the_title_and_backslashes_of_day_ones_are_gone() -> None:
    page = only_page(read_zip({"Journal.json": journal(entry())}))
    assert (page.title, page.body) == ("The lake", "We did not speak. I counted to ten (twice)!")


@pytest.mark.parametrize(
    "text",
    ["1\\. not a list", "\\# no heading", "2 \\* 3 \\* 4", "\\[a\\](b)", "`a\\.b`", "```\na\\.b\n```", "a \\\\ b"],
)
def test_a_page_reads_as_it_did_in_day_one(text: str) -> None:
    page = only_page(read_zip({"Journal.json": journal(entry(text=text))}))
    assert plain_text(parse(page.body)) == plain_text(parse(text))
    assert [block.kind for block in parse(page.body)] == [block.kind for block in parse(text)]


@given(st.text("\\\\\\\\\\.!()-+_*#>[]<=|~:1 a\n", max_size=30))
def test_no_page_reads_otherwise_without_its_backslashes(text: str) -> None:
    (page,) = read_zip({"Journal.json": journal(entry(text=f".{text}."))}).pages
    assert parse(page.body) == parse(f".{text}.".strip())


def test_an_entry_without_a_known_time_zone_is_on_the_day_of_the_writers() -> None:
    for zone in (None, "", "GMT+0200", "America", "../../etc/passwd"):
        page = only_page(read_zip({"Journal.json": journal(entry(timeZone=zone, creationDate="2025-06-14T22:30:00Z"))}))
        assert page.written_on == date(2025, 6, 15)


def test_an_entry_for_a_whole_day_has_no_time() -> None:
    whole = entry(isAllDay=True, creationDate="2024-04-16T23:00:00Z", timeZone="Europe/Dublin")
    page = only_page(read_zip({"Journal.json": journal(whole)}))
    assert (page.written_on, page.written_at) == (date(2024, 4, 17), None)


def test_every_journal_in_the_zip_comes() -> None:
    files = {"Journal.json": journal(entry()), "Nights.json": journal(entry(uuid="2", text="Another night"))}
    assert [page.body for page in read_zip(files).pages][1:] == ["Another night"]
    assert len(read_zip(files).pages) == 2


def test_a_journal_without_its_zip_is_read_as_well() -> None:
    assert only_page(read_text(json.dumps(journal(entry())), "Journal.json")).title == "The lake"


def test_photos_are_named_as_staying_behind_and_leave_no_trace_in_the_words() -> None:
    text = "Before\n\n![](dayone-moment://646FD9CE9D924262ADB1FA7AF3A2F4DB)\n\nafter"
    files = {"Journal.json": journal(entry(text=text, photos=[PHOTO])), f"photos/{PHOTO['md5']}.jpeg": b"\xff\xd8"}
    found = read_zip(files)
    assert list(reasons(found)) == [f"photos/{PHOTO['md5']}.jpeg"]
    assert found.pages[0].body.split() == ["Before", "after"]


@pytest.mark.parametrize(
    "text", ["![](dayone-moment://ABC123)", "![](dayone-moment:/audio/ABC123)", "![](dayone-moment:/video/ABC123)"]
)
def test_a_photo_or_sound_whose_file_is_missing_is_named_by_its_entry(text: str) -> None:
    found = read_zip({"Journal.json": journal(entry(text=f"Listen: {text}"))})
    assert list(looks(found)) == ["entry 1"]
    assert found.pages[0].body == "Listen:"


def test_tags_come_along_and_places_are_said_to_stay_behind_once() -> None:
    tags = ["the lake", "Sleep, badly", 5, ""]
    found = read_zip({"Journal.json": journal(entry(tags=tags), entry(uuid="2", location={"country": "Ireland"}))})
    assert [page.tags for page in found.pages] == [("the lake", "Sleep", "badly"), ()]
    assert list(reasons(found)) == ["Places, weather, moods and stars"]


def test_rich_text_is_read_where_there_is_no_text() -> None:
    contents = [
        {"attributes": {"line": {"header": 1}}, "text": "The lake\n"},
        {"text": "We did "},
        {"attributes": {"bold": True}, "text": "not speak.\n"},
        {"attributes": {"line": {"listStyle": "bulleted"}}, "text": "one\n"},
        {"attributes": {"line": {"quote": True}}, "text": "said\n"},
        {"embeddedObjects": [{"type": "photo"}]},
    ]
    rich = json.dumps({"contents": contents, "meta": {"version": 1}})
    page = only_page(read_zip({"Journal.json": journal(entry(text=None, richText=rich))}))
    assert (page.title, page.body) == ("The lake", "We did not speak.\n- one\n> said")


def test_an_entry_that_cannot_be_read_is_named_with_its_place_and_the_others_come() -> None:
    broken = [
        entry(uuid="a", creationDate="no day"),
        entry(uuid="b", text=["a list"]),
        entry(uuid="c", text=""),
        entry(uuid="d", creationDate="0001-01-01T00:00:00Z"),
        entry(uuid="e", text="x" * 1_000_001),
        entry(uuid="f", richText="{", text=None),
    ]
    found = read_zip({"Journal.json": journal(*broken, entry())})
    assert [page.title for page in found.pages] == ["The lake"]
    assert list(reasons(found)) == [f"entry {place}" for place in range(1, 7)]


def test_two_texts_under_one_id_both_come_and_the_same_text_comes_once() -> None:
    found = read_zip({"Journal.json": journal(entry(), entry(), entry(text="Other words"))})
    assert [page.body[:5] for page in found.pages] == ["We di", "Other"]
    assert len({page.source_id for page in found.pages}) == 2


def test_a_moment_at_the_edge_of_the_calendar_keeps_its_day() -> None:
    edge = entry(creationDate="9999-12-31T23:30:00-05:00", timeZone="America/New_York")
    found = read_zip({"Journal.json": journal(entry(), edge)}, VIENNA)
    assert all(page.written_at is None or page.written_at.astimezone(UTC) for page in found.pages)
