"""DailyTxT: a text a day, and a clear word to whoever chose the wrong one of its files."""

from datetime import date

import pytest

from archive.importers.found import NotReadable
from tests.archive.importers.exports import looks, only_page, read_zip, reasons

SEALED = "ixfArbVLC4AFBvakTv4rPKqY1-QR5UU0hTQqQA25Emc="


def month(*days: object) -> dict[str, object]:
    return {"days": list(days)}


def day(number: object = 14, **fields: object) -> dict[str, object]:
    return {"day": number, "text": "We **did not** speak.", "date_written": "14.6.2025, 23:30:05"} | fields


def test_a_day_comes_under_its_day() -> None:
    found = read_zip({"2025/06.json": month(day())})
    page = only_page(found)
    assert found.source == "DailyTxT"
    assert (page.written_on, page.written_at) == (date(2025, 6, 14), None)
    assert (page.title, page.body) == ("", "We **did not** speak.")


def test_a_backup_in_a_folder_is_read_as_well() -> None:
    assert only_page(read_zip({"backup/2025/06.json": month(day())})).written_on == date(2025, 6, 14)


def test_a_day_is_known_again_after_its_text_was_changed() -> None:
    pages = [only_page(read_zip({"2025/06.json": month(day(text=text))})) for text in ("before", "after")]
    assert pages[0].source_id == pages[1].source_id


def test_files_and_templates_are_named_as_staying_behind() -> None:
    files = {
        "2025/06.json": month(day(files=[{"filename": "a.jpg"}], isBookmarked=True)),
        "templates.json": {},
        "files/a.jpg": b"\xff",
    }
    assert set(reasons(read_zip(files))) == {"templates.json", "files/a.jpg", "Places, weather, moods and stars"}


@pytest.mark.parametrize("named", [{"tags": [{"id": 1, "name": "the lake"}, {"id": "2", "name": "no"}, {"id": 3}, 4]}])
def test_tags_come_along_by_their_names(named: object) -> None:
    for folder in ("", "backup_user_1/"):
        files = {f"{folder}2025/06.json": month(day(tags=[1])), f"{folder}tags.json": named}
        found = read_zip(files)
        assert ([page.tags for page in found.pages], list(reasons(found))) == ([("the lake",)], [])


def test_tags_without_a_name_are_named_as_staying_behind() -> None:
    named = {"tags": [{"id": 1, "name": "the lake"}]}
    found = read_zip({"2025/06.json": month(day(tags=[1, 3, "1", True, None])), "tags.json": named})
    assert ([page.tags for page in found.pages], list(reasons(found))) == ([("the lake",)], ["Tags"])


@pytest.mark.parametrize("named", [{}, [], {"tags": {}}, "tags"])
def test_names_of_tags_that_cannot_be_read_are_named_as_staying_behind(named: object) -> None:
    found = read_zip({"2025/06.json": month(day(tags=[1])), "tags.json": named})
    assert ([page.tags for page in found.pages], list(reasons(found))) == ([()], ["Tags", "tags.json"])


def test_a_file_that_is_missing_is_named_by_its_month_and_entry() -> None:
    assert list(looks(read_zip({"2025/06.json": month(day(files=[{"filename": "a.jpg"}]))}))) == [
        "2025/06.json, entry 1"
    ]


@pytest.mark.parametrize("number", [0, 31, -1, 10**30, True, "14", 14.0, None, [14]])
def test_a_day_that_is_none_is_left_out_and_the_others_come(number: object) -> None:
    found = read_zip({"2025/06.json": month(day(number), day(2)), "2025/13.json": month(day(1)), "2025/07.json": "{"})
    assert [page.written_on.day for page in found.pages] == [2]
    assert len(found.left_out) == 3


@pytest.mark.parametrize(
    "files",
    [
        {"user.json": {"enc_enc_key": "x"}, "2025/06.json": month(day(text=SEALED))},
        {"users.json": {}, "1/2025/06.json": month(day(text=SEALED))},
        {"1/2025/06.json": month(day(text=SEALED), day(15, text=SEALED))},
    ],
)
def test_an_encrypted_backup_is_said_to_be_one(files: dict[str, object]) -> None:
    with pytest.raises(NotReadable, match="still encrypted"):
        read_zip(files)


def test_a_scream_is_no_encrypted_text() -> None:
    assert only_page(read_zip({"2025/06.json": month(day(text="A" + "a" * 60 + "rgh"))})).body.startswith("Aaa")


def test_the_export_for_reading_is_told_from_the_backup() -> None:
    with pytest.raises(NotReadable, match="backup without encryption"):
        read_zip({"DailyTxT_2025-06.html": "<html></html>"})
