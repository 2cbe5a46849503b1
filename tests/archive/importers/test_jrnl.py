"""jrnl: its file and its JSON, with the same pages in both."""

import json
from dataclasses import replace
from datetime import date, datetime

import pytest

from tests.archive.importers.exports import VIENNA, only_page, read_text, read_zip, reasons

FILE = """[2025-06-14 23:30] The lake *
We did not speak. @lake

[not a date] is a line like any other.

[2025-06-15 09:05:10] Morning.

[2025-06-16 03:20:00 PM] Afternoon
[x] slept
"""
DETAILS = "Places, weather, moods and stars"
ENTRIES = [
    {
        "title": "The lake",
        "body": "We did not speak. @lake\n\n[not a date] is a line like any other.",
        "date": "2025-06-14",
    }
    | {"time": "23:30", "tags": ["@lake"], "starred": True},
    {"title": "Morning.", "body": "", "date": "2025-06-15", "time": "09:05", "tags": [], "starred": False},
]


def test_the_entries_of_a_file_come_with_day_time_title_and_words() -> None:
    found = read_text(FILE)
    assert found.source == "jrnl"
    assert [page.title for page in found.pages] == ["The lake", "Morning.", "Afternoon"]
    assert found.pages[0].body == "We did not speak. @lake\n\n[not a date] is a line like any other."
    assert found.pages[0].written_at == datetime(2025, 6, 14, 23, 30, tzinfo=VIENNA)
    assert found.pages[2].written_at == datetime(2025, 6, 16, 15, 20, tzinfo=VIENNA)
    assert found.pages[2].body == "[x] slept"


def test_the_json_export_gives_the_same_pages() -> None:
    exported = {"tags": {"@lake": 1}, "entries": ENTRIES}
    found = read_text(json.dumps(exported), "jrnl.json")
    assert found.source == "jrnl"
    assert replace(found.pages[0], tags=()) == read_text(FILE).pages[0]
    assert read_zip({"jrnl.json": exported}).pages == found.pages


def test_a_file_may_begin_with_empty_lines() -> None:
    assert read_text(f"\n  \n  {FILE}").pages == read_text(FILE).pages


def test_an_entry_with_a_date_that_is_none_is_left_out_and_the_others_come() -> None:
    found = read_text("[2025-02-30 10:00] No day\nwords\n\n[2025-06-14] A day\nwords")
    assert [(page.written_on, page.written_at) for page in found.pages] == [(date(2025, 6, 14), None)]
    assert list(reasons(found)) == ["journal.txt, entry 1"]


def test_an_id_is_kept() -> None:
    page = only_page(read_text(json.dumps({"entries": [ENTRIES[1] | {"uuid": "4BB1"}]}), "jrnl.json"))
    assert page.source_id == "4BB1"


def test_tags_come_along_and_stars_are_said_to_stay_behind() -> None:
    found = read_text(json.dumps({"entries": ENTRIES}), "jrnl.json")
    assert [page.tags for page in found.pages] == [("lake",), ()]
    assert list(reasons(found)) == [DETAILS]


@pytest.mark.parametrize("fields", [{"date": None}, {"time": 5}, {"title": {}}, {"date": "14.06.2025"}])
def test_an_entry_of_the_wrong_form_is_left_out_with_the_reason(fields: dict[str, object]) -> None:
    found = read_text(json.dumps({"entries": [ENTRIES[0] | fields]}), "jrnl.json")
    assert (list(found.pages), list(reasons(found))) == ([], ["entry 1", DETAILS])


def test_a_folder_of_jrnls_is_read_file_by_file() -> None:
    found = read_zip({"2025/06/14.txt": FILE, "2025/06/17.txt": "[2025-06-17 10:00] Later"})
    assert [page.title for page in found.pages][-2:] == ["Afternoon", "Later"]
