"""How the book is set: broken into lines and pages as books are, tagged for who listens, in any script."""

import io
import json
import re
import subprocess
from datetime import date
from itertools import pairwise

import page
import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive import pdf
from archive.book import Book
from archive.order import KINDS, MARGINS, PAPERS, TEXT_SIZES, Form
from entries.content import LETTER
from entries.sample import LETTERS
from tests.archive.any_text import any_line, any_markdown
from tests.archive.books import answer_with, page_with, set_book
from tests.pdfs import Line, lines_of, text_of

DATE = re.compile(r"\w+day, \d+ \w+ 177\d")
QUOTE = "I treated him so terribly without even meaning to, and I regret it all so much"
FROM_THE_RIGHT = "כתבתי היום מכתב and it says hello.\n\nكتبت اليوم رسالة."
EVERY_SCRIPT = (
    "今日は手紙を書いた。\n\n오늘 편지를 썼다.\n\nวันนี้ฉันเขียนจดหมาย\n\n"
    "Đêm dài quá, tôi ngồi bên cửa sổ.\n\nΣήμερα έγραψα.\n\n"
    f"Сегодня я написала.\n\nआज मैंने लिखा।\n\n{FROM_THE_RIGHT}\n\n👍🏽 👩🏾‍🚀 👨‍👩‍👧‍👦 🏳️‍🌈 🇫🇷 ❤️ 1️⃣ ❤️‍🔥"
)
# The checker misreads the widths of emoji and of fonts that hold Han: there they are compared here instead.
MISREAD = "PDFUA1-FONT-GLYPH-WIDTH-001"


@pytest.fixture(scope="module")
def letters() -> list[dict[str, str]]:
    kept: list[dict[str, str]] = json.loads(LETTERS.read_text())
    return kept


@pytest.fixture(scope="module")
def novel(letters: list[dict[str, str]]) -> bytes:
    return set_book(*(page_with(each["text"], on=date.fromisoformat(each["date"])) for each in letters))


@pytest.fixture(scope="module")
def labels(novel: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(novel)) as opened:
        return [each.label for each in opened.pages]


@pytest.fixture(scope="module")
def pages(novel: bytes, labels: list[str]) -> list[list[Line]]:
    """Return the lines of the text's pages, behind cover, title and contents."""
    return lines_of(novel)[labels.index("1") :]


def breaches_of_pdf_ua(book: bytes) -> set[str]:
    """Return the rules of PDF/UA-1 a book breaks, by the 104 that can be checked without a person."""
    report = page.validate_pdf_bytes(book, profile="ua1")
    assert report.rules.total > 100
    return {failure.rule_id for failure in report.failures}


def test_every_page_of_a_year_is_read_back_in_order_and_whole(novel: bytes, letters: list[dict[str, str]]) -> None:
    words, at = re.sub(r"\W", "", text_of(novel)), 0
    for letter in letters:
        for paragraph in filter(None, re.split(r"\n+", letter["text"])):
            for end in (slice(0, 60), slice(-60, None)):
                piece = re.sub(r"\W|_", "", paragraph.replace("*", "")[end])
                at = words.find(piece, at)
                assert at >= 0, paragraph
                at += 0 if end.start == 0 else len(piece)


def test_no_date_is_left_at_the_foot_of_a_page(pages: list[list[Line]]) -> None:
    assert sum(bool(DATE.fullmatch(line.words)) for lines in pages for line in lines) == 82
    assert not [lines[-1] for lines in pages if lines and DATE.fullmatch(lines[-1].words)]


def test_no_paragraph_leaves_one_line_behind_or_takes_one_over(pages: list[list[Line]]) -> None:
    turned = 0
    for here, there in pairwise(pages):
        if not (here and there) or DATE.fullmatch(there[0].words):
            continue
        last, first = here[-1], there[0]
        left, right = min(line.begins for line in there), max(line.ends for line in there)
        goes_on = abs(first.begins - left) < 1 and last.ends > max(line.ends for line in here) - 4
        if not goes_on:
            continue
        turned += 1
        assert last.begins - min(line.begins for line in here) < 1, f"a first line is left behind: {last.words}"
        assert right - first.ends < 4, f"a last line is taken over: {first.words}"
    assert turned > 30


def test_words_are_broken_where_their_language_breaks_them() -> None:
    body = "unvergleichliche Donaudampfschifffahrtsgesellschaft " * 40
    in_german, in_english = (set_book(page_with(body), language=language) for language in ("de", "en"))
    broken = [{line.words for lines in lines_of(book) for line in lines} for book in (in_german, in_english)]
    assert broken[0] != broken[1]
    assert any(line.endswith(("‐", "\u00ad")) for line in broken[0])


def test_her_english_is_not_turned_around_in_a_book_whose_language_runs_from_the_right() -> None:
    book = set_book(page_with("I said so when she left (again)! What now? I know."), language="ar")
    assert "said so when she left (again)! What now? I know." in " ".join(text_of(book).split())


def test_a_letter_has_its_own_dress() -> None:
    paragraph = "I never told you how ordinary it was, the thing I wanted, your coat on the chair. " * 4
    book = set_book(page_with(f"J.,\n\n{paragraph}\n\n{paragraph}\n\nM.", kind=LETTER))
    heading, greeting, *lines, name = lines_of(book)[-1][1:]
    assert heading.words == "Saturday, 14 June 2025, a letter, unsent"
    assert {round(line.begins) for line in (greeting, *lines)} == {round(heading.begins)}
    assert len({round(line.ends) for line in lines}) > 3
    assert name.begins > max(line.ends for line in lines) - 20


def test_a_printed_book_has_its_wider_margin_inside_and_one_for_a_screen_has_both_alike() -> None:
    body = "words and more words " * 600
    for margins, differ in (("paper", True), ("screen", False)):
        left, right = (
            min(line.begins for line in lines)
            for lines in lines_of(set_book(page_with(body), form=Form(margins=margins)))[-3:-1]
        )
        assert (abs(left - right) > 2) is differ


def test_the_running_head_names_the_month_and_is_silent_where_it_begins() -> None:
    command = ["pdftotext", "-", "-"]
    set_pages = subprocess.run(command, input=set_book(page_with("words " * 1500)), capture_output=True, check=True)
    named = [
        text.count("June 2025") - text.count("14 June 2025") for text in set_pages.stdout.decode().split("\f")[5:-1]
    ]
    assert named == [1] * len(named)
    assert len(named) > 2


def test_larger_text_takes_more_pages() -> None:
    sizes = [len(lines_of(set_book(page_with("many words " * 2500), form=Form(text_size=size)))) for size in TEXT_SIZES]
    assert sizes == sorted(set(sizes))


def test_the_title_the_dedication_and_the_volume_stand_in_front() -> None:
    form = Form(title="What I kept", dedication="For *me*, and\n\nfor nobody else.")
    book = set_book(page_with("words"), form=form, volume="Volume II")
    words = text_of(book)
    for before, after in pairwise(("What I kept", "Volume II", "For me, and", "for nobody else.", "Contents", "words")):
        assert words.index(before) < words.rindex(after)
    with pikepdf.open(io.BytesIO(book)) as opened:
        assert str(opened.docinfo["/Title"]) == "What I kept, Volume II (2025)"


def test_the_front_of_the_book_has_roman_numbers_and_the_text_begins_at_one_on_a_right_page(labels: list[str]) -> None:
    first = labels.index("1")
    assert labels[:3] == ["i", "ii", "iii"]
    assert labels[first:] == [str(number) for number in range(1, len(labels) - first + 1)]
    assert first % 2 == 0


@pytest.mark.parametrize("paper", PAPERS)
def test_the_book_keeps_pdf_ua_and_its_syntax_on_every_paper(paper: str, essay: str) -> None:
    answers = [answer_with("Once a **week**.", quote=QUOTE), answer_with("About all of it.", theme="letting_go")]
    book = set_book(
        page_with(essay, "Losing", answers=answers), page_with(FROM_THE_RIGHT, "יומן"), form=Form(paper=paper)
    )
    assert breaches_of_pdf_ua(book) == set()
    with pikepdf.open(io.BytesIO(book)) as opened:
        assert opened.check_pdf_syntax() == []


def test_headings_of_her_own_are_headings_below_her_page_and_no_level_is_skipped() -> None:
    own = "# Mine\n\nwords\n\n> ### Deep\n\n###### Deeper"
    form = Form(dedication="# To nobody\n\n> ## at all")
    book = set_book(page_with(own, answers=[answer_with(own)]), form=form, loose=[answer_with(own)])
    assert breaches_of_pdf_ua(book) == set()
    with pikepdf.open(io.BytesIO(book)) as opened:
        tags = [str(part.S) for part in opened.objects if isinstance(part, pikepdf.Dictionary) and "/S" in part]
    assert tags.count("/H3") == 9


def test_a_book_that_breaks_pdf_ua_is_found_out(novel: bytes) -> None:
    broken = io.BytesIO()
    with pikepdf.open(io.BytesIO(novel)) as opened:
        del opened.Root.Lang
        opened.save(broken)
    assert breaches_of_pdf_ua(broken.getvalue())


def test_any_script_and_emoji_with_skins_families_and_flags_keep_pdf_ua() -> None:
    book = set_book(page_with(EVERY_SCRIPT, "日記 👩🏾‍🚀"))
    assert breaches_of_pdf_ua(book) <= {MISREAD}
    with pikepdf.open(io.BytesIO(book)) as opened:
        drawn = [font for font in opened.objects if isinstance(font, pikepdf.Dictionary) and "/CharProcs" in font]
        assert len(drawn) == 1
        widths = {float(glyph.read_bytes().split()[0]) for glyph in drawn[0].CharProcs.values()}
        assert widths == {float(width) for width in drawn[0].Widths}


def test_a_script_without_a_typeface_is_named_in_the_book_and_to_whoever_asked_for_it() -> None:
    typeset = pdf.set_in_type(Book([page_with("before \u0378 after")]))
    assert typeset.without_typeface == ("U+0378",)
    assert "could be installed: U+0378." in text_of(typeset.file)
    assert pdf.set_in_type(Book([page_with(EVERY_SCRIPT)])).without_typeface == ()


def test_what_could_not_be_opened_is_said_at_the_end() -> None:
    assert "2 things you wrote could not be opened" in text_of(set_book(page_with("words"), damaged=2))
    assert "could not be opened" not in text_of(set_book(page_with("words")))


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.tuples(any_line, any_markdown, st.sampled_from(KINDS)), min_size=1, max_size=3),
    st.builds(Form, *map(st.sampled_from, (PAPERS, TEXT_SIZES, MARGINS)), any_line, any_markdown),
)
def test_any_text_is_set_without_a_crash(texts: list[tuple[str, str, str]], form: Form) -> None:
    pages = [
        page_with(body, title, kind=kind, answers=[answer_with(body, quote=title, question=title)])
        for title, body, kind in texts
    ]
    assert set_book(*pages, form=form).startswith(b"%PDF")
