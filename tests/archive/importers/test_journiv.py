"""Journiv: the shapes of its older and its newer exports, with every word that was written in them."""

from datetime import UTC, date, datetime

import pytest

from archive.importers.found import Found
from tests.archive.importers.exports import looks, only_page, read_zip, reasons

DELTA = {
    "ops": [
        {"insert": "The lake"},
        {"insert": "\n", "attributes": {"header": 2}},
        {"insert": "I was "},
        {"insert": "not", "attributes": {"bold": True}},
        {"insert": " ready.\none"},
        {"insert": "\n", "attributes": {"list": "bullet"}},
        {"insert": {"image": "5f0c"}},
        {"insert": "said"},
        {"insert": "\n", "attributes": {"blockquote": True}},
    ]
}
WORDS = "## The lake\nI was **not** ready.\n- one\n> said"


def export(journals: list[object], moments: list[object], version: str) -> dict[str, object]:
    """Return what Journiv writes around the entries."""
    return {
        "export_version": version,
        "export_date": "2026-01-02T10:00:00Z",
        "app_version": "0.1.0",
        "user_email": "alice@example.org",
        "journals": journals,
        "mood_definitions": [{"name": "calm", "category": "positive"}],
        "moments": moments,
        "stats": {"entry_count": 1},
    }


def older(**fields: object) -> dict[str, object]:
    """Return an export of version 1.2 with one entry."""
    entry = {
        "title": "A night",
        "content_delta": DELTA,
        "content_plain_text": "The lake\nI was not ready.\none\nsaid\n",
        "entry_date": "2025-06-14",
        "entry_datetime_utc": "2025-06-15T06:30:00Z",
        "entry_timezone": "America/Los_Angeles",
        "is_draft": False,
        "tags": [],
        "media": [],
        "created_at": "2025-06-15T06:31:02.123456Z",
        "updated_at": "2025-06-15T06:31:02.123456Z",
        "external_id": None,
    }
    return export([{"title": "Mine", "entries": [entry | fields]}], [], "1.2")


def newer(**fields: object) -> dict[str, object]:
    """Return an export of version 1.4 with one moment."""
    entry = {
        "title": "A night",
        "content_delta": DELTA,
        "content_plain_text": "The lake\nI was not ready.\none\nsaid\n",
        "journal_external_id": "1",
        "created_at": "2025-06-15T06:31:02.123456Z",
        "external_id": "0d9f5cbe-3f2c-4bb5-9a0a-4f1f2b7f0b10",
    }
    moment = {
        "logged_at_utc": "2025-06-15T06:30:00Z",
        "logged_date_tz": "2025-06-14",
        "logged_timezone": "America/Los_Angeles",
        "note": None,
        "entry": entry,
        "created_at": "2025-06-15T06:31:02.123456Z",
    }
    return export([{"title": "Mine", "external_id": "1"}], [moment | fields], "1.4")


def read_data(data: object) -> Found:
    return read_zip({"data.json": data})


@pytest.mark.parametrize("data", [older(), newer()], ids=["older", "newer"])
def test_an_entry_comes_with_its_own_day_its_title_and_its_words(data: object) -> None:
    found = read_data(data)
    page = only_page(found)
    assert found.source == "Journiv"
    assert (page.title, page.body, page.written_on) == ("A night", WORDS, date(2025, 6, 14))
    assert page.written_at is not None
    assert page.written_at.astimezone(UTC) == datetime(2025, 6, 15, 6, 30, tzinfo=UTC)


def test_the_id_is_journivs_own_where_it_gives_one() -> None:
    assert only_page(read_data(newer())).source_id == "0d9f5cbe-3f2c-4bb5-9a0a-4f1f2b7f0b10"


def test_an_entry_is_known_again_by_its_beginning_after_it_was_changed() -> None:
    before, after = read_data(older()), read_data(older(title="Another title"))
    assert only_page(before).source_id == only_page(after).source_id


def test_the_first_exports_had_their_words_in_content() -> None:
    page = only_page(read_data(older(content_delta=None, content_plain_text=None, content="**All** of it")))
    assert page.body == "**All** of it"


def test_the_question_and_the_note_beside_a_mood_are_kept_with_the_words() -> None:
    found = read_data(older(prompt_text="What now?", mood_log={"mood_name": "calm", "note": "A little."}))
    assert found.pages[0].body == f"> What now?\n\n{WORDS}\n\nA little."
    assert list(reasons(found)) == ["Places, weather, moods and stars"]


def test_a_note_without_an_entry_is_a_page_and_a_mood_alone_is_none() -> None:
    data = older()
    note = {"logged_at": "2025-06-16T10:00:00Z", "logged_date": "2025-06-16", "note": "Slept.", "created_at": "2025"}
    data["moments"] = [note, {**note, "note": None, "primary_mood_name": "calm"}]
    assert [(page.written_on.day, page.body) for page in read_data(data).pages][1:] == [(16, "Slept.")]


def test_media_are_named_by_their_file_or_by_their_entry_if_it_is_missing() -> None:
    media = [{"filename": "a.jpg", "file_path": "77/1_a.jpg"}]
    assert list(reasons(read_zip({"data.json": older(media=media), "media/77/1_a.jpg": b"\xff"}))) == [
        "media/77/1_a.jpg"
    ]
    assert list(looks(read_data(older(media=media)))) == ["entry 1"]


@pytest.mark.parametrize(
    "fields", [{"entry_date": 5}, {"entry_date": "someday"}, {"title": ["x"]}, {"entry_datetime_utc": "x"}]
)
def test_an_entry_of_the_wrong_form_is_left_out_with_the_reason(fields: dict[str, object]) -> None:
    found = read_data(older(**fields))
    assert (list(found.pages), list(reasons(found))) == ([], ["entry 1"])
