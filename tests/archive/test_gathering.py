"""What goes into a book: what was chosen, all of it, in order, and nothing that is closed, discarded or left out."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest

from archive.book import Book
from archive.gathering import NothingToSet, gather
from archive.order import Form, Selection
from entries.content import LETTER, PAGE, PLAIN, URGE
from tests import self_work, side_by_side
from tests.archive.books import bodies, gathered, said
from tests.people import Person, change

ALL = {"then_and_now": True, "goals": True, "check_ins": True}
LETTING_GO = "l-quiet-phone"


def test_only_the_kinds_that_were_chosen_go_in(alice: Person) -> None:
    for kind in (PAGE, PLAIN, LETTER, URGE):
        alice.writes(f"this is {kind}", kind=kind)
    assert bodies(gathered(alice, kinds=frozenset({LETTER}))) == ["this is letter"]
    assert bodies(gathered(alice, kinds=frozenset({PAGE, URGE}))) == ["this is page", "this is urge"]


def test_an_answer_about_a_kind_that_was_left_out_is_left_out_with_its_page(alice: Person) -> None:
    alice.writes("a page")
    alice.answers("about a letter", entry=alice.writes_letter("a letter"))
    hidden = alice.writes_letter("a closed letter")
    alice.answers("about a closed letter", entry=hidden)
    alice.closes(hidden)
    assert said(gathered(alice, kinds=frozenset({PAGE}))) == []
    assert said(gathered(alice)) == ["about a letter", "about a closed letter"]


def test_with_fewer_themes_only_their_answers_and_the_pages_those_are_about_go_in(alice: Person) -> None:
    both, other = alice.writes("asked twice"), alice.writes("asked once")
    alice.writes("never asked")
    for answer, page, prompt in (
        ("r", both, "r-say-it-plain"),
        ("l", both, LETTING_GO),
        ("l again", other, LETTING_GO),
    ):
        alice.answers(answer, entry=page, prompt=prompt)
    book = gathered(alice, themes=frozenset({"regret"}))
    assert (bodies(book), said(book)) == (["asked twice"], ["r"])
    without = gathered(alice, themes=frozenset({"letting_go"}), answers=False)
    assert (bodies(without), said(without)) == (["asked twice", "asked once"], [])


def test_without_answers_the_pages_are_all_there(alice: Person) -> None:
    alice.answers("an answer", entry=alice.writes("a page"))
    alice.answers("about no page")
    book = gathered(alice, answers=False)
    assert (bodies(book), said(book)) == (["a page"], [])


def test_only_what_was_picked_goes_in_and_an_answer_that_was_picked_stands_without_its_page(alice: Person) -> None:
    wanted, unwanted = alice.writes("for my therapist"), alice.writes("for nobody")
    alice.answers("not this", entry=wanted)
    answer = alice.answers("but this", entry=unwanted)
    book = gathered(alice, picked=frozenset({wanted.id, answer.id}))
    assert bodies(book) == ["for my therapist"]
    assert [loose.content.answer for loose in book.loose] == ["but this"]
    assert book.pages[0].answers == ()


def test_pages_come_oldest_first_whatever_they_were_written_in(alice: Person) -> None:
    for day in (3, 1, 2):
        alice.writes(f"day {day}", written_on=date(2025, 6, day))
    assert bodies(gathered(alice)) == ["day 1", "day 2", "day 3"]


def test_then_and_now_names_what_is_in_the_book_and_of_the_rest_only_its_day(alice: Person) -> None:
    side_by_side.notices(alice, side_by_side.two_pages(alice), "It hurt to be alone.")
    (comparison,) = gathered(alice, **ALL).comparisons
    assert (comparison.older.opening, comparison.newer.opening) == ("an older page", "a newer page")
    assert comparison.answers.hurt_then == "It hurt to be alone."
    (later,) = gathered(alice, first=date(2025, 5, 1), **ALL).comparisons
    assert (later.older.written_on, later.older.opening) == (side_by_side.OLDER, "")
    assert later.newer.opening == "a newer page"


def test_then_and_now_says_no_word_of_a_letter_that_is_closed(alice: Person) -> None:
    url = side_by_side.two_pages(alice)
    side_by_side.notices(alice, url, "It hurt to be alone.")
    alice.closes(alice.user.entries.get(id=url.split("/")[-3]))
    (comparison,) = gathered(alice, **ALL).comparisons
    assert comparison.older.opening == ""


def test_a_goal_comes_with_its_facts_and_its_end_if_it_was_open_in_those_days(alice: Person) -> None:
    goal = self_work.works_on(alice, value="Trusting", reason="I want to rest.")
    self_work.notes(alice, goal, "did it", "Once.")
    self_work.notes(alice, goal, "slipped", days=14)
    self_work.sets_down(alice, goal, "Enough.")
    (whole,) = gathered(alice, **ALL).goals
    assert (whole.content.name, whole.content.closing) == ("Trusting", "Enough.")
    assert [(day, fact.outcome) for day, fact in whole.facts] == [
        (date(2025, 6, 23), "did it"),
        (date(2025, 6, 30), "slipped"),
    ]
    (part,) = gathered(alice, first=date(2025, 6, 30), **ALL).goals
    assert [fact.outcome for _day, fact in part.facts] == ["slipped"]
    with pytest.raises(NothingToSet):
        gathered(alice, first=date(2025, 8, 1), last=date(2025, 8, 31), **ALL)


def test_a_goal_that_began_before_does_not_make_the_book_begin_there(alice: Person) -> None:
    self_work.works_on(alice, since=date(2025, 3, 3))
    assert gathered(alice, **ALL).days == (date(2025, 3, 3), date(2025, 3, 3))
    alice.writes("a page", written_on=date(2025, 6, 1))
    assert gathered(alice, **ALL).days == (date(2025, 6, 1), date(2025, 6, 1))


def test_check_ins_stand_by_day_and_nothing_is_added_up(alice: Person) -> None:
    alice.notes(date(2025, 6, 2), today=2, sleep=3)
    alice.notes(date(2025, 6, 1), missing=5)
    days = gathered(alice, **ALL).check_ins
    assert [(day.noted_on.day, day.lines) for day in days] == [
        (1, ("The missing: flooding",)),
        (2, ("The day: low", "Sleep: in pieces")),
    ]


def test_who_wants_them_left_out_reads_no_question_about_them_in_the_book(alice: Person) -> None:
    alice.notes(date(2025, 6, 1), today=2, wish=5)
    change(alice, leave_them_out=True)
    assert gathered(alice, **ALL).check_ins[0].lines == ("The day: low",)


def test_chapters_that_were_not_chosen_are_not_in_it(alice: Person) -> None:
    alice.writes("a page")
    alice.notes(date(2025, 6, 1), today=2)
    self_work.works_on(alice)
    book = gathered(alice)
    assert (book.comparisons, book.goals, book.check_ins) == ([], [], [])


def damaged(person: Person) -> Book:
    page, whole = person.writes("damaged"), person.writes("whole")
    person.answers("about the damaged page", entry=page)
    answer = person.answers("damaged too", entry=whole)
    fact = self_work.notes(person, self_work.works_on(person), "slipped")
    person.notes(date(2025, 6, 1), today=2)
    person.user.entries.filter(id=page.id).update(body=b"x" * 400)
    person.user.reflections.filter(id=answer.id).update(body=b"x" * 400)
    person.user.goal_check_ins.filter(id=fact.id).update(content=b"x" * 400)
    person.user.check_ins.update(notes=b"x" * 400)
    return gathered(person, **ALL)


def test_what_is_damaged_stops_no_book_and_is_counted(alice: Person) -> None:
    book = damaged(alice)
    assert (bodies(book), said(book), book.damaged) == (["whole"], ["about the damaged page"], 4)
    assert len(book.goals) == 1


def test_a_book_opens_its_rows_in_as_many_queries_however_much_there_is(
    alice: Person, django_assert_max_num_queries: Callable[[int], AbstractContextManager[Any]]
) -> None:
    for number in range(4):
        alice.answers("an answer", entry=alice.writes(f"page {number}"))
        alice.notes(date(2025, 6, 1 + number), today=2)
    side_by_side.notices(alice, side_by_side.two_pages(alice), "words")
    self_work.notes(alice, self_work.works_on(alice), "slipped")
    user, vault, selection = alice.user, alice.vault, Selection(then_and_now=True, goals=True, check_ins=True)
    with django_assert_max_num_queries(9):
        gather(user, selection, Form(), vault=vault)
