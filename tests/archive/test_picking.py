"""What goes into a book chosen one by one: from nothing, every thing there is can be ticked, thirty a page."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from archive.order import Selection
from archive.orders import wish_of
from archive.picking import LISTS
from tests.ordering import made, orders
from tests.pdfs import text_of
from tests.people import Person
from tests.self_work import works_on
from tests.side_by_side import notices, two_pages


def ticked(page: str) -> list[bool]:
    return ["checked" in box for box in re.findall(r'<input type="checkbox" name="picked"[^>]*>', page)]


def shown(person: Person, name: str, number: int = 1) -> str:
    return person.client.get(f"/book/choose/{name}/?page={number}").content.decode()


def tick(person: Person, name: str, *rows: Any, go: str = "book") -> Any:
    on_it = re.findall(r'name="shown" value="([^"]+)"', shown(person, name))
    sent = {"shown": on_it, "picked": [str(row.id) for row in rows], "go": go}
    return person.client.post(f"/book/choose/{name}/", sent)


def picked_by(person: Person) -> set[Any]:
    return set(selection_of(person).picked or ())


def selection_of(person: Person) -> Selection:
    return wish_of(person.user, vault=person.vault).selection


def test_it_starts_from_nothing_and_writes_nothing_by_being_looked_at(alice: Person) -> None:
    alice.writes("a page")
    assert ticked(shown(alice, "pages")) == [False]
    assert alice.user.book_orders.count() == 0


@pytest.mark.django_db(transaction=True)
def test_only_what_is_ticked_goes_into_the_book(alice: Person) -> None:
    wanted, unwanted = alice.writes("the page for her"), alice.writes("the page for nobody")
    alice.answers("an answer for nobody", entry=wanted)
    tick(alice, "pages", wanted)
    words = text_of(made(alice, kinds=[], answers="", themes=[]))
    assert "the page for her" in words
    assert "for nobody" not in words
    assert unwanted.id not in picked_by(alice)


def test_every_kind_of_thing_has_its_list_and_each_row_on_it_can_be_ticked(alice: Person) -> None:
    page = alice.writes("a page")
    rows: dict[str, Any] = {
        "pages": page,
        "answers": alice.answers("an answer", entry=page),
        "self-work": works_on(alice),
        "then-and-now": notices(alice, two_pages(alice), "a note"),
    }
    alice.notes(page.written_on, today=2)
    rows["check-ins"] = alice.user.check_ins.get()
    assert rows.keys() == LISTS.keys()
    for name, row in rows.items():
        tick(alice, name, row)
        assert ticked(shown(alice, name)).count(True) == 1
    assert picked_by(alice) == {row.id for row in rows.values()}
    assert "5 things go in, and nothing else." in alice.client.get("/book/").content.decode()


def test_each_is_known_by_her_own_words_and_a_letter_as_a_letter(alice: Person) -> None:
    alice.answers("Once a week, one curious question.", entry=alice.writes_letter("You left the coat."))
    assert "a letter, unsent" in shown(alice, "pages")
    assert "Once a week, one curious question." in shown(alice, "answers")


def test_what_was_ticked_on_one_page_of_a_list_stays_while_another_is_chosen_from(alice: Person) -> None:
    entries = [alice.writes(f"page {number}") for number in range(31)]
    assert tick(alice, "pages", entries[0], go="pages 2")["Location"] == "/book/choose/pages/?page=2"
    assert ticked(shown(alice, "pages", 2)) == [False]
    tick(alice, "answers")
    assert ticked(shown(alice, "pages")).count(True) == 1
    tick(alice, "pages")
    assert selection_of(alice).picked == frozenset()


def test_an_id_that_was_not_on_the_page_is_passed_over(alice: Person, bob: Person) -> None:
    theirs = bob.writes("not hers")
    alice.writes("a page")
    tick(alice, "pages", theirs)
    assert selection_of(alice).picked == frozenset()


def test_days_and_kinds_come_back_when_the_choice_is_let_go(alice: Person) -> None:
    tick(alice, "pages", alice.writes("a page"))
    assert alice.client.post("/book/choose-nothing/")["Location"] == "/book/"
    assert selection_of(alice) == Selection()


def test_what_is_chosen_one_by_one_stays_chosen_while_the_book_is_looked_at(alice: Person) -> None:
    page = alice.writes("a page")
    tick(alice, "pages", page)
    orders(alice, do="look", paper="a4")
    assert picked_by(alice) == {page.id}


@pytest.mark.parametrize("sent", [{"picked": "x", "shown": "x"}, {"go": "pages x"}, {"go": "nowhere 1"}])
def test_a_form_that_is_not_ours_loses_nothing(alice: Person, sent: dict[str, str]) -> None:
    page = alice.writes("a page")
    tick(alice, "pages", page)
    assert alice.client.post("/book/choose/pages/", sent).status_code in {302, 404}
    assert picked_by(alice) == {page.id}
    assert alice.client.get("/book/choose/nothing/").status_code == 404


@pytest.mark.parametrize("name", ["pages", "answers", "check-ins"])
def test_a_list_asks_the_database_as_often_however_much_it_shows(
    alice: Person, name: str, django_assert_max_num_queries: Callable[[int], AbstractContextManager[Any]]
) -> None:
    def has_more(number: int) -> None:
        page = alice.writes("a page")
        alice.answers("an answer", entry=page)
        alice.notes(page.written_on.replace(day=number), today=2)

    has_more(1)
    with django_assert_max_num_queries(13) as queries:
        shown(alice, name)
    for number in range(2, 8):
        has_more(number)
    with django_assert_max_num_queries(len(queries.captured_queries)):
        shown(alice, name)
