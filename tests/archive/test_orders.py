"""Ordering a book: made in the background, sealed, fetched, called off; one at a time for a person and for a server."""

import io
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pikepdf
import pytest
from django.utils import timezone, translation

from archive import line, volumes
from archive.models import BookOrder, BookPart, Turn
from archive.order import Wish
from archive.orders import begin, forget_old_books
from tests.ordering import USUAL, is_done, made, orders, until
from tests.pdfs import text_of
from tests.people import A_DAY, Person

ROOT = Path(__file__).parents[2]

# What is blank around it is part of it.
LOCK = " a quiet river "

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def her_turn_never_comes(db: None) -> None:
    """Another book is being set for as long as the test takes."""
    line.join(uuid4())


def test_the_book_comes_as_a_file_with_a_name_that_says_nothing(alice: Person) -> None:
    alice.writes("words for the book", title="A secret title")
    assert orders(alice)["Location"] == "/book/progress/"
    assert is_done(alice).state == "ready"
    assert b"Your book is ready" in alice.client.get("/book/progress/").content
    answer = alice.client.get("/book/file/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="book.pdf"'
    assert answer["Cache-Control"] == "no-store"
    assert "words for the book" in text_of(answer.getvalue())


def test_the_same_book_comes_as_an_epub(alice: Person) -> None:
    alice.writes("words for the book")
    with zipfile.ZipFile(io.BytesIO(made(alice, file="epub"))) as book:
        assert book.read("mimetype") == b"application/epub+zip"
        assert any(b"words for the book" in book.read(name) for name in book.namelist())
    answer = alice.client.get("/book/file/")
    assert answer["Content-Disposition"] == 'attachment; filename="book.epub"'


@pytest.mark.parametrize("file", ["pdf", "epub"])
def test_a_book_speaks_the_language_it_was_ordered_in(alice: Person, file: str) -> None:
    alice.writes("words for the book")
    with translation.override("de"):
        begin(alice.user, Wish(file=file), session_id=alice.user.vault_sessions.get().id, vault=alice.vault)
    assert is_done(alice).state == "ready"
    book = alice.client.get("/book/file/").getvalue()
    if file == "pdf":
        assert "Juni 2025" in text_of(book)
        return
    with zipfile.ZipFile(io.BytesIO(book)) as pages:
        assert any(b"Juni 2025" in pages.read(name) for name in pages.namelist())


def test_what_did_not_open_is_left_out_and_said(alice: Person) -> None:
    damaged, _whole = alice.writes("damaged"), alice.writes("words for the book")
    alice.user.entries.filter(id=damaged.id).update(body=b"x" * 400)
    assert "words for the book" in text_of(made(alice))
    assert b"1 thing you wrote could not be opened" in alice.client.get("/book/progress/").content


def test_what_is_made_is_kept_sealed_and_goes_after_a_day(alice: Person) -> None:
    alice.writes("words for the book")
    made(alice)
    assert all(b"%PDF" not in bytes(part.part) for part in alice.user.book_parts.all())
    BookPart._base_manager.update(created_at=timezone.now() - timedelta(hours=25))
    BookOrder._base_manager.update(saved_at=timezone.now() - timedelta(hours=25))
    assert forget_old_books() == 1
    assert alice.client.get("/book/file/").status_code == 404
    assert alice.client.get("/book/progress/")["Location"] == "/book/"


def test_a_book_that_has_waited_for_a_day_is_gone_swept_or_not(alice: Person) -> None:
    alice.writes("words for the book")
    made(alice)
    BookOrder._base_manager.update(saved_at=timezone.now() - timedelta(hours=25))
    assert alice.client.get("/book/file/").status_code == 404
    assert alice.client.get("/book/progress/")["Location"] == "/book/"
    assert b"See the book you ordered" not in alice.client.get("/book/").content


def test_nobody_else_gets_the_book(alice: Person, bob: Person) -> None:
    alice.writes("words for the book")
    made(alice)
    assert bob.client.get("/book/file/").status_code == 404


def test_a_pdf_may_have_a_password_which_is_kept_no_longer_than_it_takes(alice: Person) -> None:
    alice.writes("words for the book")
    file = made(alice, password=LOCK)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(file))
    with pikepdf.open(io.BytesIO(file), password=LOCK) as opened:
        assert opened.encryption.bits == 256
        assert opened.allow.accessibility
    assert b"It opens with the password you gave it." in alice.client.get("/book/progress/").content
    assert alice.user.book_orders.get().read(alice.vault).password == ""


def test_a_password_that_was_given_is_kept_while_the_first_pages_are_looked_at(alice: Person) -> None:
    alice.writes("words for the book")
    orders(alice, do="look", password=LOCK)
    page = alice.client.get("/book/").content.decode()
    assert LOCK.strip() not in page
    assert "Lock it with the password you gave before" in page
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(made(alice, keeps_password="on")))


def test_a_book_ordered_from_a_locked_journal_is_asked_for_its_password_again(alice: Person) -> None:
    alice.writes("words for the book")
    alice.locks()
    meant = USUAL | {"password": LOCK, "password_again": LOCK}
    given_back = alice.client.post("/book/", meant)
    assert LOCK.strip() not in given_back.content.decode()
    shown = {name: value for name, value in meant.items() if not name.startswith("password")}
    answer = alice.client.post("/book/", shown | {"vault_password": alice.password})
    assert "Set the book" in answer.content.decode()
    assert alice.user.book_orders.count() == 0


def test_a_long_journal_comes_as_a_volume_a_year_in_one_zip(alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(volumes, "LONGEST", 50)
    for year in (2023, 2024, 2025):
        alice.writes(f"the words of {year}, rather many of them", written_on=A_DAY.replace(year=year))
    with zipfile.ZipFile(io.BytesIO(made(alice))) as packed:
        assert packed.namelist() == ["volume-1.pdf", "volume-2.pdf", "volume-3.pdf"]
        texts = [text_of(packed.read(name)) for name in packed.namelist()]
    for place, year in enumerate((2023, 2024, 2025)):
        assert [f"the words of {year}" in text for text in texts] == [place == number for number in range(3)]
    assert b"3 volumes" in alice.client.get("/book/progress/").content


@pytest.mark.usefixtures("her_turn_never_comes")
def test_while_another_book_is_set_it_waits_and_says_so(alice: Person) -> None:
    alice.writes("words")
    orders(alice)
    page = alice.client.get("/book/progress/").content
    assert b"1 other book is set before it." in page
    alice.client.post("/book/call-off/")
    until(lambda: Turn.objects.count() == 1)
    assert alice.user.book_orders.get().state == "wished"


@pytest.mark.usefixtures("her_turn_never_comes")
def test_a_process_that_is_gone_keeps_nobody_waiting(alice: Person) -> None:
    alice.writes("words")
    other = Turn.objects.get()
    orders(alice)
    work = alice.user.book_orders.get().work
    assert work is not None
    assert line.ahead_of(work) == 1
    Turn.objects.filter(id=other.id).update(alive_at=timezone.now() - timedelta(minutes=1))
    assert is_done(alice).state == "ready"


def test_whatever_sets_a_book_may_not_write_a_byte_to_a_file(tmp_path: Path) -> None:
    file = tmp_path / "leak"
    bound = "import sys; from archive.typesetting import bind_hands; bind_hands();"
    writes = f"{bound} open(sys.argv[1], 'wb', 0).write(b'words')"
    tried = subprocess.run([sys.executable, "-c", writes, str(file)], cwd=ROOT, capture_output=True, check=False)
    assert tried.returncode != 0
    assert file.read_text() == ""


@pytest.mark.usefixtures("her_turn_never_comes")
@pytest.mark.parametrize("leaves", [Person.locks, lambda person: person.client.post("/accounts/logout/")])
def test_leaving_ends_the_work_and_keeps_nothing_of_it(alice: Person, leaves: object) -> None:
    alice.writes("words")
    orders(alice)
    assert callable(leaves)
    leaves(alice)
    until(lambda: Turn.objects.count() == 1)
    assert (alice.user.book_orders.get().state, alice.user.book_parts.count()) == ("wished", 0)


@pytest.mark.usefixtures("her_turn_never_comes")
def test_a_second_order_takes_the_place_of_the_first(alice: Person) -> None:
    alice.writes("words")
    orders(alice)
    first = str(alice.user.book_orders.get().work)
    orders(alice, paper="a4")
    until(lambda: not Turn.objects.filter(work=first).exists())
    order = alice.user.book_orders.get()
    assert (order.state, order.read(alice.vault).form.paper) == ("waiting", "a4")
    alice.locks()
    until(lambda: Turn.objects.count() == 1)


def test_a_server_that_was_stopped_meanwhile_says_so(alice: Person) -> None:
    alice.writes("words")
    orders(alice)
    order = is_done(alice)
    order.say([], alice.vault)
    order.state, order.alive_at = "setting", timezone.now() - timedelta(minutes=1)
    order.save()
    assert b"The server was stopped while it was being made." in alice.client.get("/book/progress/").content


@pytest.mark.parametrize("do", ["set", "look"])
def test_days_without_a_page_are_named_before_anything_is_begun(alice: Person, do: str) -> None:
    alice.writes("words")
    assert (
        b"Nothing you wrote falls under this choice."
        in orders(alice, first="1999-01-01", last="1999-01-02", do=do).content
    )
    assert alice.user.book_orders.count() == 0


def test_a_choice_of_nothing_is_named_before_anything_is_begun(alice: Person) -> None:
    alice.writes("words")
    alice.client.post("/book/choose/pages/", {"go": "book"})
    assert b"Nothing is ticked yet." in orders(alice).content
    assert b'<img src="/book/first-pages/' not in alice.client.get("/book/").content


def test_kinds_of_which_there_is_nothing_make_no_book_and_say_so(alice: Person) -> None:
    alice.writes("words")
    orders(alice, kinds=["letter"])
    assert is_done(alice).state == "failed"
    assert b"Nothing of what you chose is there to set." in alice.client.get("/book/progress/").content


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"first": "2025-06-15", "last": "2025-06-14"}, "before the first one"),
        ({"first": "the day we met"}, "This is not a date."),
        ({"paper": "napkin"}, "not one of the choices here"),
        ({"kinds": [], "answers": ""}, "Choose something that goes in."),
        ({"themes": []}, "Tick at least one theme."),
        ({"password": "river"}, "at least 12 characters"),
        ({"password": LOCK, "password_again": "a quiet rivver"}, "These two are not the same."),
        ({"file": "epub", "password": LOCK, "password_again": LOCK}, "An EPUB cannot have a password."),
    ],
)
def test_a_book_that_cannot_be_made_says_why(alice: Person, form: dict[str, object], sentence: str) -> None:
    alice.writes("words")
    assert sentence in alice.client.post("/book/", USUAL | form).content.decode()
    assert alice.user.book_orders.count() == 0


def test_an_empty_journal_is_told_that_a_book_needs_a_page(alice: Person) -> None:
    assert b"A book needs a page" in alice.client.get("/book/").content


def test_the_first_pages_are_shown_as_they_will_be_and_the_choice_is_remembered(alice: Person) -> None:
    alice.writes("words for the book")
    assert orders(alice, do="look", paper="a4", title="June", dedication="For me.")["Location"] == "/book/#first-pages"
    page = alice.client.get("/book/").content.decode()
    assert '<img src="/book/first-pages/' in page
    assert 'value="June"' in page
    picture = alice.client.get("/book/first-pages/")
    assert picture["Content-Type"] == "image/svg+xml"
    # The title, the dedication, the page.
    assert picture.content.count(b"<svg ") == 4
    assert alice.user.book_orders.get().state == "wished"


def test_looking_writes_nothing(alice: Person) -> None:
    alice.writes("words")
    for url in ("/book/", "/book/progress/", "/book/choose/pages/", "/book/first-pages/"):
        alice.client.get(url)
    assert alice.user.book_orders.count() == 0
