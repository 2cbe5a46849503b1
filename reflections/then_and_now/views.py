"""The way to two leaves: how today is, an older page or answer, and what to set beside it. She chooses both."""

from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.flows import today_for
from accounts.views import PersonRequest, personal_of
from entries.rows import ROWS_ON_A_PAGE
from reflections.check_ins.flows import check_ins_between, is_low
from reflections.library import library
from reflections.then_and_now import flows, notes
from reflections.then_and_now.content import APART, Kind
from reflections.then_and_now.forms import TodayForm
from reflections.then_and_now.found import NotNow, pairs_for
from reflections.then_and_now.leaves import answers_to_choose, pages_to_choose
from vault.guards import unlocked

# Which prompt was answered is sealed, so so many heads are opened at once to find the answers to one.
HEADS_AT_ONCE = 60


@require_http_methods(["GET", "POST"])
@unlocked
def then_and_now(request: PersonRequest) -> HttpResponse:
    """Ask how today is, and list the notes kept so far; on a low day and at night another time is offered."""
    form = TodayForm(request.POST if request.method == "POST" else None)
    is_night = personal_of(request).is_night(timezone.localtime().time())
    is_low = form.is_valid() and form.is_low
    if form.is_valid() and not (is_low or is_night):
        return redirect("pairs_found" if request.POST.get("look_for") == "pairs" else "older_pages")
    today = today_for(request.preferences, vault=request.vault)
    page = _page(request, request.user.comparisons.newest_first().heads(), ROWS_ON_A_PAGE)
    shown = {
        "form": form,
        "is_night": is_night,
        "is_low": is_low,
        "has_something": flows.has_something_to_compare(request.user, today),
        "page": page,
        "notes": notes.rows_of(page.object_list, request.vault),
    }
    return render(request, "reflections/then_and_now/index.html", shown)


@require_GET
@unlocked
def older_pages(request: PersonRequest) -> HttpResponse:
    """List the pages that are at least 28 days old."""
    today = today_for(request.preferences, vault=request.vault)
    page = _page(request, flows.older_than(request.user, Kind.PAGES, today), ROWS_ON_A_PAGE)
    shown = {"kind": Kind.PAGES, "page": page, "choices": pages_to_choose(page.object_list, request.vault)}
    return render(request, "reflections/then_and_now/older.html", shown)


@require_GET
@unlocked
def pairs_found(request: PersonRequest) -> HttpResponse:
    """Show pairs she could look at; at night and on a day she noted as low, the page that offers another time."""
    personal, today = personal_of(request), today_for(request.preferences, vault=request.vault)
    noted = check_ins_between(request.user, today, today, vault=request.vault)
    if personal.is_night(timezone.localtime().time()) or any(is_low(day.content) for day in noted):
        return redirect("then_and_now")
    try:
        shown = {"pairs": pairs_for(request.user, today, personal=personal, vault=request.vault), "is_not_now": False}
    except NotNow:
        shown = {"pairs": [], "is_not_now": True}
    return render(request, "reflections/then_and_now/found.html", shown)


@require_GET
@unlocked
def older_answers(request: PersonRequest) -> HttpResponse:
    """List the answers that are at least 28 days old."""
    today = today_for(request.preferences, vault=request.vault)
    page = _page(request, flows.older_than(request.user, Kind.ANSWERS, today), ROWS_ON_A_PAGE)
    shown = {"kind": Kind.ANSWERS, "page": page, "choices": answers_to_choose(page.object_list, request.vault)}
    return render(request, "reflections/then_and_now/older.html", shown)


@require_GET
@unlocked
def beside_page(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    """List the pages that may be set beside an older one, and say how to write today's."""
    older = get_object_or_404(request.user.entries.heads(), id=entry_id)
    today = today_for(request.preferences, vault=request.vault)
    if older.written_on > today - APART:
        return too_near(request, reverse("older_pages"))
    page = _page(request, flows.later_than(request.user, Kind.PAGES, older.written_on), ROWS_ON_A_PAGE)
    shown = {
        "older": pages_to_choose([older], request.vault)[0],
        "page": page,
        "choices": pages_to_choose(page.object_list, request.vault),
        "has_today": request.user.entries.on_day(today).exists(),
    }
    return render(request, "reflections/then_and_now/beside_page.html", shown)


@require_GET
@unlocked
def beside_answer(request: PersonRequest, reflection_id: UUID) -> HttpResponse:
    """List the later answers to the same prompt, among the next so many of all answers; or ask it again."""
    older = get_object_or_404(request.user.reflections.heads(), id=reflection_id)
    if older.written_on > today_for(request.preferences, vault=request.vault) - APART:
        return too_near(request, reverse("older_answers"))
    chosen = older.read_head(request.vault)
    page = _page(request, flows.later_than(request.user, Kind.ANSWERS, older.written_on), HEADS_AT_ONCE)
    others = answers_to_choose(page.object_list, request.vault)
    asked = library().prompts.get(chosen.prompt)
    shown = {
        "older": older,
        "question": chosen.question,
        "page": page,
        "choices": [other for other in others if other.prompt == chosen.prompt],
        "asked_again": asked if asked and library().may_ask(asked, personal_of(request)) else None,
    }
    return render(request, "reflections/then_and_now/beside_answer.html", shown)


def too_near(request: PersonRequest, others: str) -> HttpResponse:
    """Say that too little time lies between two, and where others can be chosen."""
    return render(request, "reflections/then_and_now/too_near.html", {"others": others})


def _page(request: PersonRequest, rows: Any, length: int) -> "Page[Any]":
    return Paginator(rows, length).get_page(request.GET.get("page"))
