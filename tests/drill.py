"""`make drill`: a writer saves numbered pages while the server is killed at random moments, on both databases.

Every save that was acknowledged must be there afterwards, whole, and open. A save without an answer is sent again, as
the writing page does.
"""

import html
import http.client
import json
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from tests import postgres
from tests.servers import Browser, address_printed, environment, kill, start

KILLS = 100
SAVES_ON_A_PAGE = 5
LONGEST_LIFE = 1.0
LONGEST_START = 60
NO_ANSWER = (urllib.error.URLError, http.client.HTTPException, OSError)


@dataclass
class Writer:
    """Somebody who saves one numbered text after another, and notes what was acknowledged."""

    browser: Browser
    token: str
    acknowledged: dict[str, int] = field(default_factory=dict)
    saves: int = 0
    answers: int = 0
    repeated: int = 0
    # How the server refused a save, which it never should.
    refused: int = 0
    is_done: threading.Event = field(default_factory=threading.Event)

    def write(self) -> None:
        """Save until told to stop."""
        while not self.is_done.is_set():
            entry, sitting, revision = str(uuid4()), str(uuid4()), 0
            for sequence in range(SAVES_ON_A_PAGE):
                self.saves += 1
                page = {"entry_id": entry, "sitting": sitting, "sequence": str(sequence), "revision": str(revision)}
                revision = self._save(page | {"title": "", "body": text(self.saves)})
                self.acknowledged[entry] = self.saves
                self.answers += 1

    def waits_for_an_answer(self) -> None:
        """Return once one more save was acknowledged."""
        before, until = self.answers, time.monotonic() + LONGEST_START
        while self.answers == before:
            assert not self.refused, f"a save was refused: {self.refused}"
            assert time.monotonic() < until, "the server did not come back"
            time.sleep(0.01)

    def account(self) -> str:
        """Read every page; return what was found, or raise `AssertionError` for what was acknowledged and is gone."""
        lost = [entry for entry, number in self.acknowledged.items() if not stands(self.browser, entry, number)]
        assert not lost, f"{len(lost)} acknowledged saves are not there"
        return (
            f"{self.answers:,} saves acknowledged ({self.repeated:,} tries had no answer) "
            f"on {len(self.acknowledged):,} pages: all there, and open"
        )

    def _save(self, page: dict[str, str]) -> int:
        fields = page | {"written_on": "2025-06-14", "csrfmiddlewaretoken": self.token}
        while True:
            try:
                answer = self.browser.send(f"/write/{page['entry_id']}/autosave/", fields, Accept="application/json")
                return int(json.loads(answer)["revision"])
            except NO_ANSWER as missing:
                if isinstance(missing, urllib.error.HTTPError) and missing.code < 500:
                    self.refused = missing.code
                    self.is_done.set()
                    raise
                self.repeated += 1
                time.sleep(0.02)


def text(number: int) -> str:
    """Return a text that says its number at its start and its end, of any length up to 20,000 characters."""
    return f"version {number} " + "and it rained, " * random.Random(number).randrange(1400) + f"end {number}"


def drill(settings: dict[str, str], kills: int) -> str:
    """Kill a server so many times while somebody writes; return what was found, or raise `AssertionError`."""
    server = start(settings)
    writer = signed_up(address_printed(server))
    thread = threading.Thread(target=writer.write, daemon=True)
    thread.start()
    for number in range(kills):
        # Not while it starts: in the middle of its work.
        writer.waits_for_an_answer()
        time.sleep(random.uniform(0, LONGEST_LIFE))
        server = killed_and_started(server, settings)
        if (number + 1) % 10 == 0:
            print(f"  killed {number + 1} times, {writer.saves:,} saves", flush=True)  # noqa: T201  for people
    writer.is_done.set()
    thread.join()
    found = writer.account()
    kill(server)
    return f"{kills} kills, {found}"


def killed_and_started(server: "subprocess.Popen[str]", settings: dict[str, str]) -> "subprocess.Popen[str]":
    """Kill a server in the middle of whatever it does, and return another in its place that answers."""
    kill(server)
    another = start(settings)
    address_printed(another)
    return another


def signed_up(address: str) -> Writer:
    """Return somebody with an account and an open journal."""
    browser = Browser(address)
    who = {"email": "ana@example.org", "password1": "a bridge over a quiet river", "tab_name": "Notes"}
    browser.post("/accounts/signup/", **who)
    return Writer(browser, browser.token("/write/"))


def stands(browser: Browser, entry: str, number: int) -> bool:
    """Tell whether a page says what was acknowledged last, to the letter."""
    page = browser.get(f"/write/{entry}/")
    body = re.search(r'<textarea name="body".*?>\r?\n(.*?)</textarea>', page, re.DOTALL)
    return body is not None and html.unescape(body.group(1)) == text(number)


def main(arguments: list[str]) -> int:
    """Drill on both databases; return 1 when something is lost."""
    kills = int(arguments[0]) if arguments else KILLS
    with tempfile.TemporaryDirectory(prefix="afterword-drill-") as folder:
        print("SQLite", flush=True)  # noqa: T201  for people
        print(drill(environment(Path(folder) / "var"), kills))  # noqa: T201  for people
        with sqlite3.connect(Path(folder) / "var" / "journal.sqlite3") as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        programs = postgres.binaries()
        if programs is None:
            print("Left out: PostgreSQL, since no initdb and postgres were found")  # noqa: T201  for people
            return 0
        print("PostgreSQL", flush=True)  # noqa: T201  for people
        with postgres.running(programs) as cluster:
            settings = environment(Path(folder) / "other", DATABASE_URL=cluster.url)
            print(drill(settings, kills))  # noqa: T201  for people
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
