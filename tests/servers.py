"""The real server, as `make run` starts it, in a process of its own: started, killed, started again."""

import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import HTTPCookieProcessor, build_opener

ROOT = Path(__file__).parents[1]


def environment(var: Path, **settings: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "VAR_DIR": str(var), "PORT": str(free_port())} | settings


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(environ: dict[str, str], *command: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        command or [sys.executable, "-m", "journal_site.serve"],
        cwd=ROOT,
        env=environ,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def kill(server: "subprocess.Popen[str]") -> None:
    """End the server and its workers in the middle of whatever they do."""
    os.killpg(server.pid, signal.SIGKILL)
    server.communicate()


@contextmanager
def running(environ: dict[str, str], *command: str) -> Iterator["subprocess.Popen[str]"]:
    server = start(environ, *command)
    try:
        yield server
    finally:
        if server.poll() is None:
            kill(server)
        else:
            server.communicate()


def address_printed(server: "subprocess.Popen[str]") -> str:
    assert server.stdout
    for line in server.stdout:
        found = re.search(r"http://\S+", line)
        if found:
            return found.group()
    raise AssertionError(server.stderr.read() if server.stderr else "")


class Browser:
    """As much of a browser as a sign-in form needs."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.opener = build_opener(HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def get(self, path: str) -> str:
        return str(self.opener.open(self.address + path).read().decode())

    def token(self, path: str) -> str:
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path))
        assert found
        return found.group(1)

    def post(self, path: str, **fields: str) -> str:
        return self.send(path, fields | {"csrfmiddlewaretoken": self.token(path)})

    def send(self, path: str, fields: dict[str, str], **headers: str) -> str:
        data = urllib.parse.urlencode(fields).encode()
        request = urllib.request.Request(self.address + path, data, headers)  # noqa: S310  our own server
        return str(self.opener.open(request, timeout=30).read().decode())
