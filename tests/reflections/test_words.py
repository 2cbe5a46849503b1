"""Words counted: lists that count no word twice, bands as wide as they must be, and nothing said of too few words."""

import re
from datetime import date, timedelta
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reflections.over_time.content import Span
from reflections.over_time.word_figures import words_of
from reflections.over_time.word_lists import BrokenWordList, Words, has_word_lists, word_lists
from reflections.over_time.words import FEWEST_WORDS, Counted, Rate, counted, together, usual_range

LISTS = word_lists()
YEAR = Span(date(2025, 1, 1), date(2025, 12, 31))
WE = next(each.words for each in LISTS.measures if each.id == "we-words")


def hits(body: str, *listed: str) -> int:
    return counted(body, [Words.of(listed)]).hits[0]


@pytest.mark.parametrize(
    ("body", "listed", "found"),
    [
        ("We went. WE’RE here, and we're late; were we?", ("we", "we're"), 4),
        ("Because of that, because.", ("because",), 2),
        ("causes, because-of, uncaused", ("cause", "caused"), 0),
        ("so that so that so that", ("so that",), 3),
        ("right now, and now", ("now", "right now"), 2),
        ("so,\nthat", ("so that",), 1),
        ("> we said\nwe said\n\nwe say", ("we",), 1),
        ("♪ we are the champions\n\nwe are", ("we",), 1),
        ("", ("we",), 0),
    ],
)
def test_whole_words_and_phrases_are_counted_once_and_what_is_quoted_or_sung_is_not(
    body: str, listed: tuple[str, ...], found: int
) -> None:
    assert hits(body, *listed) == found


@settings(max_examples=60)
@given(st.lists(st.sampled_from(["we", "us", "they", "so", "that", "now", "right"]), max_size=40))
def test_single_words_are_counted_as_a_list_would_be(words: list[str]) -> None:
    page = counted(" ".join(words), [Words.of(("we", "us"))])
    assert (page.words, page.hits) == (len(words), (words.count("we") + words.count("us"),))


@settings(max_examples=40)
@given(st.text(max_size=200))
def test_no_text_has_more_hits_than_words(body: str) -> None:
    page = counted(body, [measure.words for measure in LISTS.measures])
    assert all(number <= page.words for number in page.hits)


def test_a_phrase_that_holds_another_is_refused() -> None:
    with pytest.raises(BrokenWordList):
        Words.of(("right now", "right now then"))


@pytest.mark.parametrize(
    ("pages", "words", "is_enough"), [(3, 2_500, True), (2, 9_000, False), (30, 2_499, False), (0, 0, False)]
)
def test_a_span_has_a_figure_from_three_pages_and_2500_words_on(pages: int, words: int, is_enough: bool) -> None:
    assert Counted(pages, words, (1,)).is_enough() is is_enough


@settings(max_examples=60)
@given(st.integers(1, 200), st.integers(2_500, 20_000))
def test_the_error_is_that_of_chance_times_1_3(times: int, words: int) -> None:
    rate = Counted(3, words, (times,)).rate(0)
    assert rate.value == pytest.approx(100 * times / words)
    assert rate.error == pytest.approx(1.3 * 100 * sqrt(times) / words)
    assert rate.give_or_take == pytest.approx(2 * rate.error)


def test_a_phrase_that_is_listed_twice_counts_once() -> None:
    assert hits("of course, of course", "of course", "of course") == 2


@settings(max_examples=60)
@given(st.integers(0, 300), st.integers(0, 300))
def test_two_spans_differ_only_beyond_twice_the_error_of_both(one: int, other: int) -> None:
    first, second = (Counted(3, 3_000, (each,)).rate(0) for each in (one, other))
    gap = 2 * sqrt(first.error**2 + second.error**2)
    assert first.is_about(second) is (abs(first.value - second.value) <= gap)
    assert first.is_about(second) is second.is_about(first)


def test_what_chance_could_make_is_about_the_same_and_what_it_could_not_is_not() -> None:
    assert Rate(1.0, 0.2).is_about(Rate(1.5, 0.2))
    assert not Rate(1.0, 0.2).is_about(Rate(1.6, 0.2))


def test_several_pages_are_one_count() -> None:
    assert together([Counted(1, 10, (1, 2)), Counted(1, 20, (3, 4))]) == Counted(2, 30, (4, 6))


def test_her_usual_range_is_made_of_weeks_with_enough_words_alone() -> None:
    weeks = [(date(2025, 1, 6) + timedelta(weeks=number), Counted(3, 300, (number,))) for number in range(5)]
    few = [(date(2025, 6, 2), Counted(2, 5_000, (4_000,))), (date(2025, 6, 9), Counted(9, 299, (299,)))]
    assert usual_range([*weeks, *few], 0) == pytest.approx((0.8 / 3, 3.2 / 3))
    assert usual_range(weeks[:4], 0) is None


def page(words: int, *rates: int) -> Counted:
    return Counted(3, words, tuple(rates) + (0,) * (len(LISTS.measures) + len(LISTS.times) - len(rates)))


def test_a_month_with_too_few_words_says_so_and_is_not_drawn() -> None:
    pages = [(date(2025, 1, 9), page(FEWEST_WORDS, 25)), (date(2025, 2, 9), page(FEWEST_WORDS - 1, 25))]
    figure = words_of(YEAR, pages, (), LISTS).figures[0]
    assert [row[2] for row in figure.table.rows] == ["1.0, give or take 0.5", "not enough words yet"]
    assert figure.drawing.count('class="range"') == 1


def test_months_are_set_beside_the_last_one_that_had_enough() -> None:
    pages = [(date(2025, month, 9), page(words, hits)) for month, words, hits in ((1, 5_000, 50), (2, 9, 9))]
    pages += [(date(2025, 3, 9), page(5_000, 60)), (date(2025, 4, 9), page(5_000, 200))]
    rows = words_of(YEAR, pages, (), LISTS).figures[0].table.rows
    assert [row[3] for row in rows] == ["", "", "about the same as January", "not the same as March"]


def test_each_figure_says_what_it_counts_and_what_it_cannot_tell() -> None:
    figures = words_of(YEAR, [(date(2025, 1, 9), page(5_000, 9, 9, 9, 40, 40, 20))], (), LISTS).figures
    assert [figure.name for figure in figures] == ["we, us, our", "because-words", "seeing-words", "then, now, later"]
    for figure in figures:
        assert any(note.startswith("What it cannot tell: ") for note in figure.notes)
        assert not re.search(r"better|worse|improve|more than before|fewer than", " ".join(figure.notes[:2]))


def test_then_now_and_later_are_shares_of_one_whole() -> None:
    times = words_of(YEAR, [(date(2025, 1, 9), page(5_000, 0, 0, 0, 40, 40, 20))], (), LISTS).figures[-1]
    assert times.table.rows == (("then", "40 of 100"), ("now", "40 of 100"), ("later", "20 of 100"))


def test_what_the_evidence_leaves_out_is_not_counted() -> None:
    every_word = set().union(*(each.words.singles for each in LISTS.measures))
    assert every_word.isdisjoint({"i", "me", "my", "not", "no", "always", "never"})


@pytest.mark.parametrize(
    ("sentence", "is_found"),
    [
        ("if only i could", True),
        ("i wish i had stayed", True),
        ("i should have called", True),
        ("what if we hadn't", True),
        ("i wish you well", False),
        ("if you like", False),
    ],
)
def test_if_onlys_are_found_by_their_patterns(sentence: str, is_found: bool) -> None:
    assert (LISTS.if_onlys.search(sentence) is not None) is is_found


def test_nothing_is_counted_in_a_language_without_lists() -> None:
    assert has_word_lists("en")
    assert not has_word_lists("de")
    assert WE.singles


def test_by_no_word_that_is_counted_a_page_is_known() -> None:
    """Pages would else be chosen by what is then counted in them."""
    listed = [*(measure.words for measure in LISTS.measures), *(words for _name, words in LISTS.times)]
    assert all(LISTS.known_by.singles.isdisjoint(each.singles) for each in listed)
    assert LISTS.known_by.phrases == []
