"""Books ordered as a person orders them, and waited for."""

import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.db import connection

from archive.models import BookOrder, BookPart
from archive.order import Form, Wish
from archive.orders import wish
from tests.people import Person

USUAL = {
    "kinds": ["page", "plain", "letter", "urge"],
    "answers": "on",
    "themes": ["regret", "self_work", "letting_go"],
    "paper": "a5",
    "text_size": "medium",
    "margins": "paper",
    "file": "pdf",
    "password": "",
}
LONGEST_SECONDS = 60


def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    latest = time.monotonic() + LONGEST_SECONDS
    while not is_so():
        assert time.monotonic() < latest
        time.sleep(0.05)


def orders(person: Person, **fields: Any) -> Any:
    """Order a book; return where that leads. A password is typed twice."""
    return person.client.post("/book/", USUAL | {"password_again": fields.get("password", "")} | fields)


def is_done(person: Person) -> BookOrder:
    """Wait until the work on a book has ended; return its order."""
    assert not connection.in_atomic_block, "the work happens in a thread: the test has to commit"
    order: BookOrder = person.user.book_orders.get()

    def has_ended() -> bool:
        order.refresh_from_db()
        return order.state not in {"waiting", "setting"}

    until(has_ended)
    return order


def made(person: Person, **fields: Any) -> bytes:
    """Order a book, wait for it, and fetch the file."""
    assert orders(person, **fields)["Location"] == "/book/progress/"
    order = is_done(person)
    assert order.state == "ready", order.sentences(person.vault)
    return person.client.get("/book/file/").getvalue()


def has_a_book(person: Person, *, title: str = "", **order: Any) -> None:
    """Put the person's order, with one part of a file, where a work would have left it."""
    row = wish(person.user, Wish(form=Form(title=title)), vault=person.vault)
    row.state, row.work = BookOrder.State.READY, uuid4()
    for name, value in order.items():
        setattr(row, name, value)
    row.save()
    part = BookPart(owner=person.user, work=row.work, number=0)
    part.seal("part", f"{title} file".encode(), person.vault)
    part.save()
