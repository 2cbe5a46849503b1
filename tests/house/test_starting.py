"""`make run` as a newcomer lives it: what goes wrong is said in one sentence, and it ends cleanly."""

import signal
import socket
import stat
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.servers import ROOT, address_printed, environment, running, start


def refusal(environ: dict[str, str]) -> str:
    """Return the one sentence with which the start was refused."""
    server = start(environ)
    said, complained = server.communicate(timeout=60)
    assert server.returncode == 1, (said, complained)
    assert "Traceback" not in complained
    assert len(complained.strip().splitlines()) == 1, complained
    return complained.strip()


def test_it_starts_says_where_answers_and_stops_cleanly(tmp_path: Path) -> None:
    with running(environment(tmp_path / "var")) as server:
        address = address_printed(server)
        with urllib.request.urlopen(f"{address}/healthz/") as answer:  # noqa: S310  our own server
            assert answer.read() == b"ok"
        server.send_signal(signal.SIGINT)
        _, complained = server.communicate(timeout=20)
        assert server.returncode == 0
        assert "Traceback" not in complained


def test_secret_and_database_are_made_once_for_nobody_else_to_read(tmp_path: Path) -> None:
    var = tmp_path / "var"
    secrets = []
    for _ in range(2):
        with running(environment(var)) as server:
            address_printed(server)
            secrets.append((var / "secret").read_text())
    assert secrets[0] == secrets[1]
    assert len(secrets[0]) >= 50
    assert stat.S_IMODE((var / "secret").stat().st_mode) == 0o600
    assert stat.S_IMODE(var.stat().st_mode) == 0o700
    assert (var / "journal.sqlite3").exists()


def test_a_log_line_of_a_request_has_neither_query_nor_referer(tmp_path: Path) -> None:
    with running(environment(tmp_path / "var")) as server:
        address = address_printed(server)
        request = urllib.request.Request(f"{address}/help-now/?q=plinmoradeska", headers={"Referer": "http://x/vext"})  # noqa: S310
        urllib.request.urlopen(request).read()  # noqa: S310  our own server
        server.send_signal(signal.SIGINT)
        said, complained = server.communicate(timeout=20)
    assert "plinmoradeska" not in said + complained
    assert "vext" not in said + complained


def test_a_taken_port_is_said(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"Port {port}" in refusal(environment(tmp_path / "var", PORT=str(port)))


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    assert "cannot be written to" in refusal(environment(tmp_path / "file" / "var"))


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL cannot be read"),
        ({"DATABASE_URL": "gopher://user:hidden@host/name"}, "DATABASE_URL cannot be read"),
        ({"DATABASE_URL": "postgresql://user:hidden@127.0.0.1:1/name"}, "does not answer"),
        ({"DATABASE_URL": "sqlite:////nowhere/at/all.sqlite3"}, "does not answer"),
        ({"ORIGIN": "http://journal.example"}, "ORIGIN must begin with https"),
        ({"ORIGIN": "journal.example"}, "ORIGIN must be an address"),
        ({"PORT": "eighty"}, "PORT must be a whole number"),
        ({"TIME_ZONE": "Mars/Olympus"}, "TIME_ZONE"),
        ({"LOG_LEVEL": "CHATTY"}, "LOG_LEVEL"),
        ({"THREADS": "0"}, "THREADS must be a whole number"),
        ({"WORKERS": "0"}, "WORKERS must be a whole number"),
        ({"MAIL_URL": "mail.example"}, "MAIL_URL must look like"),
        ({"MAIL_URL": "smtp+plain://ana:hidden@mail.example"}, "MAIL_URL may be smtp+plain only"),
    ],
)
def test_a_wrong_setting_is_named_and_no_secret_in_it_is_told(
    tmp_path: Path, settings: dict[str, str], sentence: str
) -> None:
    said = refusal(environment(tmp_path / "var", **settings))
    assert sentence in said
    assert "hidden" not in said


def test_a_python_that_is_too_old_is_said(tmp_path: Path) -> None:
    """A stand-in for an old python3, which answers the version check as an old one would."""
    old = tmp_path / "python3.9"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    (tmp_path / "Makefile").write_text((ROOT / "Makefile").read_text())
    (tmp_path / "requirements.txt").touch()
    made = subprocess.run(["make", "run", f"PYTHON={old}"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert made.returncode != 0
    assert "Python 3.11 or later" in made.stderr


def test_a_server_process_leaves_no_core_dump_and_cannot_be_read() -> None:
    asks = "import resource, ctypes; from journal_site.hardening import harden_process; harden_process();"
    asks += "print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    said = subprocess.run([sys.executable, "-c", asks], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "(0, 0) 0"
