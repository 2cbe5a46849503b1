"""Fifty people sign in at once while somebody writes; alone by `python -m benchmarks.crowd`, with all of `make bench`.

The real server, as it is started for a network, with a database of its own. Each comes from an address of her own,
since tries are counted by address. Printed are the most memory of the server with all its processes, the time until all
are in, and how long the saves of the one who writes take before and meanwhile.
"""

import http.cookiejar
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from uuid import uuid4

from benchmarks.watched import memory_of, watched
from tests.servers import environment, running

PEOPLE = 50
PASSWORD = "fifty benches on the river bank"
ALONE_SECONDS = 8
ORIGIN = "https://journal.example"
WORDS = "We walked along the river, and it was quiet there. " * 40


class Visitor:
    """One browser behind the proxy, with an address of its own."""

    def __init__(self, server: str, number: int) -> None:
        self._server, self.email = server, f"visitor{number}@example.org"
        policy = http.cookiejar.DefaultCookiePolicy(secure_protocols=("http",))
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar(policy))
        self._opener = urllib.request.build_opener(cookies)
        self._headers = {"Host": urllib.parse.urlsplit(ORIGIN).netloc, "X-Forwarded-Proto": "https", "Origin": ORIGIN}
        self._headers |= {"X-Forwarded-For": f"10.0.{number // 250}.{number % 250 + 1}"}
        self._token = ""

    def comes(self) -> None:
        """Open the page on which one signs in."""
        self._token = _token_in(self._ask("/accounts/login/"))

    def signs_in(self) -> None:
        """Send address and password; whoever is let in sees Today with the journal open."""
        answer = self._ask("/accounts/login/", {"login": self.email, "password": PASSWORD})
        if "<idle-lock" not in answer:
            raise RuntimeError("somebody was not let in")
        self._token = _token_in(answer)

    def saves(self) -> None:
        """Save a page as the writing page does by itself."""
        entry = str(uuid4())
        self._ask(
            f"/write/{entry}/autosave/", {"entry_id": entry, "revision": "0", "written_on": "2025-06-14", "body": WORDS}
        )

    def _ask(self, path: str, fields: dict[str, str] | None = None) -> str:
        sent = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": self._token}).encode() if fields else None
        request = urllib.request.Request(self._server + path, sent, self._headers)  # noqa: S310  our own server
        answer = self._opener.open(request, timeout=120)
        return str(answer.read().decode())


class Writer(threading.Thread):
    """Somebody who saves one page after another, and how long each took."""

    def __init__(self, visitor: Visitor) -> None:
        super().__init__(daemon=True)
        self._visitor = visitor
        self.times: list[float] = []
        self.failures = 0
        self.is_done = threading.Event()

    def run(self) -> None:
        """Save until told to stop, a few times a second."""
        while not self.is_done.wait(0.1):
            before = time.perf_counter()
            try:
                self._visitor.saves()
            except OSError:
                self.failures += 1
            self.times.append(time.perf_counter() - before)


def crowd() -> Iterator[str]:
    """Yield what was measured."""
    with tempfile.TemporaryDirectory(prefix="afterword-crowd-") as folder:
        environ = environment(
            Path(folder), ORIGIN=ORIGIN, SECRET_KEY="only-for-benchmarks-" + "x" * 40, LOG_LEVEL="ERROR"
        )
        environ |= {name: os.environ[name] for name in ("THREADS", "DATABASE_URL") if name in os.environ}
        subprocess.run([sys.executable, "-m", "journal_site.serve", "--prepare"], env=environ, check=True)
        subprocess.run([sys.executable, "-m", "benchmarks.crowd", "--make-accounts"], env=environ, check=True)
        with running(environ) as server:
            assert server.stdout
            next(line for line in server.stdout if "is open" in line)
            yield from _measured(f"http://127.0.0.1:{environ['PORT']}", server.pid)


def _measured(server: str, process: int) -> Iterator[str]:
    """Raise whatever goes wrong with any sign-in; saves that fail are counted."""
    first, *others = people = [Visitor(server, number) for number in range(PEOPLE + 1)]
    for each in people:
        each.comes()
    first.signs_in()
    writer = Writer(first)
    writer.start()
    time.sleep(ALONE_SECONDS)
    alone, before = len(writer.times), memory_of(process)
    came = watched(partial(_all_sign_in, others), process)
    writer.is_done.set()
    writer.join()
    yield f"{PEOPLE} people sign in at once: {came.seconds:.1f} s until all are in"
    yield f"memory of the server: {before / 1e6:,.0f} MB before, {came.memory / 1e6:,.0f} MB at its most"
    yield f"a save before: {_said(writer.times[:alone])}"
    yield f"a save meanwhile: {_said(writer.times[alone:])}; {writer.failures} of {len(writer.times)} failed"


def _all_sign_in(people: Sequence[Visitor]) -> None:
    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(Visitor.signs_in, people))


def _token_in(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    if found is None:
        raise RuntimeError("a page without a form")
    return found.group(1)


def _said(times: Sequence[float]) -> str:
    return f"{statistics.median(times) * 1000:.0f} ms, the slowest {max(times) * 1000:.0f} ms ({len(times)} saves)"


def _make_accounts() -> None:
    """Make everybody's account and journal; one hash of the one password will do for signing in."""
    import django  # noqa: PLC0415  only this process knows the settings

    django.setup()
    from django.contrib.auth.hashers import make_password  # noqa: PLC0415

    from accounts.flows import begin_preferences  # noqa: PLC0415
    from accounts.models import User  # noqa: PLC0415
    from vault.flows import create_vault  # noqa: PLC0415

    hashed = make_password(PASSWORD)
    for number in range(PEOPLE + 1):
        user = User.objects.create(email=f"visitor{number}@example.org", password=hashed)
        vault = create_vault(user, password=PASSWORD)
        begin_preferences(user, tab_name="Notes", time_zone="", language="", vault=vault)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "journal_site.settings")
    if sys.argv[1:] == ["--make-accounts"]:
        _make_accounts()
    else:
        for said in crowd():
            print(said, flush=True)
