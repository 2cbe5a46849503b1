"""`manage.py export_archive`: the password is asked on the terminal, and every failure says one thing to do."""

import getpass
import stat
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from tests.archives import files
from tests.people import Person

ADDRESS = "alice@example.org"


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
