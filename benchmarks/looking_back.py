"""The journal, a part of it and the calendar, at 3,413 and at 10,000 pages, beside bare Django views of the same rows.

Such a view asks the same table, opens the same heads with the same keys, and writes them into a plain page: no session,
no frame, no templates. The calendar opens nothing; its yardstick is measured both ways.
"""

import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from django.utils.html import format_html_join

from benchmarks.measures import Person, line, seconds
from entries import tagging
from entries.content import EntryContent
from entries.models import Entry
from entries.months import months_in_margin
from entries.rows import ROWS_ON_A_PAGE
from vault.flows import open_with_password
from vault.keyslots import OpenVault

TIMES = 40
MANY = 10_000
# Every so many pages one is a plain page, with a tag.
EVERY = 10
BARE = override_settings(ROOT_URLCONF="benchmarks.looking_back", MIDDLEWARE=[])
_opened: dict[str, Any] = {}


def looking_back(person: Person, diary: Sequence[dict[str, str]]) -> Iterator[str]:
    """Yield the lines; the journal holds the diary once, and grows on the way."""
    vault = open_with_password(person.user, password=person.password)
    _opened.update(owner=person.user, vault=vault)
    before = _times(person.client, "/journal/")
    _grow(person, vault, diary)
    tag = tagging.tags_of(person.user, vault=vault)[0].id
    after = _times(person.client, "/journal/")
    count = person.user.entries.count()
    yield f"{f'journal, {count:,} pages (fewer)':30}{_both(after, before)}"
    yield line(f"journal, {count:,} pages", after, _times_of_bare("/journal/"))
    for name, query in (("days", "from=1665-01-01&to=1665-12-31"), ("kind", "kind=plain"), ("tag", f"tag={tag}")):
        yield line(f"part of it, by {name}", _times(person.client, f"/journal/?{query}"), _times_of_bare(f"/{name}/"))
    calendar = _times(person.client, "/journal/calendar/1665/")
    yield line("calendar (days counted)", calendar, _times_of_bare("/counted/"))
    yield line("calendar (pages opened)", calendar, _times_of_bare("/opened/"))


def _both(ours: Sequence[float], theirs: Sequence[float]) -> str:
    one, other = statistics.median(ours) * 1000, statistics.median(theirs) * 1000
    return f"{one:9.2f} ms{other:9.2f} ms{one / other:8.2f}x"


def _times(client: Client, url: str) -> list[float]:
    client.get(url)
    return [seconds(partial(client.get, url)) for _ in range(TIMES)]


def _times_of_bare(url: str) -> list[float]:
    with BARE:
        return _times(Client(), url)


def _grow(person: Person, vault: OpenVault, diary: Sequence[dict[str, str]]) -> None:
    """Write the diary again under the days after its last, until there are enough pages."""
    days = [date.fromisoformat(page["date"]) for page in diary]
    span, tagged, rows = days[-1] - days[0] + timedelta(days=1), {}, []
    for number in range(person.user.entries.count(), MANY):
        again, place = divmod(number, len(diary))
        row = Entry(owner=person.user, written_on=days[place] + again * span)
        is_plain = number % EVERY == 0
        tags = ("the river",) if is_plain else ()
        page = diary[place]
        row.write(EntryContent(page["title"], page["text"], "plain" if is_plain else "page", tags), vault)
        rows.append(row)
        tagged[row.id] = tags
    Entry._base_manager.bulk_create(rows, batch_size=100)
    tagging.note(person.user, tagged, vault=vault)


def _newest(_request: HttpRequest) -> HttpResponse:
    months = [f"{month.first_day}: {month.count}" for month in months_in_margin(_opened["owner"])]
    return _shown(_pages()[:ROWS_ON_A_PAGE], months)


def _of_days(_request: HttpRequest) -> HttpResponse:
    return _shown(_pages().filter(written_on__range=_A_YEAR)[:ROWS_ON_A_PAGE])


def _of_kind(_request: HttpRequest) -> HttpResponse:
    return _shown(_pages().filter(id__in=_tag().pages)[:ROWS_ON_A_PAGE])


def _counted(_request: HttpRequest) -> HttpResponse:
    days = _pages().filter(written_on__range=_A_YEAR).values_list("written_on").annotate(Count("id"))
    return HttpResponse(format_html_join("\n", '<a href="/{}/">{}</a>', days.order_by("written_on")))


def _of_a_year(_request: HttpRequest) -> HttpResponse:
    return _shown(_pages().filter(written_on__range=_A_YEAR))


def _pages() -> Any:
    return _opened["owner"].entries.newest_first().heads()


def _tag() -> Any:
    return tagging.tags_of(_opened["owner"], vault=_opened["vault"])[0]


def _shown(pages: Iterable[Entry], others: Iterable[str] = ()) -> HttpResponse:
    heads = [(page.id, page.written_on, page.read_head(_opened["vault"])) for page in pages]
    rows = ((each, day, head.title, head.opening, head.words) for each, day, head in heads)
    page = format_html_join("\n", '<li><a href="/{}/">{} {}</a> {} {}</li>', rows)
    return HttpResponse(page + format_html_join("\n", "<li>{}</li>", ((other,) for other in others)))


_A_YEAR = (date(1665, 1, 1), date(1665, 12, 31))
_VIEWS: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "journal": _newest,
    "days": _of_days,
    "kind": _of_kind,
    "tag": _of_kind,
    "counted": _counted,
    "opened": _of_a_year,
}
urlpatterns = [path(f"{name}/", view) for name, view in _VIEWS.items()]
