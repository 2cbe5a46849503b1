"""The journal filtered: by days, kinds, themes and tags, page after page, without opening more than it must."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from entries import tagging, walking
from entries.filtering import Filter
from entries.models import Entry
from tests.people import A_DAY, Person

pytestmark = pytest.mark.django_db

Queries = Callable[[int], AbstractContextManager[Any]]


def openings(person: Person, query: str) -> list[str]:
    months = person.client.get(f"/journal/?{query}").context["months"]
    return [row.head.opening if row.head else "damaged" for month in months for row in month.rows]


def writes_many(person: Person, number: int, **options: Any) -> None:
    """Write many pages at once, one a day and each the day before the last."""
    written = person.writes("page 0", **options)
    head, vault = written.read(person.vault), person.vault
    rows = [Entry(owner=person.user, written_on=A_DAY - timedelta(days=day)) for day in range(1, number)]
    for day, row in enumerate(rows, start=1):
        row.write(type(head)("", f"page {day}", head.kind, head.tags), vault)
    Entry._base_manager.bulk_create(rows)
    tagging.note(person.user, {row.id: head.tags for row in rows}, vault=vault)


def test_days_kinds_and_themes_are_chosen_together(alice: Person, bob: Person) -> None:
    bob.answers("His.", entry=bob.writes("his page"))
    page = alice.writes("a page")
    alice.answers("An answer.", entry=page)
    alice.writes("a plain page", kind="plain")
    alice.writes_letter("a letter")
    alice.writes("an older page", written_on=date(2024, 1, 1))
    assert openings(alice, "theme=regret") == ["a page"]
    assert openings(alice, "theme=letting_go") == []
    assert openings(alice, "kind=plain&kind=letter") == ["a letter", "a plain page"]
    assert openings(alice, "kind=letter") == ["a letter"]
    assert openings(alice, "to=2024-12-31") == ["an older page"]
    assert openings(alice, "theme=regret&kind=page&from=2025-06-14&to=2025-06-14") == ["a page"]


def test_what_is_discarded_or_closed_is_not_found(alice: Person) -> None:
    alice.writes("discarded", kind="plain").discard()
    alice.closes(alice.writes_letter("closed"))
    assert openings(alice, "kind=plain&kind=letter") == []
    assert openings(alice, "kind=letter") == []


def test_an_answer_about_a_closed_letter_shows_nothing_of_it(alice: Person) -> None:
    letter = alice.writes_letter("closed")
    alice.answers("Yes.", entry=letter)
    alice.closes(letter)
    assert openings(alice, "theme=regret") == []


def test_a_bad_value_is_said_and_loses_nothing(alice: Person) -> None:
    alice.writes("a page")
    answer = alice.client.get("/journal/?from=yesterday&kind=page&older=x&tag=y")
    assert "This is not a date, so it was left out." in answer.content.decode()
    assert [row.head.opening for month in answer.context["months"] for row in month.rows] == ["a page"]


def test_a_locked_journal_shows_nothing_of_what_is_asked_for(alice: Person) -> None:
    alice.writes("a page")
    alice.locks()
    assert alice.client.get("/journal/?kind=page").status_code == 302


@pytest.mark.parametrize("query", ["kind=plain", "from=2020-01-01", "tag"])
def test_page_after_page_every_page_comes_once_and_then_it_ends(alice: Person, query: str) -> None:
    writes_many(alice, 70, kind="plain", tags=("the sea",))
    if query == "tag":
        query = f"tag={tagging.tags_of(alice.user, vault=alice.vault)[0].id}"
    seen, older, pages = [], "", 0
    while older is not None:
        answer = alice.client.get(f"/journal/?{query}&older={older or ''}")
        seen += [row.head.opening for month in answer.context["months"] for row in month.rows]
        older, pages = answer.context["found"].goes_on_after, pages + 1
    assert seen == [f"page {number}" for number in range(70)]
    assert pages == 3


def test_exactly_one_page_full_leads_no_further(alice: Person) -> None:
    writes_many(alice, 30, kind="plain")
    assert alice.client.get("/journal/?kind=plain").context["found"].goes_on_after is None


def test_a_rare_kind_is_looked_for_bit_by_bit_and_it_says_how_far(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes_many(alice, 25)
    alice.writes("long ago", kind="plain", written_on=date(2020, 1, 1))
    monkeypatch.setattr(walking, "BATCHES", (5, 10))
    answer = alice.client.get("/journal/?kind=plain")
    assert "These are all there are back to 31 May 2025." in answer.content.decode()
    assert "Look further back" in answer.content.decode()
    older = answer.context["found"].goes_on_after
    assert openings(alice, f"kind=plain&older={older}") == ["long ago"]


def test_a_page_that_does_not_open_is_counted_where_it_cannot_be_told_what_it_is(alice: Person) -> None:
    page = alice.writes("a page")
    alice.writes("another")
    alice.user.entries.filter(id=page.id).update(head=b"damaged")
    assert "1 page in between cannot be opened" in alice.client.get("/journal/?kind=page").content.decode()
    assert openings(alice, "from=2025-01-01") == ["another", "damaged"]


def test_where_the_last_page_is_gone_meanwhile_it_begins_anew(alice: Person) -> None:
    alice.writes("a page", kind="plain")
    assert openings(alice, f"kind=plain&older={uuid4()}") == ["a page"]


@pytest.mark.parametrize("query", ["", "kind=plain", "theme=regret", "from=2020-01-01", "tag={}"])
def test_the_journal_takes_as_many_queries_for_a_hundred_pages_as_for_ten(
    alice: Person, django_assert_num_queries: Queries, query: str
) -> None:
    alice.answers("Yes.", entry=alice.writes("answered", kind="plain", tags=("the sea",)))
    query = query.format(tagging.tags_of(alice.user, vault=alice.vault)[0].id)
    for number in (9, 90):
        writes_many(alice, number, kind="plain", tags=("the sea",))
        with django_assert_num_queries(EXPECTED[query.partition("=")[0]]):
            alice.client.get(f"/journal/?{query}")


EXPECTED = {"": 10, "kind": 7, "theme": 8, "from": 7, "tag": 8}


def test_no_more_rows_are_opened_than_are_looked_at(alice: Person) -> None:
    writes_many(alice, 200, kind="plain")
    found = walking.look_for(alice.user, Filter(kinds=frozenset({"plain"})), before=None, vault=alice.vault)
    assert len(found.rows) == 30
    assert found.goes_on_after == found.rows[-1].page.id
