"""The password of a PDF: sealed until the book is set, and gone with the order, whatever becomes of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from archive import line
from archive.models import BookOrder, Turn
from archive.order import Form, Wish
from archive.orders import forget_old_books, wish
from tests.ordering import is_done, orders, until
from tests.people import Person

pytestmark = pytest.mark.django_db(transaction=True)
RIVER = "a quiet river"


def password_of(person: Person) -> str:
    return person.user.book_orders.get().read(person.vault).password


def test_calling_a_book_off_lets_go_of_its_password_and_of_nothing_else(alice: Person) -> None:
    line.join(uuid4())
    alice.writes("words")
    orders(alice, password=RIVER, password_again=RIVER, title="June")
    assert password_of(alice) == RIVER
    alice.client.post("/book/call-off/")
    until(lambda: Turn.objects.count() == 1)
    assert password_of(alice) == ""
    assert alice.user.book_orders.get().read(alice.vault).form.title == "June"


def test_calling_off_what_was_never_ordered_makes_no_order(alice: Person) -> None:
    alice.client.post("/book/call-off/")
    assert alice.user.book_orders.count() == 0


def test_a_book_that_could_not_be_made_lets_go_of_its_password(alice: Person) -> None:
    before = uuid4()
    line.join(before)
    alice.writes("words")
    orders(alice, password=RIVER, password_again=RIVER)
    alice.user.entries.all().delete()
    line.leave(before)
    assert is_done(alice).state == "failed"
    assert password_of(alice) == ""


def test_a_password_that_was_never_used_is_gone_after_a_day(alice: Person, bob: Person) -> None:
    wish(alice.user, Wish(password=RIVER), vault=alice.vault)
    wish(bob.user, Wish(form=Form(title="June")), vault=bob.vault)
    assert forget_old_books() == 0
    BookOrder._base_manager.update(saved_at=timezone.now() - timedelta(hours=25))
    assert forget_old_books() == 1
    assert alice.user.book_orders.count() == 0
    assert bob.user.book_orders.get().read(bob.vault).form.title == "June"


def test_an_order_that_does_not_open_begins_anew(alice: Person) -> None:
    alice.writes("words")
    wish(alice.user, Wish(), vault=alice.vault)
    alice.user.book_orders.update(wish=b"\x01\x01\x00\x01" + b"x" * 300)
    assert alice.client.get("/book/").status_code == 200
    assert orders(alice)["Location"] == "/book/progress/"
    assert is_done(alice).state == "ready"
