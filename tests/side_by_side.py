"""Two things to read side by side, and a note about them: what tests of then and now share."""

from datetime import date
from typing import Any
from uuid import uuid4

from reflections.models import Reflection
from reflections.then_and_now.content import Answers, ComparisonContent, Kind
from reflections.then_and_now.flows import keep_comparison, pair_of
from reflections.then_and_now.models import Comparison
from tests.people import PROMPT, Person
from vault.keeping import Origin

OLDER, NEWER, TODAY = date(2025, 3, 1), date(2025, 5, 24), date(2025, 6, 14)


def answered_on(person: Person, day: date, answer: str, *, prompt: str = PROMPT) -> Reflection:
    reflection = person.answers(answer, prompt=prompt)
    person.user.reflections.filter(id=reflection.id).update(written_on=day)
    return person.user.reflections.get(id=reflection.id)


def two_pages(person: Person) -> str:
    """Write two pages that may be read side by side, and return where."""
    older, newer = person.writes("an older page", written_on=OLDER), person.writes("a newer page", written_on=NEWER)
    return f"/then-and-now/pages/{older.id}/{newer.id}/"


def notices(person: Person, url: str, words: str) -> Comparison:
    """Keep a note about the two pages of this address."""
    older, newer = url.split("/")[-3:-1]
    pair = pair_of(person.user, Kind.PAGES, older, newer, vault=person.vault)  # type: ignore[arg-type]  # as in a URL
    assert pair
    return keep_comparison(
        person.user,
        comparison_id=uuid4(),
        origin=Origin(),
        written_on=TODAY,
        content=ComparisonContent(pair, Answers(hurt_then=words)),
        vault=person.vault,
    )


def note(**changed: str) -> dict[str, Any]:
    """Return what the form under two leaves sends."""
    return {"comparison_id": str(uuid4()), "revision": "0", "answer_hurt_then": "His silence."} | changed
