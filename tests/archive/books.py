"""Books of the tests: set from pages in hand, or from somebody's journal."""

from datetime import date
from typing import Any

from archive import pdf
from archive.book import Book, BookAnswer, BookPage
from archive.gathering import gather
from archive.order import Form, Selection
from entries.content import PAGE, EntryContent
from reflections.content import ReflectionContent
from tests.people import Person

DAY = date(2025, 6, 14)


def page_with(body: str, title: str = "", *, on: date = DAY, kind: str = PAGE, answers: Any = ()) -> BookPage:
    return BookPage(on, EntryContent(title=title, body=body, kind=kind), tuple(answers))


def answer_with(words: str, *, quote: str = "", theme: str = "regret", question: str = "What was it?") -> BookAnswer:
    return BookAnswer(DAY, ReflectionContent("", theme, question, words, quote=quote))


def set_book(*pages: BookPage, form: Form = Form(), **more: Any) -> bytes:  # noqa: B008  frozen
    """Return the PDF of these pages."""
    return pdf.set_in_type(Book(pages, form=form, **more)).file


def gathered(person: Person, **chosen: Any) -> Book:
    """Return what goes into a book of this journal."""
    return gather(person.user, Selection(**chosen), Form(), vault=person.vault)


def book_of(person: Person, **chosen: Any) -> bytes:
    """Return the PDF of this journal."""
    return pdf.set_in_type(gathered(person, **chosen)).file


def bodies(book: Book) -> list[str]:
    return [page.content.body for page in book.pages]


def said(book: Book) -> list[str]:
    """Return the answers beside pages, then those by themselves."""
    beside = [answer for page in book.pages for answer in page.answers]
    return [answer.content.answer for answer in (*beside, *book.loose)]
