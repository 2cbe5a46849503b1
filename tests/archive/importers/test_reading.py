"""A file is known by what is in it; what cannot be read is said in one sentence, without a word of what it holds."""

import codecs
import json
import tempfile
import zipfile
from pathlib import Path

import pytest

from archive import zip_reader
from archive.importers import decoding, gathering
from archive.importers.found import NotReadable
from archive.importers.reading import read
from tests.archive.importers.exports import VIENNA, looks, only_page, read_text, read_zip, reasons, zipped

DAY_ONE = {"entries": [{"uuid": "A", "creationDate": "2025-06-14T10:00:00Z", "text": "Words of Day One"}]}
JRNL = {"entries": [{"date": "2025-06-14", "time": "10:00", "title": "Words of jrnl", "body": ""}]}
JOURNIV = {"journals": [{"entries": [{"entry_date": "2025-06-14", "content": "Words of Journiv"}]}]}
DAILYTXT = {"days": [{"day": 14, "text": "Words of DailyTxT"}]}


@pytest.mark.parametrize("name", ["export.zip", "export", "export.txt", ""])
@pytest.mark.parametrize(
    ("file", "content", "source"),
    [
        ("Journal.json", DAY_ONE, "Day One"),
        ("mine.json", JRNL, "jrnl"),
        ("data.json", JOURNIV, "Journiv"),
        ("2025/06.json", DAILYTXT, "DailyTxT"),
        ("2025-06-14.md", "Words of Markdown", "Markdown"),
    ],
)
def test_a_zip_is_known_by_what_is_in_it(file: str, content: object, source: str, name: str) -> None:
    assert read(zipped({file: content}), name, VIENNA).source == source
    assert read(zipped({f"a folder/{file}": content}, zipfile.ZIP_STORED), name, VIENNA).source == source


@pytest.mark.parametrize(("content", "source"), [(DAY_ONE, "Day One"), (JRNL, "jrnl"), (JOURNIV, "Journiv")])
def test_json_by_itself_is_known_by_what_is_in_it(content: object, source: str) -> None:
    assert read_text(json.dumps(content, indent=2), "a name.txt").source == source


def test_the_same_file_gives_the_same_ids_each_time() -> None:
    for file, content in [("J.json", DAY_ONE), ("j.json", JRNL), ("data.json", JOURNIV), ("2025/06.json", DAILYTXT)]:
        first, second = (only_page(read_zip({file: content})).source_id for _time in range(2))
        assert first == second
    assert only_page(read_text("Words", "2025-06-14.md")) == only_page(read_zip({"a/2025-06-14.md": "Words"}))


def test_nothing_of_it_is_ever_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for file, content in [("Journal.json", DAY_ONE), ("2025/06.json", DAILYTXT), ("2025-06-14.md", "x" * 100_000)]:
        assert read_zip({file: content}).pages
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [
        "Grüße, 💔".encode(),
        codecs.BOM_UTF8 + "Grüße, 💔".encode(),
        codecs.BOM_UTF16_LE + "Grüße, 💔".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "Grüße, 💔".encode("utf-16-be"),
    ],
)
def test_unicode_is_read_in_every_common_form(content: bytes) -> None:
    assert only_page(read(content, "2025-06-14.txt", VIENNA)).body == "Grüße, 💔"


def test_an_old_encoding_is_read_and_said() -> None:
    found = read("Grüße – “so”".encode("cp1252"), "2025-06-14.txt", VIENNA)
    assert found.pages[0].body == "Grüße – “so”"
    assert reasons(found) == {}
    assert "See whether its letters are right" in looks(found)["2025-06-14.txt"]


def test_line_ends_are_made_one_kind_and_nul_is_left_out() -> None:
    assert only_page(read_text("one\r\ntwo\rthree\0\nfour", "2025-06-14.txt")).body == "one\ntwo\nthree\nfour"


def test_half_a_surrogate_pair_can_be_kept() -> None:
    entry = {"uuid": "\ud800", "creationDate": "2025-06-14T10:00:00Z", "text": "\ud83d words"}
    page = only_page(read_zip({"Journal.json": {"entries": [entry]}}))
    assert (page.source_id + page.title + page.body).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff",
        b"%PDF-1.7\n%\xe2\xe3",
        b"{\\rtf1 words}",
        b"<!DOCTYPE html><p>words",
        b'{"entries": []}',
        b'{"days": []}',
        b"[1, 2]",
        b"{}",
        b'"words"',
        b"[" * 100_000,
        b'{"entries":' * 100_000,
        b'{"entries": [{"creationDate": "2025-06-14T10:00:00Z", "text": "words',
        b'{"entries": [{"creationDate": ' + b"9" * 5000 + b"}]}",
        b"[" + b"[]," * (decoding.MOST_VALUES // 4) + b"1]",
        b"x" * (zip_reader.LARGEST_MEMBER + 1),
        b"PK\x05\x06" + b"\0" * 18,
        b"PK\x03\x04 words",
    ],
)
def test_what_is_no_journal_is_said_in_one_sentence_without_a_word_of_it(content: bytes) -> None:
    with pytest.raises(NotReadable) as raised:
        read(content, "secret name.json", VIENNA)
    assert "words" not in str(raised.value).replace("no words could be read", "")
    assert "secret" not in str(raised.value)
    assert raised.value.__context__ is None


def test_a_zip_without_a_journal_says_what_can_be_read() -> None:
    with pytest.raises(NotReadable, match="Day One, Journiv, DailyTxT and jrnl"):
        read_zip({"lake.jpg": b"\xff", "package.json": {"name": "x"}})


def test_a_damaged_journal_is_named_and_the_others_come() -> None:
    found = read_zip({"A.json": "{", "B.json": DAY_ONE})
    assert [page.body for page in found.pages] == ["Words of Day One"]
    assert list(reasons(found)) == ["A.json"]
    with pytest.raises(NotReadable, match="damaged"):
        read_zip({"A.json": "{"})


def test_a_zip_of_countless_small_things_is_refused_however_many_files_they_are_in() -> None:
    many = b"[" + b"{}," * (decoding.MOST_VALUES // 20) + b"1]"
    with pytest.raises(NotReadable, match="more in this file than can be read at once"):
        read_zip({"A.json": DAY_ONE} | {f"{number}.json": many for number in range(5)})


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("Journal.json", {"entries": [{"creationDate": "canary", "timeZone": "canary", "text": "canary"}]}),
        ("j.json", {"entries": [{"date": "canary", "time": "canary", "title": "canary"}]}),
        ("data.json", {"journals": [{"entries": [{"entry_date": "canary", "title": "canary", "content": "canary"}]}]}),
        ("2025/06.json", {"days": [{"day": "canary", "text": "canary"}]}),
        ("page.md", "---\ntitle: canary\ndate: canary\ncanary: canary\n---\ncanary"),
        ("jrnl.txt", "[2025-02-30] canary\ncanary"),
    ],
)
def test_what_stays_behind_is_said_without_a_word_of_it(file: str, content: object) -> None:
    found = read_zip({file: content})
    assert list(found.pages) == []
    assert found.left_out
    assert "canary" not in str(found)


def test_more_pages_than_any_journal_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "MOST_PAGES", 2)
    assert len(read_text("[2025-06-14] a\n[2025-06-14] b").pages) == 2
    with pytest.raises(NotReadable, match="more pages"):
        read_text("[2025-06-14] a\n[2025-06-14] b\n[2025-06-14] c")


def test_a_name_is_shown_without_what_cannot_be_printed_and_not_at_any_length() -> None:
    (what,) = reasons(read_text("Words", "a\n\x1b[31m\u202e" + "b" * 500))
    assert what == "a[31m" + "b" * 155
