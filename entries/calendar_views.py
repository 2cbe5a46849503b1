"""The journal as a calendar: twelve months as a figure and as tables, and the page of one day."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language_bidi
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

from accounts.flows import today_for
from accounts.views import PersonRequest
from entries import days
from entries.rows import rows_of
from entries.todays import noted_on
from entries.views import rendered
from entries.year import NoPagesYet, beside, counted, reach_of, twelve_months
from entries.year_figure import drawn
from entries.year_tables import tables_of, week
from vault.guards import unlocked


@require_GET
@unlocked
def calendar(request: PersonRequest) -> HttpResponse:
    """Lead to the twelve months of the last page; of an empty journal there are none."""
    try:
        reach = reach_of(request.user)
    except NoPagesYet:
        return render(request, "entries/calendar.html", {"year": None})
    return redirect("calendar_year", reach.opens_at(today_for(request.preferences, vault=request.vault)))


@require_GET
@unlocked
@gzip_page
def calendar_year(request: PersonRequest, year: int) -> HttpResponse:
    """Show twelve months: how many pages each day has. No page is opened."""
    today = today_for(request.preferences, vault=request.vault)
    try:
        reach = reach_of(request.user)
    except NoPagesYet:
        raise Http404 from None
    if year not in reach.years(today):
        raise Http404
    shown = counted(request.user, twelve_months(year, reach))
    before, after = beside(request.user, shown, reach)
    page = {
        "year": shown,
        "months": tables_of(shown, today),
        "figure": drawn(shown, reach, today, is_mirrored=get_language_bidi()),
        "week": week(),
        "before": before,
        "after": after,
    }
    return render(request, "entries/calendar.html", page)


@require_GET
@unlocked
def day(request: PersonRequest, year: int, month: int, day: int) -> HttpResponse:
    """Show what is about one day: its pages, and what was noted of it."""
    shown = _day(year, month, day)
    written = request.user.entries
    noted = noted_on(request.user, shown, request.vault)
    page = {
        "day": shown,
        "day_in_words": days.in_words(shown),
        "pages": rows_of(request.user, request.user.entries.on_day(shown), request.vault),
        "noted": rendered(noted, request),
        "before": written.filter(written_on__lt=shown).newest_first().values_list("written_on", flat=True).first(),
        "after": written.filter(written_on__gt=shown).oldest_first().values_list("written_on", flat=True).first(),
    }
    return render(request, "entries/day.html", page)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        raise Http404 from None
