"""Limits on tries hold over several processes, against a real server that has two of them."""

import http.cookiejar
import re
import urllib.parse
import urllib.request
from pathlib import Path
from urllib.request import HTTPCookieProcessor, build_opener

from tests.house.test_starting import address_printed, environment, running

TRIES = 14


class Browser:
    """As much of a browser as a sign-in form needs."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.opener = build_opener(HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def get(self, path: str) -> str:
        return str(self.opener.open(self.address + path).read().decode())

    def post(self, path: str, **fields: str) -> str:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path))
        assert token
        data = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": token.group(1)}).encode()
        return str(self.opener.open(urllib.request.Request(self.address + path, data)).read().decode())  # noqa: S310


def test_tries_are_counted_over_all_processes(tmp_path: Path) -> None:
    """Five wrong passwords for one address are heard; after them nobody is, whichever process answers."""
    with running(environment(tmp_path / "var", WORKERS="2", THREADS="2")) as server:
        address = address_printed(server)
        answers = [
            Browser(address).post("/accounts/login/", login="ana@example.org", password="wrong " * 3)
            for _ in range(TRIES)
        ]
    limited = ["tried too often" in answer for answer in answers]
    assert limited == [False] * 5 + [True] * (TRIES - 5)
