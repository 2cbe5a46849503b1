"""The page on which a book is ordered."""

import pytest

from tests.pdfs import text_of
from tests.people import Person

EVERYTHING = {"scope": "everything", "first": "", "last": "", "paper": "a5"}


def test_the_book_comes_as_a_file_with_a_name_that_says_nothing(alice: Person) -> None:
    alice.writes("words for the book", title="A secret title")
    answer = alice.client.post("/book/", EVERYTHING)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="book.pdf"'
    assert answer["Cache-Control"] == "no-store"
    assert "words for the book" in text_of(answer.content)


def test_an_empty_journal_is_told_that_a_book_needs_a_page(alice: Person) -> None:
    assert b"A book needs a page" in alice.client.get("/book/").content


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"scope": "range"}, "Choose the first day"),
        ({"scope": "range", "first": "2025-06-15", "last": "2025-06-14"}, "before the first one"),
        ({"scope": "range", "first": "1999-01-01", "last": "1999-01-02"}, "Nothing was written in those days"),
        ({"scope": "range", "first": "the day we met"}, "valid date"),
        ({"paper": "napkin"}, "valid choice"),
    ],
)
def test_a_book_that_cannot_be_made_says_why(alice: Person, form: dict[str, str], sentence: str) -> None:
    alice.writes("words")
    assert sentence in alice.client.post("/book/", EVERYTHING | form).content.decode()
