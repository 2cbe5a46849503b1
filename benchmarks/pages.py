"""The pages people use, with 3,413 entries and with 10,000, beside bare views of the same rows: see `benchmarks.bare`.

Both journals and both sides are asked in turn, so that whatever else the machine does is shared. A page with 10,000
entries is also compared with itself with fewer.
"""

import statistics
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from benchmarks import bare
from benchmarks.journals import Diary, Person
from benchmarks.measures import line, seconds
from entries import tagging
from entries.models import Entry

TIMES = 40
# The middle of the diary.
YEAR = 1664
PAGES = {
    "today": "/",
    "journal": "/journal/",
    "calendar year": f"/journal/calendar/{YEAR}/",
    "over time": "/over-time/",
    "part of it, by days": f"/journal/?from={YEAR}-01-01&to={YEAR}-12-31",
}
# Done with so many of the browsers of one person; the how manieth time it is.
Act = Callable[[Client, Person, int], Any]


def pages(few: Person, many: Person, diary: Diary) -> Iterator[str]:
    """Yield two lines for each page: with few entries, and with many."""
    for name, url in PAGES.items():
        yield from _lines(name, partial(_get, url), few, many)
    yield from _lines("part of it, by kind", partial(_get, "/journal/?kind=plain"), many)
    yield from _lines("part of it, by tag", partial(_get, f"/journal/?tag={_tag(many)}"), many)
    places = {person.user.pk: _places(person) for person in (few, many)}
    yield from _lines("read", lambda client, person, time: client.get(places[person.user.pk][time]), few, many)
    before = timezone.now()
    yield from _lines("save, while writing", partial(_save, "/write/{}/autosave/", diary), few, many)
    yield from _lines("save, when done", partial(_save, "/write/", diary), few, many)
    for person in (few, many):
        Entry.kept_by(person.user).filter(created_at__gte=before).delete()
    few.client.post("/over-time/words/", {"count": "yes"})
    yield from _lines("words of a year of Pepys", partial(_get, f"/over-time/words/?year={YEAR}"), few, times=4)


def _lines(name: str, act: Act, *people: Person, times: int = TIMES) -> Iterator[str]:
    """Yield a line for each journal: our median, that of the bare view, their ratio, and how it has grown."""
    measured = [_Measured(person, act) for person in people]
    for time in range(times + 1):
        for each in measured:
            each.measure(time)
    for each in measured:
        growth = statistics.median(each.ours) / statistics.median(measured[0].ours)
        grown = f"{growth:8.2f}x" if each is not measured[0] else ""
        yield line(f"{name}, {each.pages:,}", each.ours, each.theirs) + grown


class _Measured:
    """What is done in one journal, by the product and by the yardstick; the first time of each does not count."""

    def __init__(self, person: Person, act: Act) -> None:
        self._person, self._act = person, act
        self._sides = (person.client, bare.browser_of(person.client))
        self.pages = person.pages
        self.ours: list[float] = []
        self.theirs: list[float] = []

    def measure(self, time: int) -> None:
        for client, times in zip(self._sides, (self.ours, self.theirs), strict=True):
            taken = seconds(partial(self._act, client, self._person, time), expected=(200, 302))
            if time:
                times.append(taken)


def _get(url: str, client: Client, _person: Person, _time: int) -> Any:
    return client.get(url)


def _save(url: str, diary: Diary, client: Client, _person: Person, time: int) -> Any:
    """Keep a page that is new."""
    page, entry = diary[len(diary) // 2 + time], uuid4()
    sent = {"entry_id": entry, "revision": 0, "written_on": page["date"], "title": page["title"], "body": page["text"]}
    return client.post(url.format(entry), sent)


def _places(person: Person) -> Sequence[str]:
    """Return where entries from all over the journal are read."""
    return [entry.get_absolute_url() for entry in person.user.entries.heads().order_by("id")[: TIMES + 1]]


def _tag(person: Person) -> str:
    return str(tagging.tags_of(person.user, vault=person.vault())[0].id)
