"""A zip from anywhere: nothing in it leads out of it, fills the memory, or is read by two names."""

import io
import stat
import struct
import warnings
import zipfile

import pytest

from archive import zip_reader
from archive.importers.found import NotReadable
from archive.zip_reader import Zip
from tests.archive.importers.exports import zipped


def with_member(name: str, mode: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as zip_file:
        member = zipfile.ZipInfo(name)
        member.external_attr = mode << 16
        zip_file.writestr(member, "/etc/passwd")
    return packed.getvalue()


def with_flag(content: bytes, flag: int) -> bytes:
    """Return the zip with a flag set where its only member is listed."""
    at = content.index(b"PK\x01\x02") + 8
    return content[:at] + struct.pack("<H", flag) + content[at + 2 :]


def test_members_are_read_by_name() -> None:
    zip_file = Zip(zipped({"a.txt": "one", "b/c.txt": "two", "b/": ""}))
    assert zip_file.names == ("a.txt", "b/c.txt")
    assert (zip_file.bytes_of("b/c.txt"), zip_file.bytes_of("a.txt"), zip_file.bytes_of("a.txt")) == (
        b"two",
        b"one",
        b"one",
    )


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../a.txt",
        "a/../../b.txt",
        "a/..",
        "..",
        "C:/a.txt",
        "c:a.txt",
        "a\\b.txt",
        "..\\a.txt",
        "//host/a",
    ],
)
def test_a_path_that_leads_out_of_the_zip_is_refused(name: str) -> None:
    with pytest.raises(NotReadable, match="outside of itself"):
        Zip(zipped({"fine.txt": "x", name: "x"}))


def test_dots_in_a_name_are_no_trick() -> None:
    assert Zip(zipped({"well...md": "x", "a..b/c.md": "x"})).names == ("well...md", "a..b/c.md")


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_a_link_is_refused(kind: int) -> None:
    with pytest.raises(NotReadable, match="links"):
        Zip(with_member("a.txt", kind | 0o777))


def test_a_zip_with_a_password_is_said_to_have_one() -> None:
    with pytest.raises(NotReadable, match="password"):
        Zip(with_flag(zipped({"a.txt": "x"}), 1))


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_way_of_packing_that_may_ask_for_any_memory_is_refused(compression: int) -> None:
    with pytest.raises(NotReadable, match="packed in a way"):
        Zip(zipped({"a.txt": "x"}, compression))


def test_one_name_twice_is_refused() -> None:
    packed = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(packed, "w") as zip_file:
        zip_file.writestr("a.txt", "one")
        zip_file.writestr("a.txt", "two")
    with pytest.raises(NotReadable, match="damaged"):
        Zip(packed.getvalue())


def test_a_member_without_a_name_is_refused() -> None:
    with pytest.raises(NotReadable, match="damaged"):
        Zip(with_member("\0a.txt", stat.S_IFREG))


def test_members_that_share_their_bytes_are_refused() -> None:
    """The trick by which a small zip holds petabytes: https://www.bamsoftware.com/hacks/zipbomb/ ."""
    content = zipped({"a.txt": "x" * 1000, "b.txt": "x" * 1000}, zipfile.ZIP_STORED)
    second = content.rindex(b"PK\x01\x02") + 42
    with pytest.raises(NotReadable, match="damaged"):
        Zip(content[:second] + struct.pack("<I", 0) + content[second + 4 :])


def test_more_members_than_any_journal_has_are_refused_before_they_are_listed() -> None:
    listed = b"PK\x01\x02".ljust(46, b"\0") * (zip_reader.MOST_MEMBERS + 1)
    with pytest.raises(NotReadable, match="more in this zip"):
        Zip(b"PK\x03\x04" + listed)


def test_a_member_that_unpacks_to_too_much_is_refused() -> None:
    bomb = Zip(zipped({"a.txt": b"\0" * (zip_reader.LARGEST_MEMBER + 1)}))
    with pytest.raises(NotReadable, match="more in this zip"):
        bomb.bytes_of("a.txt")


def test_a_member_that_lies_about_its_size_gives_no_more_than_it_says() -> None:
    content = bytearray(zipped({"a.txt": b"\0" * 1_000_000}))
    at = content.index(b"PK\x01\x02") + 24
    content[at : at + 4] = struct.pack("<I", 10)
    with pytest.raises(NotReadable, match="damaged"):
        Zip(bytes(content)).bytes_of("a.txt")


def test_all_that_is_read_together_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_reader, "LARGEST_TOGETHER", 1500)
    zip_file = Zip(zipped({"a.txt": b"\0" * 1000, "b.txt": b"\0" * 1000}))
    zip_file.bytes_of("a.txt")
    with pytest.raises(NotReadable, match="more in this zip"):
        zip_file.bytes_of("b.txt")


@pytest.mark.parametrize("cut", [4, 20, 40, 60, 90])
def test_a_zip_that_did_not_arrive_whole_is_said_to_be_damaged(cut: int) -> None:
    with pytest.raises(NotReadable, match="damaged"):
        Zip(zipped({"a.txt": "x" * 50})[:cut])


def test_a_member_whose_bytes_were_changed_is_said_to_be_damaged() -> None:
    content = zipped({"a.txt": "words words"}, zipfile.ZIP_STORED)
    with pytest.raises(NotReadable, match="damaged") as raised:
        Zip(content.replace(b"words words", b"words wordx")).bytes_of("a.txt")
    assert raised.value.__context__ is None


def test_what_computers_add_is_passed_over() -> None:
    added = ["__MACOSX/._a.md", ".DS_Store", "a/.DS_Store", "._a.md", ".git/config", "Thumbs.db", "b/desktop.ini"]
    assert Zip(zipped(dict.fromkeys([*added, "a.md"], "x"))).names == ("a.md",)


def test_names_from_a_mac_keep_their_letters() -> None:
    content = zipped({"Gespräch.md": "x"})
    assert Zip(with_flag(content, 0)).names == ("Gespräch.md",)
