"""What goes for good goes from a finished book, from one that is being made, and from an import that waits."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from archive import imports, line
from archive.models import PendingImport, Turn
from entries import flows
from entries.models import Entry
from reflections.letters.flows import let_go
from tests.archives import archive, chooses
from tests.ordering import has_a_book, orders, until
from tests.people import Person

pytestmark = pytest.mark.django_db(transaction=True)


def lets_a_letter_go(person: Person, page: Entry) -> None:
    let_go(page, revision=page.revision, line="", vault=person.vault)


def deletes_it_for_good(person: Person, page: Entry) -> None:
    page.discard()
    flows.delete_for_good(page, vault=person.vault)


def has_it_in_the_trash_for_thirty_days(person: Person, page: Entry) -> None:
    Entry.kept_by(person.user).filter(id=page.id).update(discarded_at=timezone.now() - timedelta(days=31))


def begins_a_page_after_thirty_days(person: Person, page: Entry) -> None:
    has_it_in_the_trash_for_thirty_days(person, page)
    person.writes("another page")


def is_swept_after_thirty_days(person: Person, page: Entry) -> None:
    has_it_in_the_trash_for_thirty_days(person, page)
    call_command("sweep")


WAYS = [lets_a_letter_go, deletes_it_for_good, begins_a_page_after_thirty_days, is_swept_after_thirty_days]


@pytest.mark.parametrize("goes", WAYS)
def test_a_page_that_goes_for_good_is_in_no_book_and_in_no_import_any_more(
    alice: Person, bob: Person, goes: Callable[[Person, Entry], None]
) -> None:
    page = alice.writes_letter("words")
    chooses(alice, archive(alice))
    for person in (alice, bob):
        has_a_book(person, title="June")
    goes(alice, page)
    assert not Entry.kept_by(alice.user).filter(id=page.id).exists()
    assert alice.client.get("/book/file/").status_code == 404
    assert (alice.user.book_parts.count(), alice.user.pending_imports.count()) == (0, 0)
    assert alice.user.book_orders.get().read(alice.vault).form.title == "June"
    assert bob.client.get("/book/file/").status_code == 200


@pytest.mark.parametrize("goes", WAYS)
def test_a_book_that_is_being_made_when_a_page_goes_for_good_is_called_off(
    alice: Person, goes: Callable[[Person, Entry], None]
) -> None:
    line.join(uuid4())
    page = alice.writes_letter("words")
    orders(alice)
    goes(alice, page)
    until(lambda: Turn.objects.count() == 1)
    assert (alice.user.book_orders.get().state, alice.user.book_parts.count()) == ("wished", 0)


def test_a_page_that_only_goes_into_the_trash_leaves_the_book_as_it_is(alice: Person) -> None:
    page = alice.writes("words")
    has_a_book(alice)
    alice.client.post(f"/journal/{page.id}/discard/")
    call_command("sweep")
    assert alice.client.get("/book/file/").status_code == 200


def test_what_went_for_good_does_not_come_back_with_a_file_that_was_looked_at_before(alice: Person) -> None:
    alice.chooses_file("words from elsewhere")
    pending, letter = alice.user.pending_imports.get(), alice.writes_letter("words")
    let_go(letter, revision=letter.revision, line="", vault=alice.vault)
    with pytest.raises(PendingImport.DoesNotExist):
        imports.accept(pending, vault=alice.vault)
    assert alice.user.entries.count() == 0
