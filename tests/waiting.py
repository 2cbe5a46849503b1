"""What tests of the wait share: when it is begun, and what somebody does in it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from entries.content import URGE
from tests.people import Person
from tests.site.test_doors import patterns

BEGUN = datetime(2030, 7, 20, 13, 52, 40, tzinfo=ZoneInfo("Europe/Vienna"))

MoveTo = Callable[[datetime], None]


def page(person: Person, url: str = "/wait/") -> str:
    return person.client.get(url).content.decode()


def every_step(person: Person) -> list[str]:
    return [page(person, url) for _, url, _ in patterns() if url.startswith("/wait/")]


def begins(person: Person, **said: str) -> None:
    person.client.post("/wait/begin/", said)


def message(words: str, **given: str) -> dict[str, str]:
    """Return the form of a message that is written here instead."""
    return {"entry_id": str(uuid4()), "revision": "0", "kind": URGE, "written_on": "2030-07-20", "body": words} | given


def writes(person: Person, words: str, **given: str) -> str:
    """Write the message here instead, and return the id of its page."""
    fields = message(words, **given)
    person.client.post("/wait/write/", fields)
    return fields["entry_id"]


def leaves(person: Person, line: str, revision: int = 0) -> Any:
    return person.client.post("/wait/next-time/", {"body": line, "revision": revision})
