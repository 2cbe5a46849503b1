"""A database that is away, full, locked or cut off in mid-save: the words come back, or are saved after all, once."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError, connection, connections

from tests.people import Person
from tests.words import COMES_BACK, WORDS, given_back, kept, lenient, page_of
from vault.keeping import through_broken_connections

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def database_away() -> Iterator[None]:
    """Point the connection where no database is, as when its server is down or its disk is not mounted."""
    settings = connection.settings_dict
    before = settings["NAME"], settings["PORT"]
    connection.close()
    settings.update(PORT=1) if connection.vendor == "postgresql" else settings.update(NAME="/nowhere/at/all.sqlite3")
    try:
        yield
    finally:
        connection.close()
        settings["NAME"], settings["PORT"] = before


def test_while_the_database_is_away_the_words_stay_on_the_page_and_are_saved_when_it_is_back(alice: Person) -> None:
    browser = lenient(alice)
    with database_away():
        answer = browser.post("/write/", page_of())
        script = browser.post(f"/write/{uuid4()}/autosave/", page_of(), headers={"Accept": "application/json"})
    assert (answer.status_code, script.status_code) == (503, 503)
    assert COMES_BACK in answer.content.decode()
    assert browser.post("/write/", given_back(answer)).status_code == 302
    assert kept(alice) == [WORDS]


NO_ROOM = """
    CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'disk_full', MESSAGE = 'could not extend file'; END $$;
    CREATE TRIGGER no_room BEFORE INSERT ON entries_entry EXECUTE FUNCTION no_room();
"""


@contextmanager
def disk_full() -> Iterator[None]:
    """Leave the database no room: SQLite may not grow, PostgreSQL answers an insert with its own error of that."""
    is_postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        # Rows that are deleted leave room in the file.
        cursor.execute(NO_ROOM if is_postgresql else "VACUUM")
        if not is_postgresql:
            pages = cursor.execute("PRAGMA page_count").fetchone()[0]
            cursor.execute(f"PRAGMA max_page_count = {pages}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP FUNCTION no_room CASCADE" if is_postgresql else "PRAGMA max_page_count = 1000000000")


def test_a_full_disk_says_so_and_gives_the_words_back(alice: Person) -> None:
    browser = lenient(alice)
    with disk_full():
        answer = browser.post("/write/", page_of(body=WORDS + "x" * 900_000))
    assert answer.status_code == 503
    assert COMES_BACK in answer.content.decode()
    assert browser.post("/write/", given_back(answer)).status_code == 302
    assert [len(body) for body in kept(alice)] == [len(WORDS) + 900_000]


@contextmanager
def locked_by_another_writer() -> Iterator[None]:
    """Let somebody else hold what a save needs, and wait for it only a moment."""
    is_postgresql = connection.vendor == "postgresql"
    other = connections.create_connection("default")
    with connection.cursor() as ours, other.cursor() as theirs:
        ours.execute("SET lock_timeout = '10ms'" if is_postgresql else "PRAGMA busy_timeout = 10")
        theirs.execute("BEGIN" if is_postgresql else "BEGIN IMMEDIATE")
        if is_postgresql:
            theirs.execute("LOCK TABLE entries_entry IN EXCLUSIVE MODE")
    yield
    other.close()
    connection.close()


def test_a_database_that_is_locked_for_long_gives_the_words_back(alice: Person) -> None:
    browser = lenient(alice)
    with locked_by_another_writer():
        answer = browser.post("/write/", page_of())
    assert answer.status_code == 503
    assert COMES_BACK in answer.content.decode()
    assert browser.post("/write/", given_back(answer)).status_code == 302
    assert kept(alice) == [WORDS]


@contextmanager
def connection_broken_after_the_row_was_written() -> Iterator[list[bool]]:
    """Let the server end the connection in the middle of the transaction, once."""
    broken: list[bool] = []
    other = connections.create_connection("default")

    def break_once(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        result = execute(sql, parameters, many, context)
        if "entries_entry" in sql and sql.startswith("INSERT") and not broken:
            broken.append(True)
            backend = context["connection"].connection.info.backend_pid
            other.cursor().execute("SELECT pg_terminate_backend(%s)", [backend])
        return result

    with connection.execute_wrapper(break_once):
        yield broken
    other.close()


# SQLite is a file that the program itself reads and writes: there is no server and no connection that could break.
@pytest.mark.postgresql
def test_a_save_that_meets_a_broken_connection_is_done_again_whole_and_once(alice: Person) -> None:
    with connection_broken_after_the_row_was_written() as broken:
        answer = alice.client.post("/write/", page_of())
    assert broken == [True]
    assert answer.status_code == 302
    assert kept(alice) == [WORDS]
    assert alice.user.versions.count() == 0


def test_patience_with_a_database_that_is_away_ends_with_its_own_error() -> None:
    tries: list[int] = []

    def act() -> None:
        tries.append(1)
        connection.ensure_connection()

    with database_away(), pytest.raises(OperationalError):
        through_broken_connections(act)
    # Three seconds of growing pauses are five tries or six; what a file cannot do now it cannot do then either.
    assert len(tries) == 1 if connection.vendor == "sqlite" else 4 <= len(tries) <= 8
