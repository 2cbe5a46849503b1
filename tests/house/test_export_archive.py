"""`manage.py export_archive`: the password is asked on the terminal, and every failure says one thing to do."""

import ctypes
import getpass
import os
import signal
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from archive.manifest import Archive, File
from journal_site.hardening import PR_SET_DUMPABLE
from tests.archives import files
from tests.people import Person
from vault import rekeying

ADDRESS = "alice@example.org"


@pytest.fixture(autouse=True)
def _as_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The command changes its process, which here is that of the tests."""
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is typed on the terminal, one line after the other."""
    lines: list[str] = []
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: lines.pop(0))
    return lines


def test_it_writes_the_archive_for_its_owner_only(alice: Person, typed: list[str], tmp_path: Path) -> None:
    alice.writes("words")
    typed.append(alice.password)
    call_command("export_archive", ADDRESS, str(tmp_path / "journal.zip"))
    written = tmp_path / "journal.zip"
    assert "words" in files(written.read_bytes())["journal.json"].decode()
    assert stat.S_IMODE(written.stat().st_mode) == 0o600


def test_it_writes_to_the_standard_output(
    alice: Person, typed: list[str], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    alice.writes("words")
    typed.append(alice.password)
    call_command("export_archive", ADDRESS, "-")
    out, err = capfdbinary.readouterr()
    assert "words" in files(out)["journal.json"].decode()
    assert b"1 of them pages" in err


def test_it_locks_the_zip(alice: Person, typed: list[str], tmp_path: Path) -> None:
    alice.writes("words")
    typed.extend([alice.password, "a lock for the zip", "a lock for the zip"])
    call_command("export_archive", ADDRESS, str(tmp_path / "journal.zip"), "--lock")
    with pytest.raises(RuntimeError, match="encrypted"):
        files((tmp_path / "journal.zip").read_bytes())


@pytest.mark.parametrize(
    ("address", "lines", "sentence"),
    [
        ("nobody@example.org", [], "no account"),
        (ADDRESS, ["wrong"], "does not open the journal"),
        (ADDRESS, ["correct horse battery staple", "short"], "at least 12"),
        (ADDRESS, ["correct horse battery staple", "a lock for the zip", "another lock"], "not the same"),
    ],
)
@pytest.mark.usefixtures("alice")
def test_what_goes_wrong_is_said_and_nothing_is_written(
    typed: list[str], tmp_path: Path, address: str, lines: list[str], sentence: str
) -> None:
    typed.extend(lines)
    with pytest.raises(CommandError, match=sentence):
        call_command("export_archive", address, str(tmp_path / "journal.zip"), "--lock")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("db")
def test_an_account_without_a_journal_is_told_so(typed: list[str], tmp_path: Path) -> None:
    User.objects.create_user("new@example.org", password="only for signing in")
    typed.append("only for signing in")
    with pytest.raises(CommandError, match="no journal yet"):
        call_command("export_archive", "new@example.org", str(tmp_path / "journal.zip"))


def test_a_file_that_is_there_is_never_replaced(alice: Person, typed: list[str], tmp_path: Path) -> None:
    there = tmp_path / "journal.zip"
    there.write_text("something else")
    typed.append(alice.password)
    with pytest.raises(CommandError, match="not there yet"):
        call_command("export_archive", ADDRESS, str(there))
    assert there.read_text() == "something else"


def test_half_an_archive_is_never_left_behind(alice: Person, typed: list[str], tmp_path: Path) -> None:
    entry, vault = alice.writes("words"), alice.vault
    entry.seal("head", b"no head at all", vault)
    entry.save()
    typed.append(alice.password)
    with pytest.raises(ValueError, match="Expecting value"):
        call_command("export_archive", ADDRESS, str(tmp_path / "journal.zip"))
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], object]]:
    """What happens while the archive is being written."""
    happens: list[Callable[[], object]] = []
    files_of = Archive.files

    def files_meanwhile(archive: Archive) -> Iterator[File]:
        for file in files_of(archive):
            while happens:
                happens.pop()()
            yield file

    monkeypatch.setattr(Archive, "files", files_meanwhile)
    return happens


def mode_of(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def test_until_it_is_whole_it_has_a_name_that_says_so(
    alice: Person, typed: list[str], tmp_path: Path, meanwhile: list[Callable[[], object]]
) -> None:
    there: dict[str, int] = {}
    meanwhile.append(
        lambda: there.update({each.name: stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir()})
    )
    typed.append(alice.password)
    call_command("export_archive", ADDRESS, str(tmp_path / "journal.zip"))
    assert there == {"journal.zip": 0o600, "journal.zip.part": 0o600}
    assert [each.name for each in tmp_path.iterdir()] == ["journal.zip"]


def test_a_part_that_is_there_from_before_is_left_and_said(alice: Person, typed: list[str], tmp_path: Path) -> None:
    (tmp_path / "journal.zip.part").write_text("something else")
    typed.append(alice.password)
    with pytest.raises(CommandError, match=r"journal.zip.part cannot be written"):
        call_command("export_archive", ADDRESS, str(tmp_path / "journal.zip"))
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("journal.zip.part", "something else")]


def test_a_command_that_is_ended_leaves_nothing_behind(
    alice: Person, typed: list[str], tmp_path: Path, meanwhile: list[Callable[[], object]]
) -> None:
    meanwhile.append(lambda: os.kill(os.getpid(), signal.SIGTERM))
    typed.append(alice.password)
    with pytest.raises(SystemExit):
        call_command("export_archive", ADDRESS, str(tmp_path / "journal.zip"))
    assert list(tmp_path.iterdir()) == []


def test_a_new_key_meanwhile_is_said_and_leaves_nothing_behind(
    alice: Person, typed: list[str], tmp_path: Path, meanwhile: list[Callable[[], object]]
) -> None:
    meanwhile.append(lambda: rekeying.start(alice.vault, password=alice.password))
    typed.append(alice.password)
    with pytest.raises(CommandError, match="got a new key meanwhile"):
        call_command("export_archive", ADDRESS, str(tmp_path / "journal.zip"))
    assert list(tmp_path.iterdir()) == []


def test_no_other_program_of_the_same_user_may_look_into_it(alice: Person, typed: list[str], tmp_path: Path) -> None:
    typed.append(alice.password)
    call_command("export_archive", ADDRESS, str(tmp_path / "journal.zip"))
    assert ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) == 0
