"""Leave with everything: the archive and what is in it."""

import io
import json
import re
import subprocess
import sys
import tracemalloc
import zipfile
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest
import pyzipper
import yaml
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from archive.exporting import archive_of
from archive.manifest import Archive, markdown_of
from archive.record_sets import NO_RECORDS, RECORD_SETS, ROWS_AT_ONCE
from entries.content import EntryContent
from entries.models import Entry
from reflections.asking.record import Declined, Ending, Given, OfferMade
from reflections.programs.content import Taken
from reflections.self_work.content import EarlierPlan, Span
from reflections.then_and_now.content import Answers, Pair
from tests.archives import archive, files, records
from tests.one_of_everything import keeps_one_of_everything
from tests.people import A_DAY, Person
from vault.rekeying import sealed_models

ROOT = Path(__file__).parents[2]
WORD = "plinmoradeska"
LOCK = "a lock of näther words"


def test_every_table_with_words_has_its_name_in_the_format_or_a_reason() -> None:
    assert {each.model for each in RECORD_SETS} | {*NO_RECORDS} == set(sealed_models())
    assert len({each.name for each in RECORD_SETS}) == len(RECORD_SETS)


def test_everything_she_wrote_is_in_it(alice: Person) -> None:
    keeps_one_of_everything(alice, WORD)
    held = records(alice)
    assert [name for name, rows in held.items() if not rows] == []
    text = json.dumps(held)
    written = (
        "page",
        "title",
        "answer",
        "page, and more",
        "note",
        "goal",
        "fact",
        "line",
        "letter",
        "question",
        "mark",
    )
    assert [each for each in written if f"{WORD} {each}" not in text] == []


def test_it_comes_as_a_stream_with_a_name_that_says_nothing(alice: Person) -> None:
    alice.writes(WORD)
    answer = alice.client.post("/archive/", {"zip_password": ""})
    assert answer.streaming
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"] == 'attachment; filename="archive.zip"'
    assert answer["Cache-Control"] == "no-store"
    assert WORD in files(b"".join(answer))["journal.json"].decode()


def test_a_page_is_a_markdown_file_with_its_date_and_the_answers_about_it(alice: Person) -> None:
    page = alice.writes("I said so.\n\n*Twice.*", title='A "title": with colons')
    alice.answers("Yes.\n\nI did.", entry=page, quote="I said so.")
    markdown = files(archive(alice))[f"entries/2025-06-14-{str(page.id)[:8]}.md"].decode()
    _before, front, body = markdown.split("---\n", 2)
    assert yaml.safe_load(front) == {
        "date": page.written_on,
        "title": 'A "title": with colons',
        "kind": "page",
        "id": str(page.id),
    }
    assert body.startswith("\nI said so.\n\n*Twice.*\n")
    assert "> *I said so.*\n>\n> Yes.\n>\n> I did.\n" in body


@given(st.text(max_size=20), st.lists(st.text(max_size=8), max_size=2).map(tuple))
def test_whatever_a_title_says_the_front_of_its_file_says_too(title: str, tags: tuple[str, ...]) -> None:
    page = Entry(written_on=A_DAY)
    front = markdown_of(page, EntryContent(title, "Words.", tags=tags), ()).split("\n---\n")[0]
    said = yaml.safe_load(front)
    assert (said["title"], tuple(said.get("tags", ()))) == (title, tags)


def test_no_word_of_hers_is_in_the_name_of_a_file(alice: Person) -> None:
    keeps_one_of_everything(alice, WORD)
    assert [name for name in files(archive(alice)) if WORD in name] == []


def test_closed_letters_and_the_trash_have_no_file_that_could_be_read_by_chance(alice: Person) -> None:
    alice.closes(alice.writes_letter(f"{WORD} closed"))
    alice.writes(f"{WORD} discarded").discard()
    held = files(archive(alice))
    assert [name for name, content in held.items() if WORD in content.decode()] == ["journal.json"]


def test_what_has_been_in_the_trash_for_thirty_days_is_not_in_it(alice: Person) -> None:
    page = alice.writes(f"{WORD} before")
    alice.revises(page, f"{WORD} after").discard()
    Entry.kept_by(alice.user).update(discarded_at=timezone.now() - timedelta(days=31))
    assert WORD not in json.dumps(records(alice))


def test_its_checksums_hold_for_every_other_file(alice: Person, tmp_path: Path) -> None:
    keeps_one_of_everything(alice, WORD)
    with zipfile.ZipFile(io.BytesIO(archive(alice))) as opened:
        opened.extractall(tmp_path)
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", "checksums.txt"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stderr
    every_file = {str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*") if file.is_file()}
    assert every_file - {"checksums.txt"} == set(re.findall(r"^(\S+): OK$", checked.stdout, re.MULTILINE))


def test_with_a_password_nothing_in_it_opens_without(alice: Person) -> None:
    alice.writes(WORD)
    upload = archive(alice, password=LOCK)
    assert WORD.encode() not in upload
    with pyzipper.AESZipFile(io.BytesIO(upload)) as opened:
        assert all(each.flag_bits & 1 and each.wz_aes_strength == 3 for each in opened.infolist())
        opened.setpassword(b"another password")
        with pytest.raises(RuntimeError):
            opened.read("journal.json")
        opened.setpassword(LOCK.encode())
        assert WORD in opened.read("journal.json").decode()


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        ("a word", "a word", "This is too short. It needs at least 12 characters."),
        ("a long password", "a lang password", "not the same"),
    ],
)
def test_a_password_that_was_not_meant_so_makes_no_archive(
    alice: Person, first: str, second: str, sentence: str
) -> None:
    answer = alice.client.post("/archive/", {"zip_password": first, "zip_password_again": second})
    assert sentence in answer.content.decode()
    assert first not in answer.content.decode()


def test_one_that_was_to_be_locked_is_not_made_open_because_the_journal_locked_itself(alice: Person) -> None:
    alice.locks()
    meant = {"zip_password": LOCK, "zip_password_again": LOCK}
    given_back = alice.client.post("/archive/", meant)
    assert LOCK not in given_back.content.decode()
    assert given_back.status_code == 423
    answer = alice.client.post("/archive/", {"vault_password": alice.password})
    assert not answer.streaming
    assert "Make the archive" in answer.content.decode()


def test_its_format_is_written_down_to_the_last_field() -> None:
    described = set(re.findall(r"`(\w+)`", (ROOT / "docs" / "archive-format.md").read_text()))
    parts = {*(each.content for each in RECORD_SETS), Pair, Answers, EarlierPlan, Span, Taken}
    parts |= {OfferMade, Declined, Given, Ending}
    written = {field.name for part in parts for field in fields(part)} | {each.name for each in RECORD_SETS}
    assert written | {column for each in RECORD_SETS for column in each.columns()} <= described


def test_a_row_that_does_not_open_is_named_and_the_others_are_there(alice: Person) -> None:
    damaged, whole = alice.writes("damaged"), alice.writes(f"{WORD} whole")
    Entry.kept_by(alice.user).filter(id=damaged.id).update(body=b"\x01\x01" + bytes(300))
    held = files(archive(alice))
    assert held["DAMAGED.txt"].decode().count(f"entries {damaged.id}") == 1
    assert WORD in held[f"entries/2025-06-14-{str(whole.id)[:8]}.md"].decode()
    assert [each["id"] for each in json.loads(held["journal.json"])["records"]["entries"]] == [str(whole.id)]


def test_a_longer_journal_takes_no_more_memory(alice: Person) -> None:
    peaks = []
    for _ in range(2):
        has_pages(alice, 2 * ROWS_AT_ONCE)
        vault = alice.vault
        tracemalloc.start()
        assert sum(len(piece) for piece in archive_of(alice.user, vault=vault)) > 200_000
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.2 * peaks[0]


def has_pages(person: Person, number: int) -> None:
    vault, page = person.vault, EntryContent(title="", body=" ".join(str(each) for each in range(5_000)))
    for _ in range(number):
        entry = Entry(owner=person.user, written_on=A_DAY)
        entry.write(page, vault)
        entry.save(force_insert=True)


def test_nothing_is_opened_for_writing_on_the_way(alice: Person) -> None:
    alice.writes(WORD)
    opened: list[str] = []
    watching = [True]

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event in {"open", "tempfile.mkstemp"} and not str(arguments[1] or "r").startswith("r"):
            opened.append(str(arguments[0]))

    sys.addaudithook(watch)
    upload = b"".join(alice.client.post("/archive/", {"zip_password": LOCK, "zip_password_again": LOCK}))
    watching.clear()
    assert upload
    assert opened == []


def test_a_page_that_opens_no_more_while_the_archive_is_made_is_named_too(alice: Person) -> None:
    page = alice.writes(WORD)
    answer = alice.answers("Yes.", entry=alice.writes("another page"))
    damaged = b"\x01\x01" + bytes(300)
    held: dict[str, bytes] = {}
    for file in Archive(alice.user, alice.vault).files():
        held[file.name] = b"".join(file.parts)
        if file.name == "journal.json":
            alice.user.entries.filter(id=page.id).update(body=damaged)
            alice.user.reflections.filter(id=answer.id).update(head=damaged)
    lines = held["DAMAGED.txt"].decode().splitlines()
    assert sorted(lines[-2:]) == [f"answers {answer.id}", f"entries {page.id}"]
