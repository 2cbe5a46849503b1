"""Bringing pages in from elsewhere: seen before anything is written, and never twice."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import uuid5

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone
from django.utils.formats import date_format
from pytest_django import Settings

from accounts.flows import start_again
from archive.importers.decoding import fingerprint
from archive.models import PendingImport
from entries.content import EntryContent
from entries.letters import letters_of
from entries.tagging import tags_of
from tests.archive.importers.exports import zipped
from tests.archives import archive, chooses, files
from tests.one_of_everything import keeps_one_of_everything
from tests.people import Person

WORD = "plinmoradeska"


def test_nothing_is_in_the_journal_before_she_says_so(alice: Person) -> None:
    url = alice.chooses_file(WORD)
    shown = alice.client.get(url).content.decode()
    assert "This would come in" in shown
    assert "1 page<" in shown
    assert "10 June 2025" in shown
    assert not alice.user.entries.exists()


def test_a_page_from_elsewhere_comes_with_its_day_and_its_words(alice: Person) -> None:
    url = alice.chooses_file(f"{WORD}\r\n\r\n  *spaces* kept", name="2024-02-29.md")
    assert alice.client.post(f"{url}bring-in/")["Location"] == "/journal/?page=1#m-2024-02"
    page = alice.user.entries.get()
    assert str(page.written_on) == "2024-02-29"
    assert page.read(alice.vault).body == f"{WORD}\n\n  *spaces* kept"


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_a_page_at_the_edge_of_the_calendar_comes_with_its_day_and_keeps_nothing_back(alice: Person, year: str) -> None:
    url = alice.chooses_file(f"---\ndate: {year}-06-01 12:00\n---\n\n{WORD}", name="edge.md")
    alice.client.post(f"{url}bring-in/")
    assert alice.user.entries.get().written_on.year == int(year)


@pytest.mark.parametrize("offset", ["+16:00", "-23:59", "+00:00:30"])
def test_a_page_with_an_offset_that_no_database_knows_comes_all_the_same(alice: Person, offset: str) -> None:
    url = alice.chooses_file(f"---\ndate: 2025-06-14T10:00:00{offset}\n---\n\n{WORD}", name="far.md")
    assert alice.client.post(f"{url}bring-in/").status_code == 302
    assert alice.user.entries.get().read(alice.vault).body == WORD


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


def test_the_first_and_the_last_page_that_would_come_are_shown_by_their_first_words(alice: Person) -> None:
    shown = dry_run(
        alice, {"2025-06-10.md": "The kettle.", "2025-06-12.md": "No.", "2025-06-14.md": "# The lake\nWords"}
    )
    assert "3 pages" in shown
    assert "<q><bdi>The kettle.</bdi></q>" in shown
    assert "<q><bdi>The lake</bdi></q>" in shown
    assert "<q><bdi>No.</bdi></q>" not in shown


def test_what_is_closed_or_discarded_shows_none_of_its_words_before_it_comes(alice: Person, bob: Person) -> None:
    keeps_one_of_everything(alice, WORD)
    alice.user.entries.all().delete()
    alice.writes(WORD).discard()
    shown = bob.client.get(chooses(bob, archive(alice))["Location"]).content.decode()
    assert "pages</h2>" in shown
    assert WORD not in shown


def test_where_some_is_there_already_it_is_said_and_the_rest_comes(alice: Person) -> None:
    alice.client.post(f"{alice.chooses_file(WORD)}bring-in/")
    shown = dry_run(alice, {"2025-06-10.md": WORD, "2025-06-11.md": "new", "2025-06-12.md": "newer"})
    assert "1 page is there already." in shown
    assert "2 pages<" in shown
    assert "Don’t bring them in" in shown


def test_a_file_of_which_nothing_can_come_says_so_and_why(alice: Person) -> None:
    shown = dry_run(alice, {"notes.txt": "14 June", "2025-06-12.txt": " "})
    assert "Nothing could be brought in" in shown
    assert "No day was found in it." in shown
    assert "There are no words in it." in shown
    assert "Choose another file" in shown
    assert "Bring" not in between(shown, "<main", "</main>")


def test_a_file_of_which_nothing_new_can_come_does_not_say_that_everything_is_there(alice: Person) -> None:
    alice.client.post(f"{alice.chooses_file(WORD)}bring-in/")
    shown = dry_run(alice, {"2025-06-10.md": WORD, "notes.txt": "14 June"})
    assert "Nothing new could be brought in" in shown
    assert "Everything in this file" not in shown


def test_a_text_that_names_no_day_comes_under_the_one_she_chose(alice: Person) -> None:
    sent = {"file": SimpleUploadedFile("notes.txt", WORD.encode()), "day": "2025-06-14"}
    url = alice.client.post("/archive/import/", sent)["Location"]
    alice.client.post(f"{url}bring-in/")
    assert str(alice.user.entries.get().written_on) == "2025-06-14"


def test_what_was_written_in_an_older_way_comes_and_is_to_be_looked_at(alice: Person) -> None:
    shown = dry_run(alice, {"2025-06-14.txt": "Grüße".encode("cp1252")})
    assert "Look at these" in shown
    assert "See whether its letters are right, é or ö for instance." in shown
    assert "Left out" not in shown


def test_plain_texts_are_called_so_and_keep_their_ids(alice: Person) -> None:
    url = alice.chooses_file(WORD, name="2025-06-10.txt")
    assert "Text files" in alice.client.get(url).content.decode()
    alice.client.post(f"{url}bring-in/")
    source_id = fingerprint("2025-06-10", "", WORD)
    assert alice.user.entries.get().id == uuid5(alice.vault.id, f"Markdown {source_id}")


def test_whoever_brought_pages_in_is_led_to_their_months(alice: Person) -> None:
    for _page in range(31):
        alice.writes("newer")
    url = alice.chooses_file(WORD, name="2020-02-29.md")
    answer = alice.client.post(f"{url}bring-in/", follow=True)
    assert answer.redirect_chain[0][0] == "/journal/?page=2#m-2020-02"
    assert "1 page is in your journal now." in answer.content.decode()
    assert WORD in answer.content.decode()


def test_tags_of_another_journal_are_tags_here(alice: Person) -> None:
    entry = {"uuid": "A", "creationDate": "2025-06-14T10:00:00Z", "text": WORD, "tags": ["the lake", "Sleep"]}
    url = chooses(alice, json.dumps({"entries": [entry]}).encode(), name="Journal.json")["Location"]
    assert "Left out" not in alice.client.get(url).content.decode()
    alice.client.post(f"{url}bring-in/")
    assert alice.user.entries.get().read(alice.vault).tags == ("the lake", "Sleep")
    assert [tag.word for tag in tags_of(alice.user, vault=alice.vault)] == ["Sleep", "the lake"]


def test_the_text_files_of_an_archive_make_no_doubles_and_keep_kinds_tags_and_ids(alice: Person, bob: Person) -> None:
    alice.writes(WORD, title="A title", kind="letter", tags=("the lake",))
    texts = {name: text for name, text in files(archive(alice)).items() if name.startswith("entries/")}
    assert "Nothing new is in it" in dry_run(alice, texts)
    bob.client.post(f"{chooses(bob, zipped(texts))['Location']}bring-in/")
    (page,) = bob.user.entries.all()
    assert (page.id, page.read(bob.vault)) == (
        alice.user.entries.get().id,
        EntryContent("A title", WORD, "letter", ("the lake",)),
    )
    assert page.id in letters_of(bob.user, vault=bob.vault)


def test_two_texts_under_one_id_are_both_kept(alice: Person) -> None:
    head = "---\ndate: 2025-06-14\nkind: page\nid: 3f0c1d5e-8a9b-4c3d-9e2f-0123456789ab\n---\n\n"
    url = chooses(alice, zipped({"a.md": f"{head}one", "b.md": f"{head}two"}))["Location"]
    alice.client.post(f"{url}bring-in/")
    assert {page.read(alice.vault).body for page in alice.user.entries.all()} == {"one", "two"}


def test_a_text_file_that_was_changed_comes_beside_the_page_it_was_taken_from(alice: Person) -> None:
    alice.answers("an answer", entry=alice.writes(WORD))
    ((name, text),) = [each for each in files(archive(alice)).items() if each[0].startswith("entries/")]
    assert "Nothing new is in it" in dry_run(alice, {name: text})
    changed = text.replace(WORD.encode(), b"other words")
    for _time in range(2):
        alice.client.post(f"{chooses(alice, zipped({name: changed}))['Location']}bring-in/")
    bodies = sorted(page.read(alice.vault).body[:11] for page in alice.user.entries.all())
    assert bodies == ["other words", WORD[:11]]


def test_the_text_file_of_a_page_from_a_former_journal_comes_under_another_id(alice: Person) -> None:
    page = alice.writes(WORD)
    texts = {name: text for name, text in files(archive(alice)).items() if name.startswith("entries/")}
    start_again(alice.user, password=alice.password, instead_of=alice.vault.id)
    alice.unlocks()
    alice.client.post(f"{chooses(alice, zipped(texts))['Location']}bring-in/")
    assert alice.user.entries.get().read(alice.vault).body == WORD
    assert alice.user.entries.get().id != page.id


def test_a_copy_that_does_not_come_is_named(alice: Person) -> None:
    shown = dry_run(alice, {"a/2025-06-14.md": WORD, "b/2025-06-14.md": WORD})
    assert "1 page<" in shown
    assert "b/2025-06-14.md" in shown
    assert "The same page is in this file more than once." in shown


def test_what_waits_can_be_found_again(alice: Person) -> None:
    assert b"still waits" not in alice.client.get("/archive/import/").content
    url = alice.chooses_file(WORD)
    assert f'<a href="{url}">See what would come</a>' in alice.client.get("/archive/import/").content.decode()
    alice.client.post(f"{url}leave/")
    assert b"still waits" not in alice.client.get("/archive/import/").content


def test_days_that_were_marked_are_shown_as_such_before_they_come(alice: Person, bob: Person) -> None:
    alice.marks(date(2019, 10, 3), "his birthday")
    shown = bob.client.get(chooses(bob, archive(alice))["Location"]).content.decode()
    assert "3 October 2019" in shown
    assert date_format(timezone.localdate(), "DATE_FORMAT") not in shown


def dry_run(person: Person, texts: Mapping[str, str | bytes]) -> str:
    """Choose a zip of these texts, and return what the next page shows."""
    shown: str = person.client.get(chooses(person, zipped(texts))["Location"]).content.decode()
    return shown


def between(page: str, first: str, last: str) -> str:
    return page.partition(first)[2].partition(last)[0]


def test_a_file_of_no_known_kind_is_told_so(alice: Person) -> None:
    photo = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01"
    assert "not plain text" in chooses(alice, photo, name="photo.jpg").content.decode()


def test_a_file_chosen_while_the_journal_is_locked_is_asked_for_again(alice: Person) -> None:
    alice.locks()
    answer = chooses(alice, WORD.encode(), name="2025-06-10.md")
    assert answer.status_code == 423
    assert "please choose yours once more" in answer.content.decode()
    assert WORD not in answer.content.decode()
