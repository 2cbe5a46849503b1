"""The picture of the first pages: as little of the book as it shows, and not many at once."""

import threading

import pytest

from archive import line
from archive.book import Book, as_data
from archive.volumes import opening_of
from tests.archive.books import answer_with, page_with
from tests.people import Person

# Of letters; a picture shows far fewer.
BOUND = 50_000
LONG = "Some words of hers. " * 50_000
BOOKS = {
    "one page without end": Book([page_with(LONG)]),
    "pages of a title alone": Book([page_with("", "A title")] * 4_000),
    "a page with answers without end": Book([page_with("words", answers=[answer_with(LONG)] * 3)]),
    "a page with very many answers": Book([page_with("words", answers=[answer_with("Yes.")] * 4_000)]),
    "answers without end": Book(loose=[answer_with(LONG)] * 3),
    "very many answers": Book(loose=[answer_with("Yes.")] * 4_000),
}


@pytest.mark.parametrize("name", BOOKS)
def test_however_long_a_book_is_no_more_is_set_than_its_first_pages_need(name: str) -> None:
    first = opening_of(BOOKS[name])
    assert 0 < len(first.pages) + len(first.loose) <= 250
    assert sum(len(page.answers) for page in first.pages) <= 250
    assert len(str(as_data(first))) < 10 * BOUND


def test_a_long_page_begins_in_the_picture_as_it_begins_in_the_book() -> None:
    (page,) = opening_of(Book([page_with(LONG)])).pages
    assert LONG.startswith(page.content.body)
    assert len(page.content.body) > 10_000


def test_too_many_pictures_at_once_wait_and_are_then_asked_to_come_again(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice.writes("words")
    monkeypatch.setattr(line, "PATIENCE_SECONDS", 1)
    with line.turn_of_a_picture():
        answer = alice.client.get("/book/first-pages/")
        assert (answer.status_code, answer["Retry-After"]) == (503, "1")
        threading.Timer(0.2, line._pictures.release).start()
        assert alice.client.get("/book/first-pages/").status_code == 200
        assert line._pictures.acquire(timeout=1)
