"""A day is read as people write it, in the name or above the words; one that could be two days is not guessed at."""

import unicodedata
from datetime import date

import pytest

from tests.archive.importers.exports import looks, only_page, read_text, read_zip, reasons

DAY = date(2025, 6, 14)
WRITTEN = [
    "14 June 2025",
    "14 june 2025",
    "14th of June, 2025",
    "14 Jun 2025",
    "June 14, 2025",
    "Jun. 14th 2025",
    "JUNE 14 2025",
    "Saturday, 14 June 2025",
    "Sat, June 14, 2025",
    "14. Juni 2025",
    "14.Juni 2025",
    "Sa., 14. Jun. 2025",
    "14 de junio de 2025",
    "sábado, 14 de junio del 2025",
    "14.06.2025",
    "14.6.2025",
    "Samstag, 14.06.2025",
]


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("name", ["{}.txt", "{} - The lake.md", "a folder of 1 May 2020/{}.md", "Diary_{}.md"])
def test_a_day_is_read_in_the_name_as_people_write_it(name: str, written: str) -> None:
    assert only_page(read_zip({name.format(written): "Words"})).written_on == DAY


@pytest.mark.parametrize("written", WRITTEN)
def test_a_day_is_read_above_the_words_as_people_write_it(written: str) -> None:
    for line in (written, f"# {written}", f"{written}:", f"{written} "):
        page = only_page(read_text(f"{line}\nWords"))
        assert (page.written_on, page.body) == (DAY, "Words")
    page = only_page(read_text(f"{written}, at the lake\nWords"))
    assert (page.written_on, page.body) == (DAY, f"{written}, at the lake\nWords")


@pytest.mark.parametrize(("written", "day"), [("1. März 2024", 1), ("3 Dez 2024", 3), ("May 4, 2024", 4)])
def test_months_are_known_in_every_language_and_form(written: str, day: int) -> None:
    assert only_page(read_text("Words", f"{written}.txt")).written_on.day == day
    assert only_page(read_text("Words", unicodedata.normalize("NFD", f"{written}.txt"))).written_on.day == day


def test_what_a_name_says_besides_the_day_is_the_title() -> None:
    assert only_page(read_zip({"Sat 14 June 2025 - The lake.md": "Words"})).title == "The lake"
    assert only_page(read_zip({"14.06.2025.md": "Words"})).title == ""


@pytest.mark.parametrize(
    "written",
    ["14 June", "June 2025", "14.06.25", "14/06/2025", "06-14-2025", "06.14.2025", "314 June 2025", "14 Juneau 2025"],
)
def test_what_could_be_another_day_is_none(written: str) -> None:
    found = read_text(f"{written}\nWords")
    assert list(found.pages) == []
    assert "No day was found" in reasons(found)["journal.txt"]


@pytest.mark.parametrize("name", ["2025-02-30.md", "30 February 2025.md", "30.02.2025.md"])
def test_a_day_that_there_is_not_is_named(name: str) -> None:
    found = read_zip({name: "Words"})
    sentence = "30 February 2025 does not exist. Change the day in its name, then choose it again."
    assert reasons(found) == {name: sentence}
    above = read_text(f"{name.removesuffix('.md')}\nWords", day=DAY)
    assert "30 February 2025 does not exist. Change the day in its first line" in reasons(above)["journal.txt"]


def test_a_day_that_there_is_is_taken_before_one_that_there_is_not() -> None:
    assert only_page(read_zip({"2025-02-30/2025-06-14.md": "Words"})).written_on == DAY
    assert only_page(read_text("14 June 2025\nWords", "2025-02-30.md")).written_on == DAY


def test_the_day_that_was_chosen_is_that_of_files_that_name_none() -> None:
    chosen = date(2020, 1, 1)
    assert only_page(read_text("Words", "notes.txt", day=chosen)).written_on == chosen
    assert only_page(read_text("Words", "2025-06-14.txt", day=chosen)).written_on == DAY
    assert only_page(read_text("14 June 2025\nWords", "notes.txt", day=chosen)).written_on == DAY


def test_a_page_that_does_not_come_is_not_to_be_looked_at() -> None:
    found = read_zip({"notes.txt": "Grüße".encode("cp1252")})
    assert (list(reasons(found)), looks(found)) == (["notes.txt"], {})
