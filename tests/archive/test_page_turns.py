"""Where pages turn, and what leads to them: what belongs together stays together, and the contents are short."""

import io
import re
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pikepdf
import pytest

from archive.book import BookPage
from archive.order import Form
from entries.content import LETTER, PAGE
from tests.archive.books import answer_with, page_with, set_book
from tests.pdfs import Line, lines_of, text_of

WORDS = "I never told you how ordinary it was, the thing I wanted: your coat on the chair. "
SENTENCE = "This is where it began."
# What must not be the last on a page: a date, a title, a greeting, the head of an answer and its question.
HEADS = re.compile(r"\w+day, \d+ \w+ 2025(, a letter, unsent)?|Title \d+|J\.,|Regret, \d+ June 2025|What was it\?")


def pages_of_any_length(seed: int) -> list[BookPage]:
    """Return pages and letters, greeted or not, titled or not, so that turns fall on every place in them."""
    chance = Random(seed)
    return [_page(chance, number) for number in range(60)]


def _page(chance: Random, number: int) -> BookPage:
    paragraphs = [f"{SENTENCE} {WORDS * chance.randint(0, 12)}", WORDS * chance.randint(1, 6), WORDS]
    is_letter = chance.random() < 0.5
    ends = (["J.,"], ["M."]) if is_letter and chance.random() < 0.7 else ([], [])
    answers = [answer_with(WORDS * chance.randint(1, 12), quote=SENTENCE)] * chance.randint(0, 1)
    return page_with(
        "\n\n".join([*ends[0], *paragraphs[chance.randint(0, 2) :], *ends[1]]),
        f"Title {number}" * chance.randint(0, 1),
        on=date(2025, 6, 1) + timedelta(number),
        kind=LETTER if is_letter else PAGE,
        answers=answers,
    )


def last_and_first(book: bytes) -> list[tuple[str, str]]:
    """Return the last line of each page of the text, and the first of the next."""
    with pikepdf.open(io.BytesIO(book)) as opened:
        begin = [each.label for each in opened.pages].index("1")
    pages: list[list[Line]] = [lines for lines in lines_of(book)[begin:] if lines]
    return [(here[-1].words, there[0].words) for here, there in pairwise(pages)]


@pytest.mark.parametrize(("seed", "paper"), [(1, "a5"), (3, "letter")])
def test_no_heading_greeting_or_question_is_left_at_the_foot_of_a_page(seed: int, paper: str) -> None:
    book = set_book(*pages_of_any_length(seed), form=Form(paper=paper))
    turns = last_and_first(book)
    assert len(turns) > 15
    assert [last for last, _first in turns if HEADS.fullmatch(last)] == []


def test_the_name_under_a_letter_is_never_alone_on_a_page() -> None:
    chance = Random(4)
    bodies = [
        "\n\n".join(WORDS * chance.randint(1, 5) for _paragraph in range(chance.randint(1, 9))) for _ in range(90)
    ]
    letters = [page_with(f"J.,\n\n{body}\n\nM.", kind=LETTER) for body in bodies]
    turns = last_and_first(set_book(*letters))
    assert len(turns) > 40
    assert "M." not in [first for _last, first in turns]


def test_an_answer_far_from_its_sentence_quotes_it_and_one_close_by_does_not() -> None:
    for length, shown in ((600, 1), (601, 2)):
        page = page_with(SENTENCE + "a" * length, answers=[answer_with("words", quote=SENTENCE)])
        assert text_of(set_book(page)).count(SENTENCE) == shown


def test_a_short_answer_is_not_torn_apart() -> None:
    answer = "First, " + "word by word and line by line, " * 12 + "last."
    pages = [
        page_with(WORDS * length + SENTENCE, answers=[answer_with(answer, quote=SENTENCE)]) for length in range(40)
    ]
    book = set_book(*pages)
    places = [[sum(words in line.words for line in lines) for words in ("First,", "last.")] for lines in lines_of(book)]
    assert sum(first for first, _last in places) == 40
    assert all(first == last for first, last in places)


@pytest.mark.parametrize(
    "answer",
    [
        "a\n\n" * 4,
        "a\n\n" * 90,
        "W" * 470,
        "a  \n" * 9,
        "語" * 170,
        "a\u2028" * 140,
        "# a\n" * 9,
        "> " * 18 + "a " * 200,
    ],
)
def test_no_answer_runs_off_the_smallest_page_in_the_largest_letters(answer: str) -> None:
    form = Form(paper="5x8", text_size="large")
    book = set_book(page_with("words", answers=[answer_with(f"{answer}\n\nThe end.")]), form=form)
    assert any(line.words == "The end." for lines in lines_of(book) for line in lines)


def test_a_year_of_days_without_a_title_has_its_contents_on_one_page_and_a_bookmark_for_each_day() -> None:
    days = [date(2025, 1, 1) + timedelta(number) for number in range(365)]
    book = set_book(*(page_with("words", on=day) for day in days))
    contents = [lines for lines in lines_of(book) if any(" . . ." in line.words for line in lines)]
    assert [len(lines) for lines in contents] == [13]
    with pikepdf.open(io.BytesIO(book)) as opened, opened.open_outline() as outline:
        assert sum(len(month.children) for month in outline.root) == 365


def test_the_contents_list_titles_with_their_day_and_what_has_none_only_by_its_month() -> None:
    book = set_book(page_with("words", "Mine"), page_with("words"), page_with("words", "יומן"))
    contents = next(lines for lines in lines_of(book) if lines and lines[0].words == "Contents")
    month, *titles = (line.words for line in contents[1:])
    assert month.startswith("June 2025 .")
    assert [re.sub(r"[\W\d]", "", words) for words in titles] == ["Mine", "יומן"[::-1]]
    assert all(words.startswith("14 ") for words in titles)


@pytest.mark.parametrize(
    "opening", ["“I shall see her", '"I shall see her', "‘Élan vital", "(Wilhelm said", "¿Dónde está"]
)
def test_the_raised_initial_takes_its_quotation_mark_along_and_the_first_word_is_read_back_whole(opening: str) -> None:
    book = set_book(page_with(f"{opening}. {WORDS * 5}"))
    assert f"{opening}. I never told you" in text_of(book)
    _month, _day, first, second, *_more = lines_of(book)[-1]
    assert second.top - first.top > 20
