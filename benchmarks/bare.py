"""The yardstick: the same addresses as bare Django views, in the same process, of the same rows.

Such a view stands behind the middleware of a signed-in site as `startproject` writes it down: security, sessions,
common, CSRF, authentication, messages, clickjacking. It takes the keys from the session of the same browser, fetches
the rows of the page through the ORM, opens them (AES-GCM), and shows of them what the page shows, of one to be read the
same Markdown, by Django's own templates in plain HTML (`benchmarks.bare_pages`). The one that saves validates a form,
seals the same row, writes it in one transaction and redirects; after a page that is done it also opens the rows which
questions are chosen by, and keeps the one that remembers them.

The rows of a page are what stands in it: pages with the answers in their margins; on Today the letters and goals that
may be due; of one page those before and after it; of the journal how many there are by month; of figures over time the
marks, the answers, and the days before and after. There is no frame, no icon, no form but the one that is validated, no
preferences, no count for the contents, no earlier version that is kept, no lock and no look at what is saved already,
and no question that is chosen.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from datetime import date, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.test import Client, override_settings
from django.urls import path
from django.utils import timezone

from accounts.models import User
from benchmarks.bare_pages import shown
from entries import markdown, tagging
from entries.content import EntryContent
from entries.html import to_html
from entries.models import Entry
from entries.months import YearInMargin, with_months, years_of
from entries.rows import ROWS_ON_A_PAGE
from reflections.over_time.content import Span, season_until
from vault.keyslots import OpenVault
from vault.middleware import take_cookie
from vault.session import Door

_MIDDLEWARE = (
    "benchmarks.bare.at_these_addresses",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
)


class Page(forms.Form):
    """What is sent to keep a page."""

    entry_id = forms.UUIDField()
    written_on = forms.DateField()
    title = forms.CharField(required=False, max_length=200)
    body = forms.CharField(required=False, strip=False, widget=forms.Textarea)


def browser_of(client: Client) -> Client:
    """Return the same browser before the bare views: with its cookies, so that its session and its keys are at hand."""
    bare = Client()
    bare.cookies = copy(client.cookies)
    with override_settings(MIDDLEWARE=_MIDDLEWARE):
        bare.handler.load_middleware()
    return bare


def at_these_addresses(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Lead to the views below, without a change of settings that would empty the product's own caches."""

    def lead(request: HttpRequest) -> HttpResponse:
        request.urlconf = "benchmarks.bare"
        return answer(request)

    return lead


def today(request: Any) -> HttpResponse:
    """Show the pages of today, and how many letters and goals stand beside them."""
    vault, owner = _keys(request), request.user
    standing = [Entry.kept_by(owner).withheld(), owner.goals.open()]
    return _listed(request, owner.entries.on_day(timezone.localdate()), vault, beside=[len(rows) for rows in standing])


def journal(request: Any) -> HttpResponse:
    """Show the newest thirty pages that are asked for."""
    vault, asked = _keys(request), request.GET
    pages = request.user.entries.newest_first().heads()
    if "from" in asked:
        pages = pages.filter(written_on__range=(asked["from"], asked["to"]))
    if "tag" in asked:
        pages = pages.filter(id__in=tagging.tag_of(request.user, UUID(asked["tag"]), vault=vault).pages)
    if "kind" in asked:
        of_kind = (page for page in pages.iterator(2 * ROWS_ON_A_PAGE) if page.read_head(vault).kind == asked["kind"])
        pages = list(islice(of_kind, ROWS_ON_A_PAGE))
    pages = list(pages[:ROWS_ON_A_PAGE])
    return _listed(request, pages, vault, years=[] if asked else _years(request.user, pages))


def calendar(request: Any, year: int) -> HttpResponse:
    """Show how many pages each day of a year has."""
    _keys(request)
    days = request.user.entries.filter(written_on__range=(date(year, 1, 1), date(year, 12, 31)))
    counted = days.values_list("written_on").annotate(pages=Count("id")).order_by("written_on")
    return shown(request, "days.html", days=counted)


def read(request: Any, entry_id: UUID) -> HttpResponse:
    """Show one page, what is in its margin, and which ones come before and after it."""
    vault, pages = _keys(request), request.user.entries
    entry = pages.get(id=entry_id)
    content = entry.read(vault)
    notes = _answers(request.user, [entry], vault)[entry.id]
    notes += [closing.read(vault).words for closing in request.user.closings.filter(entry_id=entry.id)]
    beside = [(page, page.read_head(vault)) for page in (*pages.before(entry)[:1], *pages.after(entry)[:1])]
    blocks = to_html(markdown.parse(content.body))
    return shown(request, "read.html", entry=entry, content=content, blocks=blocks, notes=notes, beside=beside)


def save(request: Any, entry_id: UUID | None = None) -> HttpResponse:
    """Keep one page; for a script, which names it, the answer is data."""
    vault, form = _keys(request), Page(request.POST)
    if not form.is_valid():
        return shown(request, "page.html")
    given = form.cleaned_data
    entry = Entry(owner=request.user, id=given["entry_id"], written_on=given["written_on"])
    entry.write(EntryContent(given["title"], given["body"]), vault)
    # In a transaction of its own, and without the look at the row of the vault that `save` takes.
    entry.save_base(force_insert=True)
    url = entry.get_absolute_url()
    if entry_id is not None:
        return JsonResponse({"revision": entry.revision, "url": url})
    _remember(request.user, vault)
    return HttpResponseRedirect(url)


def over_time(request: Any) -> HttpResponse:
    """Show the notes of thirteen weeks, the marks, and the nearest days with notes before and after."""
    vault, days, notes = _keys(request), season_until(timezone.localdate()), request.user.check_ins.order_by("noted_on")
    rows = [(row.noted_on, row.read(vault)) for row in notes.filter(noted_on__range=(days.first, days.last))]
    return shown(
        request, "notes.html", rows=rows, marks=_marks(request.user, vault), beside=_beside(notes, "noted_on", days)
    )


def words(request: Any) -> HttpResponse:
    """Show how long the pages of a year are, the answers, the marks, and the nearest days with pages around them."""
    vault, pages, year = _keys(request), request.user.entries.order_by("written_on"), int(request.GET["year"])
    days = Span(date(year, 1, 1), date(year, 12, 31))
    of_year = {"written_on__range": (days.first, days.last)}
    rows = [(row.written_on, len(row.read(vault).body)) for row in pages.filter(**of_year).oldest_first()]
    answers = [row.read_head(vault).prompt for row in request.user.reflections.filter(**of_year).heads()]
    marks, beside = _marks(request.user, vault), _beside(pages, "written_on", days)
    return shown(request, "notes.html", rows=rows, marks=[len(answers), *marks], beside=beside)


def _remember(owner: User, vault: OpenVault) -> None:
    """Open the pages of a week, the open goals and the last programs; keep again what is remembered about asking."""
    today, remembered = timezone.localdate(), owner.askings.get()
    lately = owner.entries.filter(written_on__range=(today - timedelta(days=6), today)).newest_first()
    for row in (*lately, *owner.goals.open(), *owner.program_runs.order_by("-saved_at")[:3]):
        row.read(vault)
    remembered.write(remembered.read(vault), vault)
    remembered.save_base()


def _keys(request: Any) -> OpenVault:
    return Door(request.user, request.session, take_cookie(request)).vault


def _marks(owner: User, vault: OpenVault) -> list[Any]:
    return [mark.read(vault) for mark in owner.marks.order_by("created_at", "id")]


def _beside(rows: Any, day: str, days: Span) -> list[date | None]:
    found = rows.values_list(day, flat=True)
    return [found.filter(**{f"{day}__lt": days.first}).last(), found.filter(**{f"{day}__gt": days.last}).first()]


def _years(owner: User, shown: Sequence[Entry]) -> list[YearInMargin]:
    return with_months(owner, years_of(owner), shown)


def _listed(request: Any, pages: Iterable[Entry], vault: OpenVault, **others: Any) -> HttpResponse:
    pages = list(pages)
    answers = _answers(request.user, pages, vault)
    rows = [(page, page.read_head(vault), answers[page.id]) for page in pages]
    return shown(request, "list.html", rows=rows, **others)


def _answers(owner: User, pages: Sequence[Entry], vault: OpenVault) -> dict[Any, list[str]]:
    """Return the answers about these pages, by page, opened."""
    found = defaultdict(list)
    for answer in owner.reflections.filter(entry_id__in=[page.id for page in pages]).heads():
        found[answer.entry_id].append(answer.read_head(vault).opening)
    return found


urlpatterns = [
    path("", today),
    path("journal/", journal),
    path("journal/calendar/<int:year>/", calendar),
    path("journal/<uuid:entry_id>/", read, name="entry"),
    path("write/", save),
    path("write/<uuid:entry_id>/autosave/", save),
    path("over-time/", over_time),
    path("over-time/words/", words),
]
