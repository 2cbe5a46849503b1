"""Closing a page or an answer, and reading what was written then."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.flows import today_for
from accounts.views import PersonRequest
from entries.models import Entry
from reflections.asking.flows import cards_beside
from reflections.closing import flows
from reflections.closing.forms import ClosingForm
from reflections.letters import flows as letters
from reflections.models import Reflection
from vault.guards import unlocked

REGRET, LET_BE = "regret", "r-set-it-down"


@require_http_methods(["GET", "POST"])
@unlocked
def close_entry(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    """Close a sitting on a page; one that is sealed takes in what was sent before or twice, and is not shown."""
    pages = Entry.kept_by(request.user)
    found = pages.not_run_out() if request.method == "POST" else pages.at_hand()
    return _close(request, found.filter(id=entry_id).first())


@require_http_methods(["GET", "POST"])
@unlocked
def close_reflection(request: PersonRequest, reflection_id: UUID) -> HttpResponse:
    """Close a sitting on an answer."""
    return _close(request, request.user.reflections.filter(id=reflection_id).first())


@require_http_methods(["GET", "POST"])
@unlocked
def closed(request: PersonRequest, closing_id: UUID) -> HttpResponse:
    """Show how a sitting was closed, and delete it where she wants that."""
    closing = get_object_or_404(request.user.closings.select_related("entry", "reflection"), id=closing_id)
    about = closing.entry or closing.reflection
    if request.method == "POST":
        closing.delete()
        messages.success(request, _("It is gone."))
        return redirect(about or "today")
    content = closing.read(request.vault)
    cards = cards_beside(None, content.words, preferences=request.preferences, vault=request.vault)
    context = {"closing": closing, "content": content, "about": about, "cards": cards}
    return render(request, "reflections/closed.html", context)


def _close(request: PersonRequest, about: Entry | Reflection | None) -> HttpResponse:
    today = today_for(request.preferences, vault=request.vault)
    form = ClosingForm(request.POST, today=today) if request.method == "POST" else ClosingForm.blank(today)
    if about is None and not form.holds_words:
        raise Http404
    if form.is_valid():
        return redirect(_kept(request, form, about, today))
    return render(request, "reflections/closing.html", {"form": form, "about": about} | _beside(request, about))


def _kept(request: PersonRequest, form: ClosingForm, about: Entry | Reflection | None, today: date) -> str:
    """Keep the closing, seal the page where that is wanted, and return where it leads."""
    closing_id, content, until = form.cleaned_data["closing_id"], form.content(), form.sealed_until()
    closing = flows.close(
        request.user, closing_id=closing_id, about=about, content=content, day=today, vault=request.vault
    )
    if about is None and closing is not None:
        messages.info(request, _("What you closed is gone or sealed by now. These words of yours are kept."))
        return _onward(request, about, closing.get_absolute_url())
    if until is not None and isinstance(about, Entry):
        letters.close(about, until=until, vault=request.vault)
        messages.info(request, _sealed_until(until))
    elif "onward" not in request.POST:
        messages.info(request, _("Closed. Nothing more is needed here today."))
    needs_help = cards_beside(None, content.words, preferences=request.preferences, vault=request.vault)
    return _onward(request, about, closing.get_absolute_url() if closing and needs_help else reverse("today"))


def _sealed_until(until: date) -> str:
    return _("Closed, and sealed until %(day)s. It is under Letters.") % {"day": date_format(until, "DATE_FORMAT")}


def _onward(request: PersonRequest, about: Entry | Reflection | None, otherwise: str) -> str:
    if "lock" in request.POST:
        request.door.lock()
        return reverse("unlock")
    match request.POST.get("onward"), about:
        case "goal", Reflection():
            return f"{reverse('new_goal')}?answer={about.id}"
        case "let be", Reflection():
            return reverse("prompt", args=[LET_BE])
    return otherwise


def _beside(request: PersonRequest, about: Entry | Reflection | None) -> dict[str, Any]:
    """Return the help beside what is closed, and where it may go: a page may be sealed, a regret go on or be let be."""
    if about is None or (isinstance(about, Entry) and about.is_withheld):
        return {}
    if isinstance(about, Entry):
        page = about.read(request.vault)
        texts, ways = (page.body, page.title), {"can_be_sealed": about.is_shown}
    else:
        content = about.read(request.vault)
        texts, ways = (content.answer, ""), {"onward": content.theme == REGRET}
    cards = cards_beside(about.id, *texts, preferences=request.preferences, vault=request.vault)
    return ways | {"cards": cards, "onward": ways.get("onward", False) and not cards}
