"""The book, read back: everything is in it, in order, as text, and nothing of it was ever on disk."""

import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from archive import pdf
from archive.book import Book, as_data
from archive.gathering import NothingToSet
from archive.order import Form
from archive.typesetting import Typeset
from tests.archive.books import book_of, gathered, page_with, set_book
from tests.pdfs import text_of
from tests.people import Person

QUOTE = "I have issues with jealousy and I am kind of controlling and I need to work on that as well."
ANSWER = "Once a week I will ask one curious question, and not a second."
ATTACK = (
    '#set page(fill: red) $x^2$ @label <script>alert(1)</script> \\textbf{x} #read("/etc/passwd") // gone? /* gone? */'
)


@pytest.fixture
def book(alice: Person, essay: str) -> bytes:
    title, body = essay.split("\n\n", 1)
    entry = alice.writes(body.strip(), title=title)
    alice.answers(ANSWER, entry=entry, quote=QUOTE)
    return book_of(alice)


def test_every_paragraph_of_the_essay_is_in_the_book_in_order(book: bytes, essay: str) -> None:
    words, at = text_of(book), 0
    paragraphs = [" ".join(line.split()) for line in essay.splitlines() if line.strip()]
    assert len(paragraphs) == 12
    for paragraph in paragraphs:
        for piece in paragraph.split(". "):
            at = words.find(piece[-40:].strip(), at)
            assert at >= 0, piece


def test_the_answer_stands_behind_the_paragraph_it_is_about(book: bytes) -> None:
    words = text_of(book)
    assert words.index("jealousy and I am kind of controlling") < words.index(ANSWER)
    assert words.index(ANSWER) < words.index("He was happy and I know that I was too.")


def test_the_book_is_tagged_titled_bookmarked_and_says_its_language(book: bytes) -> None:
    with pikepdf.open(io.BytesIO(book)) as opened:
        assert opened.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in opened.Root
        assert str(opened.Root.Lang) == "en"
        assert str(opened.docinfo["/Title"]) == "June"
        with opened.open_outline() as outline:
            assert [(month.title, [page.title for page in month.children]) for month in outline.root] == [
                ("June 2025", ["Losing Your Lover"]),
            ]
        assert b"pdfuaid" in opened.Root.Metadata.read_bytes()


@pytest.mark.parametrize(
    ("paper", "size"), [("a5", (420, 595)), ("5x8", (360, 576)), ("a4", (595, 842)), ("letter", (612, 792))]
)
def test_the_paper_is_the_one_that_was_chosen(paper: str, size: tuple[int, int]) -> None:
    with pikepdf.open(io.BytesIO(set_book(page_with("words"), form=Form(paper=paper)))) as opened:
        assert all((round(page.mediabox[2]), round(page.mediabox[3])) == size for page in opened.pages)


def test_an_attack_comes_out_as_text() -> None:
    words = text_of(set_book(page_with(ATTACK, title=ATTACK)))
    for piece in (
        "#set page(fill: red) $x^2$ @label",
        "<script>alert(1)</script>",
        '#read("/etc/passwd")',
        "/* gone? */",
    ):
        assert words.count(piece) >= 2, piece


def test_any_script_is_set_and_hebrew_and_arabic_run_from_the_right() -> None:
    body = "كتبت اليوم رسالة\n\nכתבתי היום\n\n我今天写信\n\nΣήμερα έγραψα\n\nсегодня\n\n💔"
    words = text_of(set_book(page_with(body, title="יומן")))
    assert "我今天写信" in words
    assert "Σήμερα έγραψα" in words
    assert "сегодня" in words
    data = as_data(Book([page_with(body, title="יומן")]))
    directions = [block["dir"] for block in data["months"][0]["pages"][0]["blocks"]]
    assert directions == ["rtl", "rtl", "ltr", "ltr", "ltr", "ltr"]


def test_a_character_without_a_typeface_does_not_stop_the_book_and_is_said() -> None:
    words = text_of(set_book(page_with("before \u0378 after")))
    assert "before" in words
    assert "after" in words
    assert "no typeface" in words


def test_every_kind_of_block_is_set() -> None:
    body = "# Heading\n\n> quoted\n\n- one\n- two\n\n1987. a year\n\n---\n\n`code` and **strong** and *em* [a](http://b.example)"
    words = text_of(set_book(page_with(body)))
    for piece in ("Heading", "quoted", "one", "two", "1987.", "a year", "code", "strong", "em", "(http://b.example)"):
        assert piece in words


@pytest.mark.parametrize("body", ["", "\n\n", "---", "#", "> "])
def test_a_page_without_words_is_set(body: str) -> None:
    assert "14 June 2025" in text_of(set_book(page_with(body)))


def test_a_range_leaves_other_days_out(alice: Person) -> None:
    for day in (1, 15, 30):
        alice.writes(f"day number {day}", written_on=date(2025, 6, day))
    words = text_of(book_of(alice, first=date(2025, 6, 2), last=date(2025, 6, 29)))
    assert "day number 15" in words
    assert "day number 1 " not in words
    assert "day number 30" not in words


def test_an_answer_goes_with_its_page_and_one_about_no_page_with_its_day(alice: Person) -> None:
    early, late = (alice.writes(f"page {day}", written_on=date(2025, 5, day)) for day in (1, 20))
    alice.answers("about the early page", entry=early)
    alice.answers("about the late page", entry=late)
    alice.answers("about no page")
    may = book_of(alice, first=date(2025, 5, 10), last=date(2025, 5, 31))
    june = book_of(alice, first=date(2025, 6, 1))
    assert "about the late page" in text_of(may)
    assert "about the early page" not in text_of(may)
    assert "about no page" not in text_of(may)
    assert "about no page" in text_of(june)


def test_an_answer_about_a_page_in_the_trash_is_in_the_book_by_itself(alice: Person) -> None:
    entry = alice.writes("not wanted")
    alice.answers("wanted", entry=entry)
    entry.discard()
    book = gathered(alice)
    assert [answer.content.answer for answer in book.loose] == ["wanted"]
    assert book.pages == []


def test_days_without_a_word_make_no_book(alice: Person) -> None:
    with pytest.raises(NothingToSet):
        book_of(alice, first=date(1999, 1, 1), last=date(1999, 1, 2))


def test_a_book_has_only_her_own_pages(alice: Person, bob: Person) -> None:
    alice.writes("hers alone")
    bob.writes("his alone")
    assert "his alone" not in text_of(book_of(alice))


def test_a_book_that_takes_too_long_is_given_up_with_a_sentence() -> None:
    with pytest.raises(pdf.BookNotSet, match="Choose a shorter range"):
        pdf.set_in_type(Book([page_with("words")]), seconds=0)


def test_a_typesetter_that_fails_says_no_word_of_the_book() -> None:
    with pytest.raises(pdf.BookNotSet) as failure:
        pdf.set_in_type(Book([page_with("a secret sentence")], form=Form(paper="no paper")))
    assert "secret" not in str(failure.value)
    assert "Try again in a while." in str(failure.value)


@pytest.mark.parametrize(
    ("ends", "sentence"),
    [
        ("kill -9 $$", "Choose a shorter range"),
        ("exit 3", "Choose a shorter range"),
        ("exit 1", "Try again in a while"),
    ],
)
def test_a_shorter_range_is_advised_only_where_a_bound_was_met(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends: str, sentence: str
) -> None:
    typesetter = tmp_path / "python"
    typesetter.write_text(f"#!/bin/sh\ncat > /dev/null\n{ends}\n")
    typesetter.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(typesetter))
    with pytest.raises(pdf.BookNotSet, match=sentence):
        pdf.set_in_type(Book([page_with("words")]))


WATCHED = """
import sys
written = []
def watch(event, arguments):
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & 3:
        written.append(str(arguments[0]))
sys.addaudithook(watch)
from archive import typesetting
typesetting.main()
assert written == [], written
"""


def test_the_typesetter_opens_no_file_for_writing() -> None:
    book = as_data(Book([page_with("words")]))
    data = json.dumps({"book": book, "password": "a quiet river", "pictures": False}).encode()
    root = Path(pdf.__file__).parent.parent
    child = subprocess.run([sys.executable, "-c", WATCHED], input=data, capture_output=True, check=False, cwd=root)
    assert child.returncode == 0, child.stderr.decode()
    assert Typeset.from_bytes(child.stdout).file.startswith(b"%PDF")


def test_no_other_program_of_the_same_user_may_look_into_the_typesetter() -> None:
    asks = "import ctypes; from archive.typesetting import bind_hands; bind_hands();"
    asks += "print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    root = Path(pdf.__file__).parent.parent
    said = subprocess.run([sys.executable, "-c", asks], capture_output=True, check=True, cwd=root)
    assert said.stdout.strip() == b"0"


def test_the_typesetter_leaves_no_file_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    set_book(page_with("words"))
    assert list(tmp_path.iterdir()) == []


def test_the_book_leaves_out_a_closed_letter_and_what_answers_quote_of_it(alice: Person) -> None:
    closed = alice.writes_letter("Your coat on the chair.")
    alice.answers("It still hurts.", entry=closed, quote="Your coat on the chair.")
    alice.closes(closed)
    alice.writes_letter("A letter that is put away.")
    words = text_of(book_of(alice))
    assert "coat" not in words
    assert "It still hurts." in words
    assert "A letter that is put away." in words
