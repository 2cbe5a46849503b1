"""`make run` as a newcomer lives it: what goes wrong is said in one sentence, and it ends cleanly."""

import http.client
import re
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Start:
    """What was seen of a server from its start in a new folder until it was told to stop."""

    var: Path
    health: bytes
    secret: str
    code: int | None
    complained: str


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Start:
    """Start a server in a folder that is not there yet, which takes longest of all."""
    var = tmp_path_factory.mktemp("first") / "var"
    with running(environment(var)) as server:
        with urllib.request.urlopen(f"{address_printed(server)}/healthz/") as answer:  # noqa: S310  our own server
            health = answer.read()
        server.send_signal(signal.SIGINT)
        _, complained = server.communicate(timeout=20)
    return Start(var, health, (var / "secret").read_text(), server.returncode, complained)


def test_it_starts_says_where_answers_and_stops_cleanly(first: Start) -> None:
    assert first.health == b"ok"
    assert first.code == 0
    assert "Traceback" not in first.complained


def test_secret_and_database_are_made_once_for_nobody_else_to_read(first: Start) -> None:
    with running(environment(first.var)) as server:
        address_printed(server)
        assert (first.var / "secret").read_text() == first.secret
    assert len(first.secret) >= 50
    assert stat.S_IMODE((first.var / "secret").stat().st_mode) == 0o600
    assert stat.S_IMODE(first.var.stat().st_mode) == 0o700
    assert (first.var / "journal.sqlite3").exists()


def test_a_log_line_of_a_request_has_neither_query_nor_referer(first: Start) -> None:
    with running(environment(first.var)) as server:
        address = address_printed(server)
        request = urllib.request.Request(f"{address}/help-now/?q=plinmoradeska", headers={"Referer": "http://x/vext"})  # noqa: S310
        urllib.request.urlopen(request).read()  # noqa: S310  our own server
        server.send_signal(signal.SIGINT)
        said, complained = server.communicate(timeout=20)
    assert "plinmoradeska" not in said + complained
    assert "vext" not in said + complained


def test_no_header_of_a_visitor_moves_the_site_for_everybody(first: Start) -> None:
    """A proxy on the same machine passes on what browsers send, and gunicorn trusts it."""
    with running(environment(first.var)) as server:
        address = address_printed(server)
        request = urllib.request.Request(f"{address}/help-now/", headers={"SCRIPT_NAME": "/vext"})  # noqa: S310
        pages = [urllib.request.urlopen(each).read() for each in (request, f"{address}/help-now/")]  # noqa: S310
    assert [b"vext" in page for page in pages] == [False, False]


def test_what_gunicorn_cannot_read_is_not_quoted_in_its_log(first: Start) -> None:
    with running(environment(first.var)) as server:
        port = int(address_printed(server).rpartition(":")[2])
        for line in ("GET /?q=gr\xf6\xdfe-vext HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nvext words\r\n\r\n"):
            with socket.create_connection(("127.0.0.1", port)) as browser:
                browser.sendall(line.encode())
                browser.recv(1000)
        server.send_signal(signal.SIGINT)
        said, complained = server.communicate(timeout=20)
    assert "Invalid HTTP" in said + complained
    assert "vext" not in said + complained


def test_no_other_site_may_ask_for_a_sheet(first: Start) -> None:
    with running(environment(first.var)) as server:
        address = address_printed(server)
        page = urllib.request.urlopen(f"{address}/help-now/").read().decode()  # noqa: S310  our own server
        sheet = urllib.request.urlopen(address + re.findall(r'href="(/static/css/[^"]+)', page)[0])  # noqa: S310
        assert sheet.headers["Access-Control-Allow-Origin"] is None


def test_who_goes_away_in_the_middle_of_a_save_holds_no_thread_for_ever(first: Start) -> None:
    """A phone that loses its network says no goodbye."""
    code = "from journal_site import serve; serve.PATIENCE_SECONDS = 1; serve.main([])"
    with running(environment(first.var, THREADS="1"), sys.executable, "-c", code) as server:
        port = int(address_printed(server).rpartition(":")[2])
        for sent in (
            "GET /help-now/ HTTP/1.1\r\nHost: ",
            "POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\nlogi",
        ):
            with socket.create_connection(("127.0.0.1", port)) as phone:
                phone.sendall(sent.encode())
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz/", timeout=20) as answer:
                    assert answer.read() == b"ok"


def test_who_takes_nothing_of_an_answer_holds_no_thread_for_ever(first: Start) -> None:
    code = "from journal_site import serve; serve.PATIENCE_SECONDS = 1; serve.main([])"
    with running(environment(first.var, THREADS="1"), sys.executable, "-c", code) as server:
        address = address_printed(server)
        page = urllib.request.urlopen(f"{address}/help-now/").read().decode()  # noqa: S310  our own server
        sheet = re.findall(r'href="(/static/css/[^"]+)', page)[0]
        with socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2]))) as phone:
            phone.sendall(f"GET {sheet} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode() * 300)
            # Until the buffers between the two are full.
            time.sleep(2)
            with urllib.request.urlopen(f"{address}/healthz/", timeout=20) as answer:  # noqa: S310  our own server
                assert answer.read() == b"ok"


def test_one_header_alone_says_that_a_visitor_came_by_https(first: Start) -> None:
    environ = environment(first.var, ORIGIN="https://journal.example")
    with running(environ) as server:
        assert server.stdout
        assert any("is open at https://journal.example" in line for line in server.stdout)
        for headers, status in (({"X-Forwarded-Ssl": "on"}, 301), ({"X-Forwarded-Proto": "https"}, 200)):
            visitor = http.client.HTTPConnection("127.0.0.1", int(environ["PORT"]), timeout=20)
            visitor.request("GET", "/help-now/", headers={"Host": "journal.example"} | headers)
            assert visitor.getresponse().status == status
            visitor.close()


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
