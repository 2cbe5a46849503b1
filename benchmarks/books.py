"""A year of the diary and all of it as books, by the whole way through the web, beside two other typesetters.

Ordered, gathered, opened, set, sealed, fetched and opened again, against the bare setting of the same text by others.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from benchmarks.journals import Person
from benchmarks.watched import Watched, watched

OTHERS = ("weasyprint", "reportlab")
# Of ours the middle of so many; the others take minutes, and are measured once.
TIMES = 3
# Each look takes some of the time of what is looked at, since both cores are at work.
_LOOKS_EVERY = 0.05
FORM = {
    "kinds": ["page"],
    "answers": "on",
    "themes": ["regret", "self_work", "letting_go"],
    "paper": "a5",
    "text_size": "medium",
    "margins": "paper",
    "file": "pdf",
    "password": "",
}


def books(person: Person, diary: Sequence[dict[str, str]]) -> Iterator[str]:
    """Yield a line for each book and each other typesetter: times, ratio, and memory of all processes at its most."""
    year = [entry for entry in diary if entry["date"].startswith("1665")]
    days = {"first": "1665-01-01", "last": "1665-12-31"}
    yield f"{'':30}{'ours':>10}{'theirs':>10}{'ratio':>9}{'memory, ours and theirs':>28}"
    for name, entries, chosen in (("the year 1665", year, days), ("all of Pepys", diary, {})):
        print(f"Setting {name}: {len(entries):,} entries, by three typesetters", flush=True)
        ours = sorted((watched(partial(_by_us, person, chosen)) for _time in range(TIMES)), key=_seconds)[TIMES // 2]
        for other in OTHERS:
            yield _line(f"{name}, {other}", ours, watched(_by(other, entries)))


def _seconds(taken: Watched) -> float:
    return taken.seconds


def _by_us(person: Person, chosen: dict[str, str]) -> None:
    person.client.post("/book/", FORM | chosen)
    while person.user.book_orders.get().state in {"waiting", "setting"}:
        time.sleep(_LOOKS_EVERY)
    file = person.client.get("/book/file/").getvalue()
    if not file.startswith((b"%PDF", b"PK")):
        raise RuntimeError("no book was made")


def _by(other: str, entries: Sequence[dict[str, str]]) -> Callable[[], Any]:
    command = [sys.executable, "-m", "benchmarks.typesetters", other]
    return partial(subprocess.run, command, input=json.dumps(entries).encode(), capture_output=True, check=True)


def _line(name: str, ours: Watched, theirs: Watched) -> str:
    memory = f"{ours.memory / 1e6:,.0f} MB, {theirs.memory / 1e6:,.0f} MB"
    times = f"{ours.seconds:8.2f} s{theirs.seconds:8.2f} s{theirs.seconds / ours.seconds:8.1f}x"
    return f"{name:30}{times}{memory:>28}"
