"""What tests of questions share: a page is written, its questions are found, and something is done with one."""

import re
from datetime import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

from tests.people import Person

AFTERNOON = datetime(2025, 6, 14, 15, 0, tzinfo=ZoneInfo("UTC"))
SENTENCE = "I miss the way he laughed at the kettle."
PAGE = f"It rained. {SENTENCE} All of it was my fault."


def done(person: Person, body: str, **fields: str) -> str:
    """Write a page, press Done, and return where that leads."""
    page = {"entry_id": str(uuid4()), "revision": "0", "written_on": "2025-06-14", "title": "", "body": body}
    person.writes("an earlier page, so that the recovery key was asked about before")
    return str(person.client.post("/write/", page | fields)["Location"])


def questions(person: Person, body: str = PAGE) -> tuple[str, str]:
    """Return where the questions about a new page are, and the page that asks them."""
    url = done(person, body)
    return url, person.client.get(url).content.decode()


def asked(page: str) -> list[str]:
    return re.findall(r'name="prompt" value="([^"]+)"', page)


def choose(person: Person, url: str, prompt: str, do: str) -> str:
    sent = {"prompt": prompt, "do": do, "row_id": str(uuid4())}
    return str(person.client.post(url, sent)["Location"])
