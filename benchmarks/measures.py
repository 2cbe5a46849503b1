"""What is measured: saving, reading, the journal page, a year of the book; each beside its yardstick."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import uuid4

from django.db import connection
from django.test import Client, override_settings

from accounts.models import User
from archive.book import as_data
from archive.gathering import gather
from archive.order import Form, Selection
from archive.pdf import set_in_type
from reflections.cues import cues_in
from vault.flows import open_with_password

WITHOUT_ANYTHING = override_settings(ROOT_URLCONF="benchmarks.bare", MIDDLEWARE=[])
SAVES_TIMED = 300
TIMES = 60


@dataclass
class Person:
    """Whoever keeps the journal that is measured, and the same rows in clear."""

    client: Client
    user: User
    password: str


def signed_up(password: str) -> Person:
    """Return somebody with an empty journal."""
    client = Client()
    client.post("/accounts/signup/", {"email": "pepys@example.org", "password1": password, "tab_name": "Notes"})
    return Person(client, User.objects.get(), password)


def saving(person: Person, diary: Sequence[dict[str, str]]) -> str:
    """Save every entry; the last ones are timed, when the journal is full."""
    ours, theirs = [], []
    bare_client = Client()
    for number, entry in enumerate(diary):
        page = {"written_on": entry["date"], "title": entry["title"], "body": entry["text"]}
        sent = page | {"entry_id": str(uuid4()), "revision": "0"}
        ours.append(seconds(partial(person.client.post, "/write/", sent), expected=302))
        with WITHOUT_ANYTHING:
            theirs.append(seconds(partial(bare_client.post, "/save/", page), expected=302))
        if (number + 1) % 500 == 0:
            print(f"  {number + 1:,}", flush=True)
    return line("save one entry", ours[-SAVES_TIMED:], theirs[-SAVES_TIMED:])


def reading(person: Person) -> str:
    """Read entries all over the journal."""
    addresses = [entry.get_absolute_url() for entry in person.user.entries.heads().order_by("id")[:TIMES]]
    rows, bare_client = _bare_rows(TIMES), Client()
    ours = [seconds(partial(person.client.get, url)) for url in addresses]
    with WITHOUT_ANYTHING:
        theirs = [seconds(partial(bare_client.get, f"/read/{row}/")) for row in rows]
    return line("read one entry", ours, theirs)


def journal(person: Person) -> str:
    """Show the first page of the journal: thirty rows opened, all months counted."""
    ours = [seconds(lambda: person.client.get("/journal/")) for _ in range(TIMES)]
    with WITHOUT_ANYTHING:
        theirs = [seconds(lambda: Client().get("/journal/")) for _ in range(TIMES)]
    return line("journal page", ours, theirs)


def book(person: Person) -> str:
    """Set one year of the journal, beside opening its rows."""
    vault = open_with_password(person.user, password=person.password)
    first, last = date(1660, 1, 1), date(1660, 12, 31)
    open_year = partial(gather, person.user, Selection(first=first, last=last), Form(), vault=vault)
    opening = [seconds(open_year) for _ in range(3)]
    data = as_data(open_year())
    setting = [seconds(lambda: set_in_type(data)) for _ in range(3)]
    return line("set 1660 (opening its rows)", setting, opening)


def seconds(act: Callable[[], Any], *, expected: int = 200) -> float:
    """Return how long something takes; whatever answers must answer as expected."""
    before = time.perf_counter()
    answer = act()
    after = time.perf_counter()
    if getattr(answer, "status_code", expected) != expected:
        raise RuntimeError(f"answered {answer.status_code} instead of {expected}")
    return after - before


def hearing(essay: str) -> str:
    """Find the cues of a thousand words, beside one casefold and split of the same text."""
    text = " ".join(essay.split()[:1000])
    cues_in(text)
    ours = [_span(partial(cues_in, text)) for _ in range(TIMES)]
    theirs = [_span(lambda: text.casefold().split()) for _ in range(TIMES)]
    return line("hear the cues of 1,000 words", ours, theirs)


def line(name: str, ours: Sequence[float], theirs: Sequence[float]) -> str:
    """Return one line: both medians in milliseconds, and their ratio."""
    one, other = statistics.median(ours) * 1000, statistics.median(theirs) * 1000
    return f"{name:30}{one:9.2f} ms{other:9.2f} ms{one / other:8.1f}x"


def _bare_rows(number: int) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM bare ORDER BY id LIMIT %s", [number])
        return [row for (row,) in cursor.fetchall()]


def _span(act: Callable[[], Any]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
