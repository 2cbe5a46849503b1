"""Rows are reached through their owner; everything else refuses before any SQL is sent."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Count, F

from entries.models import Entry
from reflections.models import Reflection
from tests.people import Person
from vault.core.errors import Corrupt
from vault.owned import OwnerNotNamed

UNSCOPED: list[Callable[[], Any]] = [
    lambda: list(Entry.objects.all()),
    lambda: Entry.objects.count(),
    lambda: Entry.objects.exists(),
    lambda: Entry.objects.first(),
    lambda: Entry.objects.filter(revision=1).update(revision=2),
    lambda: Entry.objects.all().delete(),
    lambda: Reflection.objects.all().delete(),
    lambda: Entry.objects.aggregate(number=Count("id")),
    lambda: list(Entry.objects.values_list("id")),
    lambda: list(Entry.objects.iterator()),
    lambda: list(Entry.objects.exclude(owner=1)),
    lambda: list(Entry.objects.filter(revision=1) | Entry.objects.filter(owner=1)),
    lambda: list(Entry.objects.filter(saved_at=F("created_at"))),
    lambda: Entry.objects.raw("SELECT 1"),
]


@pytest.mark.django_db
@pytest.mark.parametrize("query", UNSCOPED)
def test_a_query_that_names_no_owner_refuses_to_run(query: Callable[[], Any]) -> None:
    with pytest.raises(OwnerNotNamed):
        query()


def test_a_persons_own_rows_answer_every_kind_of_query(alice: Person, bob: Person) -> None:
    entry = alice.writes("mine")
    bob.writes("his")
    mine = alice.user.entries
    assert mine.count() == 1
    assert mine.exists()
    assert [each.id for each in mine.all()] == [entry.id]
    assert mine.aggregate(number=Count("id"))["number"] == 1
    assert mine.filter(revision__gte=0).update(revision=9) == 1
    entry.refresh_from_db()
    assert entry.revision == 9
    assert Entry.objects.get(pk=(alice.user.pk, entry.id)) == entry
    assert mine.filter(id=entry.id).delete()[0] == 1
    assert bob.user.entries.count() == 1


def test_answers_come_with_their_entry_in_one_query(
    alice: Person, django_assert_num_queries: Callable[[int], Any]
) -> None:
    alice.answers("an answer", entry=alice.writes("a page"))
    user = alice.user
    with django_assert_num_queries(1):
        assert [each.entry.revision for each in user.reflections.select_related("entry") if each.entry] == [1]


def test_a_row_of_another_person_does_not_open_even_if_it_is_fetched(alice: Person, bob: Person) -> None:
    entry = alice.writes("only mine")
    with pytest.raises(Corrupt):
        entry.read(bob.vault)
    entry.owner = bob.user
    for vault in (alice.vault, bob.vault):
        with pytest.raises(Corrupt):
            entry.read(vault)


def test_columns_that_were_swapped_do_not_open(alice: Person) -> None:
    entry = alice.writes("only mine")
    entry.head, entry.body = entry.body, entry.head
    with pytest.raises(Corrupt):
        entry.read_head(alice.vault)


def test_deleting_the_account_takes_every_row(alice: Person) -> None:
    alice.answers("an answer", entry=alice.writes("a page"))
    user = alice.user
    identity = user.pk
    user.delete()
    for model in (Entry, Reflection):
        assert not model.objects.filter(owner=identity).exists()
