"""Over time, beside a bare view that fetches, opens and lists the same rows behind the same door, in the same frame."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache, partial
from typing import Any

from django.http import HttpResponse
from django.template import engines
from django.test import override_settings
from django.urls import path
from django.utils import timezone

from accounts.views import PersonRequest
from benchmarks.measures import TIMES, Person, line, seconds
from journal_site.urls import urlpatterns as product
from reflections.check_ins.content import CheckInContent
from reflections.check_ins.models import CheckIn
from reflections.over_time.content import season_until
from vault.flows import open_with_password
from vault.guards import unlocked

BARE = override_settings(ROOT_URLCONF="benchmarks.over_time")
# The middle of the diary, and as many days of notes as it has entries.
YEAR, NOTED_DAYS, AT_ONCE = 1664, 3413, 500
LIST = (
    '{% extends "layouts/app.html" %}{% block main %}<h1>All</h1><ul>'
    "{% for day, said in rows %}<li>{{ day|date:'j F Y' }} {{ said }}</li>{% endfor %}</ul>{% endblock %}"
)


def over_time(person: Person) -> Iterator[str]:
    """Yield a line for thirteen weeks out of nine years of check-ins, and one for the words of a year of Pepys."""
    _note_every_day(person)
    person.client.post("/over-time/words/", {"count": "yes"})
    yield _beside(person, "over time, thirteen weeks", "/over-time/", "/notes/", TIMES)
    yield _beside(person, "words of a year of Pepys", f"/over-time/words/?year={YEAR}", "/pages/", TIMES // 10)


def _beside(person: Person, name: str, ours: str, bare: str, times: int) -> str:
    """Ask for both in turn, so that whatever else the machine does is shared."""
    one: list[float] = []
    other: list[float] = []
    for _ in range(times):
        one.append(seconds(partial(person.client.get, ours)))
        with BARE:
            other.append(seconds(partial(person.client.get, bare)))
    return line(name, one, other)


def _note_every_day(person: Person) -> None:
    vault, today = open_with_password(person.user, password=person.password), timezone.localdate()
    rows = []
    for number in range(NOTED_DAYS):
        row = CheckIn.of_day(today - timedelta(days=number), owner=person.user, vault=vault)
        point = number % 5 + 1
        row.write(CheckInContent(point, point, point, point, point, clarity=point, company=point), vault)
        rows.append(row)
    CheckIn._base_manager.bulk_create(rows, batch_size=AT_ONCE)


@unlocked
def notes(request: PersonRequest) -> HttpResponse:
    """Show the notes of thirteen weeks."""
    days = season_until(timezone.localdate())
    rows = request.user.check_ins.filter(noted_on__range=(days.first, days.last)).order_by("noted_on")
    return _shown(request, ((row.noted_on, row.read(request.vault)) for row in rows))


@unlocked
def pages(request: PersonRequest) -> HttpResponse:
    """Show the pages of a year."""
    rows = request.user.entries.filter(written_on__range=(date(YEAR, 1, 1), date(YEAR, 12, 31))).oldest_first()
    return _shown(request, ((row.written_on, row.read(request.vault)) for row in rows))


def _shown(request: PersonRequest, opened: Iterable[tuple[date, Any]]) -> HttpResponse:
    return HttpResponse(_list().render({"rows": opened}, request))


@cache
def _list() -> Any:
    return engines["django"].from_string(LIST)


urlpatterns = [path("notes/", notes), path("pages/", pages), *product]
