"""What was let go is not in the files of the database any more, and where it may be, that is said."""

import sqlite3
import threading
from contextlib import closing

import pytest
from django.db import connection

from entries import erasing
from entries.erasing import erase_from_files
from entries.models import Entry
from tests.loot import files_of_the_database
from tests.people import Person

pytestmark = [
    pytest.mark.django_db(transaction=True),
    # PostgreSQL tidies up by itself, later.
    pytest.mark.sqlite,
]


def files() -> bytes:
    return b"".join(file.read_bytes() for file in files_of_the_database())


def sealed(person: Person, letter: Entry) -> list[bytes]:
    """Every sealed value of a letter, its versions and its answers."""
    rows = [letter, *person.user.versions.filter(entry_id=letter.id)]
    rows += person.user.reflections.filter(entry_id=letter.id)
    return [bytes(getattr(row, column)) for row in rows for column in ("head", "body")]


def found(values: list[bytes]) -> int:
    """Count the values of which any stretch of 32 bytes is in the files."""
    kept = files()
    return sum(any(value[at : at + 32] in kept for at in range(0, len(value) - 31, 32)) for value in values)


@pytest.fixture
def letter(alice: Person) -> Entry:
    """A letter with a history and an answer, among other pages."""
    for number in range(20):
        alice.writes(f"page {number} " * number)
    letter = alice.writes_letter("Your coat on the chair. " * 400)
    alice.revises(letter, "Your coat.")
    alice.answers("I wanted to be asked.", entry=letter)
    return alice.user.entries.get(id=letter.id)


def lets_go(person: Person, letter: Entry) -> str:
    sent = {"stay": "line", "revision": str(letter.revision)}
    return str(person.client.post(f"/letters/{letter.id}/gone/", sent).content.decode())


def test_a_letter_let_go_is_in_no_file_of_the_database(alice: Person, letter: Entry) -> None:
    values = sealed(alice, letter)
    assert found(values) == len(values) == 6
    page = lets_go(alice, letter)
    assert "It’s gone." in page
    assert "tidies up" not in page
    assert found(values) == 0
    assert alice.user.entries.count() == 21


def test_every_connection_overwrites_what_it_deletes(alice: Person) -> None:
    said: list[int] = []

    def asks() -> None:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete")
            said.append(cursor.fetchone()[0])
        connection.close()

    asks()
    thread = threading.Thread(target=asks)
    thread.start()
    thread.join()
    assert said == [1, 1]


def test_while_somebody_is_reading_the_page_says_what_may_be_left_and_the_next_sweep_takes_it(
    alice: Person, letter: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasing, "PATIENCE_MS", 10)
    values = sealed(alice, letter)
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM entries_entry").fetchone()
        assert "until the database tidies up" in lets_go(alice, letter)
        assert found(values) > 0
    assert erase_from_files()
    assert found(values) == 0


def test_the_patience_of_other_queries_stays_as_it_was(alice: Person) -> None:
    assert erase_from_files()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        assert cursor.fetchone()[0] == 20_000
