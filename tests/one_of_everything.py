"""A journal with a row of every kind that holds words."""

from uuid import uuid4

from django.utils import timezone

from entries.models import Entry
from tests.ordering import has_a_book
from tests.passkeys import adds_passkey
from tests.people import PROMPT, Person
from tests.searching import asks
from tests.self_work import notes, works_on
from tests.side_by_side import notices, two_pages

PROGRAM = "the-first-week"


def keeps_one_of_everything(person: Person, word: str) -> Entry:
    """Do everything once, with `word` wherever words go; return the page that most of it is about."""
    page = person.writes(f"{word} page", title=f"{word} title")
    person.answers(f"{word} answer", entry=page)
    person.revises(page, f"{word} page, and more", title=f"{word} title")
    person.notes(timezone.localdate(), today=2)
    notices(person, two_pages(person), f"{word} note")
    notes(person, works_on(person, value=f"{word} goal"), "did it", f"{word} fact")
    person.waits(minutes=3)
    person.leaves_line(f"{word} line")
    person.closes(person.writes_letter(f"{word} letter"))
    asks_and_closes(person, page, word)
    has_a_book(person, title=f"{word} book")
    person.chooses_file(f"{word} elsewhere")
    adds_passkey(person)
    return page


def asks_and_closes(person: Person, page: Entry, word: str) -> None:
    person.client.post(f"/journal/{page.id}/questions/", {"prompt": PROMPT, "do": "later", "row_id": str(uuid4())})
    person.client.post("/reflections/own/", {"row_id": str(uuid4()), "title": f"{word} question", "theme": "regret"})
    person.client.post(f"/reflections/programs/{PROGRAM}/begin/", {"run_id": str(uuid4())})
    closing = {"closing_id": str(uuid4()), "body_line": f"{word} line"}
    person.client.post(f"/journal/{page.id}/closing/", closing)
    person.writes(f"{word} page by the sea", tags=(f"{word} tag",))
    person.marks(timezone.localdate(), f"{word} mark")
    asks(person, f"{word} looked for")
