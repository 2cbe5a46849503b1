"""Looking for words through the pages of the product: what tests of the search share."""

import re
from typing import Any
from uuid import UUID

from tests.people import Person

URL = "/search/"


def asks(person: Person, words: str, **filters: Any) -> str:
    """Search for something, and return where the finds are."""
    answer = person.client.post(URL, {"words": words} | filters)
    assert answer.status_code == 302
    return str(answer["Location"])


def looked_for(person: Person) -> dict[str, UUID]:
    """Search once, from a day that is none; return what its address is made of."""
    asks(person, "said", **{"from": "yesterday"})
    return {"search_id": person.user.searches.get().id}


def finds(person: Person, words: str, **filters: Any) -> list[str]:
    """Return the headings of what is found on the first page."""
    return headings(person, asks(person, words, **filters))


def headings(person: Person, url: str) -> list[str]:
    return ["".join(piece.text for piece in find.heading) for find in person.client.get(url).context["finds"]]


def shown(person: Person, url: str) -> str:
    answer = person.client.get(url)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<(?!/?mark)[^>]+>", "", answer.content.decode()).split())
