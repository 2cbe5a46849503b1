"""Books that are not made, or no more there: what is said of them, and for how long."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from archive import line
from archive.models import BookOrder
from archive.orders import forget_old_books
from tests.ordering import USUAL, is_done, made, orders
from tests.people import Person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def her_turn_never_comes(db: None) -> None:
    """Another book is being set for as long as the test takes."""
    line.join(uuid4())


def test_a_picture_of_nothing_is_not_promised(alice: Person) -> None:
    alice.writes("words")
    answer = alice.client.post("/book/", USUAL | {"do": "look", "kinds": ["letter"]})
    assert "Nothing you wrote falls under this choice." in answer.content.decode()
    assert alice.user.book_orders.count() == 0


@pytest.mark.usefixtures("her_turn_never_comes")
def test_a_book_that_is_called_off_is_said_to_be(alice: Person) -> None:
    alice.writes("words")
    orders(alice)
    assert "The book is called off." in alice.client.post("/book/call-off/", follow=True).content.decode()


def test_a_finished_book_that_is_deleted_is_said_to_be_gone(alice: Person) -> None:
    alice.writes("words")
    made(alice)
    assert "The book is gone from here." in alice.client.post("/book/call-off/", follow=True).content.decode()


@pytest.mark.usefixtures("her_turn_never_comes")
def test_a_book_that_ended_with_the_lock_is_told_of(alice: Person) -> None:
    alice.writes("words")
    orders(alice)
    alice.locks()
    is_done(alice)
    alice.unlocks()
    assert "The journal was locked meanwhile" in alice.client.get("/book/progress/", follow=True).content.decode()
    orders(alice, do="look")
    assert "The journal was locked meanwhile" not in alice.client.get("/book/").content.decode()


def test_of_a_book_that_waited_for_a_day_nothing_is_said_any_more(alice: Person) -> None:
    alice.writes("words")
    made(alice)
    BookOrder._base_manager.update(saved_at=timezone.now() - timedelta(days=2))
    forget_old_books()
    assert b"anyone who opens the file can read it" not in alice.client.get("/book/").content
