"""A long journal as volumes, and the picture of the first pages: whole, in order, and each under its own years."""

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Sequence
from datetime import date, timedelta

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import pdf, volumes
from archive.book import Book, as_data
from archive.order import Form
from archive.volumes import cut, opening_of
from entries.markdown import parse, plain_text
from entries.sample import LETTERS
from tests.archive.books import answer_with, page_with, set_book
from tests.ordering import made
from tests.pdfs import lines_of, text_of
from tests.people import Person

NEW_YEAR = date(1660, 1, 1)


@pytest.fixture
def short_volumes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A volume is full after a thousand characters."""
    monkeypatch.setattr(volumes, "LONGEST", 1000)


def year_of(*lengths: int) -> Book:
    """Return a book of a page a day, so many characters each."""
    return Book([page_with("a" * length, on=NEW_YEAR + timedelta(day)) for day, length in enumerate(lengths)])


def lengths_in(books: Sequence[Book]) -> list[list[int]]:
    return [[len(page.content.body) for page in book.pages] for book in books]


def told_by(book: Book) -> str:
    data = as_data(book)
    title = "".join(" ".join(run["lines"]) for run in data["title"]["runs"])
    return "|".join((title, data["volume"], data["years"]))


@pytest.mark.usefixtures("short_volumes")
def test_one_endless_page_is_a_volume_by_itself_and_cuts_nothing_else() -> None:
    assert lengths_in(cut(year_of(*[70] * 12, 5000, *[50] * 5))) == [[70] * 12, [5000], [50] * 5]


@pytest.mark.usefixtures("short_volumes")
def test_a_year_a_little_too_long_is_cut_in_the_middle() -> None:
    assert lengths_in(cut(year_of(*[110] * 10))) == [[110] * 5, [110] * 5]


@pytest.mark.usefixtures("short_volumes")
@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 1500), min_size=1, max_size=40))
def test_no_volume_is_too_long_and_none_could_have_been_spared(lengths: list[int]) -> None:
    parts = lengths_in(cut(year_of(*lengths)))
    assert [length for part in parts for length in part] == lengths
    assert all(sum(part) <= 1000 or len(part) == 1 for part in parts)
    fewest, room = 0, 0
    for length in lengths:
        fewest, room = (fewest, room - length) if fewest and length <= room else (fewest + 1, 1000 - length)
    assert len(parts) == fewest


@pytest.mark.usefixtures("short_volumes")
def test_a_volume_says_its_own_year_on_its_cover_and_its_title_page() -> None:
    days = [date(1660, 2, 1), date(1661, 3, 1), date(1661, 4, 1)]
    book = Book([page_with("a" * 600, on=day) for day in days], loose=[answer_with("Much later.")])
    parts = cut(book)
    assert list(map(told_by, parts)) == ["February|Volume I|1660", "March|Volume II|1661", "April|Volume III|1661"]
    named = cut(Book(book.pages, form=Form(title="What I kept")))
    assert [told_by(part) for part in named[:2]] == ["What I kept|Volume I|1660", "What I kept|Volume II|1661"]
    cover, _blank, title_page, *_text = lines_of(pdf.set_in_type(named[0]).file)
    assert [line.words for line in cover] == [",", "Volume I", "1660"]
    assert [line.words for line in title_page] == ["What I kept", "Volume I", "1660", ","]


def test_the_picture_of_the_first_pages_has_the_title_of_the_whole_book() -> None:
    letters = json.loads(LETTERS.read_text())
    whole = Book([page_with(each["text"], on=date.fromisoformat(each["date"])) for each in letters])
    opening = opening_of(whole)
    assert len(opening.pages) < len(whole.pages)
    assert told_by(opening) == told_by(whole) == "May 1771 to December 1772||"


@pytest.mark.usefixtures("short_volumes")
def test_the_picture_of_a_long_journal_shows_its_first_volume() -> None:
    whole = Book([page_with("a" * 600, on=date(year, 2, 1)) for year in (1660, 1661)])
    assert told_by(opening_of(whole)) == told_by(cut(whole)[0])


def test_the_picture_shows_no_contents_that_list_only_a_part() -> None:
    pages = [page_with("words", f"Title {number}") for number in range(3)]
    shown = pdf.set_in_type(opening_of(Book(pages)), pictures=True).file
    assert shown.count(b"<svg ") == 3
    assert "Contents" in text_of(set_book(*pages))


@pytest.mark.django_db(transaction=True)
def test_three_years_are_read_back_whole_and_in_order_from_their_volumes(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(volumes, "LONGEST", 12_000)
    letters = [each["text"] for each in json.loads(LETTERS.read_text())[:24]]
    days = [NEW_YEAR + timedelta(number * 45) for number in range(24)]
    for day, letter in zip(days, letters, strict=True):
        alice.writes(letter, written_on=day)
    with zipfile.ZipFile(io.BytesIO(made(alice))) as packed:
        parts = [read_back(packed.read(name)) for name in packed.namelist()]
    assert len(parts) > 3
    dated = (f"{day:%A, %-d %B %Y} {plain_text(parse(letter))}" for day, letter in zip(days, letters, strict=True))
    assert "".join(parts) == letters_of("".join(dated))


def read_back(volume: bytes) -> str:
    """Return the letters and digits of a volume's text, without its front, its running heads and its folios."""
    with pikepdf.open(io.BytesIO(volume)) as opened:
        begin = [each.label for each in opened.pages].index("1")
    read = subprocess.run(["pdftotext", "-", "-"], input=volume, capture_output=True, check=True).stdout.decode()
    pages = [page.strip() for page in read.split("\f")[begin:]]
    return letters_of("".join(re.sub(r"^\w+ \d{4}\n|\n\d+$", "", page) for page in pages))


def letters_of(text: str) -> str:
    return re.sub(r"\W|_", "", text)
