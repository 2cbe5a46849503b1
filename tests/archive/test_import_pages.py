"""Bringing pages in from elsewhere: seen before anything is written, and never twice."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from archive.models import PendingImport
from tests.archives import chooses
from tests.people import Person

WORD = "plinmoradeska"


def test_nothing_is_in_the_journal_before_she_says_so(alice: Person) -> None:
    url = alice.chooses_file(WORD)
    shown = alice.client.get(url).content.decode()
    assert "Pages: 1" in shown
    assert "10 June 2025" in shown
    assert not alice.user.entries.exists()


def test_a_page_from_elsewhere_comes_with_its_day_and_its_words(alice: Person) -> None:
    url = alice.chooses_file(f"{WORD}\r\n\r\n  *spaces* kept", name="2024-02-29.md")
    assert alice.client.post(f"{url}bring-in/")["Location"] == "/journal/"
    page = alice.user.entries.get()
    assert str(page.written_on) == "2024-02-29"
    assert page.read(alice.vault).body == f"{WORD}\n\n  *spaces* kept"


def test_the_same_file_twice_makes_no_doubles_and_changes_nothing(alice: Person) -> None:
    alice.client.post(f"{alice.chooses_file(WORD)}bring-in/")
    alice.revises(alice.user.entries.get(), "changed since")
    again = alice.chooses_file(WORD)
    assert "Nothing new is in it" in alice.client.get(again).content.decode()
    alice.client.post(f"{again}bring-in/")
    assert alice.user.entries.get().read(alice.vault).body == "changed since"


def test_leaving_it_keeps_nothing(alice: Person) -> None:
    alice.client.post(f"{alice.chooses_file(WORD)}leave/")
    assert not alice.user.pending_imports.exists()
    assert not alice.user.entries.exists()


def test_the_next_file_takes_the_place_of_the_one_that_waited(alice: Person) -> None:
    first, second = alice.chooses_file("one"), alice.chooses_file("two")
    assert alice.client.get(first).status_code == 404
    assert alice.client.get(second).status_code == 200
    assert alice.user.pending_imports.count() == 1


def test_what_nobody_came_back_to_is_forgotten_after_a_day(alice: Person, bob: Person) -> None:
    url = alice.chooses_file("waits for long")
    PendingImport._base_manager.update(saved_at=timezone.now() - timedelta(hours=25))
    assert alice.client.get(url).status_code == 404
    bob.chooses_file("waits for a moment")
    call_command("sweep", verbosity=0)
    assert not alice.user.pending_imports.exists()
    assert bob.user.pending_imports.exists()


def test_a_file_that_is_too_large_is_told_so(alice: Person, settings: Settings) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
    answer = chooses(alice, bytes(3 * 1024 * 1024))
    assert "larger than 2 megabytes" in answer.content.decode()
    assert "Choose a file first" not in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "sentence"), [({}, "Choose a file first"), ({"file": b""}, "That file is empty")], ids=["none", "empty"]
)
def test_a_form_without_a_file_says_what_is_missing(alice: Person, sent: dict[str, Any], sentence: str) -> None:
    answer = chooses(alice, sent["file"]) if sent else alice.client.post("/archive/import/")
    assert sentence in answer.content.decode()


def test_a_file_of_no_known_kind_is_told_so(alice: Person) -> None:
    photo = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01"
    assert "not plain text" in chooses(alice, photo, name="photo.jpg").content.decode()


def test_a_file_chosen_while_the_journal_is_locked_is_asked_for_again(alice: Person) -> None:
    alice.locks()
    answer = chooses(alice, WORD.encode(), name="2025-06-10.md")
    assert answer.status_code == 423
    assert "please choose yours once more" in answer.content.decode()
    assert WORD not in answer.content.decode()
