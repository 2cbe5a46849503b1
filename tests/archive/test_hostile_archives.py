"""A file that lies: one clear sentence, nothing written, and no page that breaks later."""

import gc
import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive import opening
from entries.models import Entry
from tests.archive.test_restoring import addresses_of_rows, empties
from tests.archives import archive, brings_in, chooses, files, records, sealed_up, tampered
from tests.one_of_everything import keeps_one_of_everything
from tests.people import Person

LONG = "x" * 2_000_000
ID = "11111111-1111-4111-8111-111111111111"


def refusal(person: Person, upload: bytes, name: str = "archive.zip") -> str:
    """Return the sentence beside the file, and see that nothing at all was written."""
    answer = chooses(person, upload, name)
    assert answer.status_code == 200
    assert not person.user.pending_imports.exists()
    assert not Entry.kept_by(person.user).exists()
    sentences = re.findall(r'class="wrong"[^>]*>(.*?)<', answer.content.decode(), re.DOTALL)
    assert len(sentences) == 1
    return str(sentences[0]).strip()


@pytest.fixture
def upload(alice: Person, bob: Person) -> bytes:
    page = bob.writes("words", title="A title")
    bob.answers("Yes.", entry=page)
    return archive(bob)


def changed(name: str, **values: Any) -> Callable[[Any], None]:
    """Change the first record of a kind."""

    def change(journal: Any) -> None:
        journal["records"][name][0] |= values

    return change


CHANGES: dict[str, Callable[[Any], Any]] = {
    "an id that is none": changed("entries", id="../../etc/passwd"),
    "an id in capitals": changed("entries", id=ID.upper().replace("1", "A")),
    "a number for a day": changed("entries", written_on=20250614),
    "a day that is none": changed("entries", written_on="2025-02-30"),
    "a moment without a zone": changed("entries", created_at="2025-06-14T12:00:00"),
    "a moment before all zones": changed("entries", created_at="0001-01-01T00:00:00+00:00"),
    "a revision that fits nowhere": changed("entries", revision=10**30),
    "a revision behind which there is none": changed("entries", revision=2_000_000_000),
    "a revision below nothing": changed("entries", revision=-1),
    "a flag that is a word": changed("entries", is_withheld="yes"),
    "a kind nobody knows": changed("entries", content={"title": "", "body": "", "kind": "spell"}),
    "a body that is a list": changed("entries", content={"title": "", "body": ["words"]}),
    "a body beyond any page": changed("entries", content={"title": "", "body": LONG}),
    "half a surrogate pair": changed("entries", content={"title": "", "body": "\ud800"}),
    "no content": changed("entries", content=None),
    "a column of ours": changed("entries", owner=1),
    "a column nobody knows": changed("entries", colour="madder"),
    "a theme nobody knows": changed("answers", content={"prompt": "a", "theme": "rage", "question": "", "answer": ""}),
    "a prompt that is an address": changed(
        "answers", content={"prompt": "../", "theme": "regret", "question": "", "answer": ""}
    ),
    "a place before the page": changed(
        "answers", content={"prompt": "a", "theme": "regret", "question": "", "answer": "", "start": -3}
    ),
    "a time zone nobody knows": changed("preferences", time_zone="Moon/Crater"),
    "an address with nothing in it": changed("preferences", leave_url="https://a.example/\u0000x"),
    "an address that is a script": changed("preferences", leave_url="javascript:alert(1)"),
    "the same page twice": lambda journal: journal["records"]["entries"].append(journal["records"]["entries"][0]),
    "records that are no list": lambda journal: journal["records"].update(entries={"a": 1}),
    "a record that is no record": lambda journal: journal["records"]["entries"].append(7),
    "kinds nobody knows": lambda journal: journal["records"].update(spells=[]),
    "no records": lambda journal: journal.update(records=None),
    "a version to come": lambda journal: journal.update(version=2),
    "another format": lambda journal: journal.update(format="elsewhere"),
    "a list": lambda _journal: [1],
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_record_that_cannot_be_is_refused_with_everything_else(
    alice: Person, upload: bytes, change: Callable[[Any], Any]
) -> None:
    sentence = refusal(alice, tampered(upload, change))
    assert sentence.endswith((".", "Nothing was brought in."))
    assert not any(word in sentence for word in ("passwd", "Traceback", "Error", "script", "Crater", "xxx"))


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe{", b"[" * 200_000, b"NaN", b"", b'{"format": 1e999}'])
def test_json_that_is_none_is_refused(alice: Person, content: bytes) -> None:
    assert refusal(alice, sealed_up(content))


PAGE = b'{"source_id": "a", "written_on": "2025-01-01", "title": "t", "body": "b"}'


@pytest.mark.parametrize(
    "content",
    [
        b'{"source"',
        b'{"source": "\xff"}',
        b'{"source":' + b"[" * 200_000,
        b'{"source": [' + b"{}," * 5_000_000,
        b'{"source": "Day One", "pages": [' + PAGE + b"]}",
    ],
    ids=["broken", "no text", "nested", "countless", "whole"],
)
def test_an_archive_that_says_another_reader_made_it_is_refused(alice: Person, content: bytes) -> None:
    assert "archive" in refusal(alice, sealed_up(content))


def test_json_of_countless_small_things_is_refused_before_they_are_made(alice: Person) -> None:
    assert "more in this archive than can be read" in refusal(alice, sealed_up(b"[" + b"{}," * 5_000_000))


def test_an_archive_that_was_changed_is_refused(alice: Person, upload: bytes) -> None:
    held, packed = files(upload), io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for name, content in held.items():
            made.writestr(name, content.replace(b"words", b"other"))
    assert "changed since" in refusal(alice, packed.getvalue())


def test_an_archive_that_arrived_in_part_or_damaged_is_refused(alice: Person, upload: bytes) -> None:
    assert refusal(alice, upload[: len(upload) // 2])
    at = upload.index(b"journal.json") + 60
    assert refusal(alice, upload[:at] + bytes(40) + upload[at + 40 :])


@pytest.mark.parametrize("way", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_zip_that_grows_without_end_is_refused(
    alice: Person, upload: bytes, way: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "LARGEST_JOURNAL", 1000)
    assert "more in this archive than can be read" in refusal(alice, zipped_again(upload, way))


@pytest.mark.parametrize("way", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_an_archive_that_another_program_zipped_again_comes_back(alice: Person, upload: bytes, way: int) -> None:
    brings_in(alice, zipped_again(upload, way))
    brought, held = records(alice), json.loads(files(upload)["journal.json"])["records"]
    assert [brought[name] for name in ("entries", "answers")] == [held[name] for name in ("entries", "answers")]


def zipped_again(upload: bytes, way: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", way) as made:
        for name, content in files(upload).items():
            made.writestr(name, content)
    return packed.getvalue()


def test_what_stands_behind_a_file_in_a_zip_is_not_passed_over(alice: Person, upload: bytes) -> None:
    held = zipfile.ZipFile(io.BytesIO(upload)).getinfo("journal.json")
    # In the directory at the end: how long what is deflated is.
    name = upload.rindex(b"journal.json")
    longer = bytearray(upload)
    struct.pack_into("<I", longer, name - 46 + 20, held.compress_size + 1)
    assert upload[name - 46 : name - 42] == b"PK\x01\x02"
    assert "damaged" in refusal(alice, bytes(longer))


def test_what_waits_is_small_whatever_the_zip_makes_of_it(alice: Person, upload: bytes) -> None:
    """Empty blocks of DEFLATE hold nothing, and there may be millions of them."""
    journal = files(upload)["journal.json"]
    compressing = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    deflated = b"".join(compressing.compress(b"") + compressing.flush(zlib.Z_FULL_FLUSH) for _ in range(50_000))
    deflated += compressing.compress(journal) + compressing.flush()
    assert chooses(alice, with_deflated(journal, deflated)).status_code == 302
    assert len(alice.user.pending_imports.get().found) < len(journal)


def with_deflated(journal: bytes, deflated: bytes) -> bytes:
    """Return an archive in which these bytes stand for `journal.json`."""
    packed, member = io.BytesIO(), zipfile.ZipInfo("journal.json")
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("checksums.txt", files(sealed_up(journal))["checksums.txt"])
        made.writestr(member, deflated)
        # It was written as it is, and is said to be deflated.
        member.compress_type, member.file_size, member.CRC = zipfile.ZIP_DEFLATED, len(journal), zlib.crc32(journal)
    return packed.getvalue()


def test_two_files_of_one_name_are_refused(alice: Person, upload: bytes) -> None:
    packed = io.BytesIO(upload)
    with zipfile.ZipFile(packed, "a") as made, pytest.warns(UserWarning, match="Duplicate"):
        made.writestr("journal.json", files(upload)["journal.json"])
    assert "damaged" in refusal(alice, packed.getvalue())


def test_a_locked_archive_asks_for_its_password(alice: Person, bob: Person) -> None:
    bob.writes("words")
    locked = archive(bob, password="one thing only")
    assert "Choose it again, and enter the password it was made with" in refusal(alice, locked)
    assert (
        "does not open it. Choose it again, and check the capitals"
        in chooses(alice, locked, password="another thing").content.decode()
    )


def test_an_archive_locked_in_the_old_way_is_refused_before_it_is_opened(alice: Person, upload: bytes) -> None:
    """The old way is opened so slowly here that a large file would keep everybody waiting."""
    marked = bytearray(upload)
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(signature), upload):
            marked[found.start() + at] |= 1
    assert "locked in an old way" in refusal(alice, bytes(marked))
    assert "locked in an old way" in chooses(alice, bytes(marked), password="a password").content.decode()


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Return the way to every value in a journal."""
    yield path
    if isinstance(value, dict | list):
        for name, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(each, (*path, name))


ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**40), 2**40),
    st.floats(allow_nan=False),
    st.sampled_from(["", "x", ID, "0001-01-01", "9999-12-31", "9998-12-31T23:59:59+00:00", "own-x", "pages", [], {}]),
    st.text(max_size=20),
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_changed_it_is_refused_or_every_page_still_opens(
    alice: Person, bob: Person, data: st.DataObject
) -> None:
    if not Entry.kept_by(bob.user).exists():
        keeps_one_of_everything(bob, "word")
    journal = json.loads(files(archive(bob))["journal.json"])
    place = data.draw(st.sampled_from([path for path in places(journal["records"]) if len(path) > 2]))
    put(journal["records"], place, data.draw(ODD))
    empties(alice)
    answer = chooses(alice, sealed_up(journal))
    assert answer.status_code in {200, 302}
    if answer.status_code == 302:
        alice.client.post(f"{answer['Location']}bring-in/")
        assert {alice.client.get(url).status_code for url in addresses_of_rows(alice)} <= {200, 302}


def put(inside: Any, place: tuple[Any, ...], value: Any) -> None:
    *way, last = place
    for name in way:
        inside = inside[name]
    inside[last] = value


def test_after_a_file_that_cannot_be_read_python_searches_for_garbage_as_before(alice: Person) -> None:
    refusal(alice, sealed_up(b"{"))
    assert gc.isenabled()
