"""Closing a page or an answer, and reading what was written then."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.flows import today_for
from accounts.views import PersonRequest
from entries.models import Entry
from entries.reading_views import entry_at_hand
from reflections.asking.flows import cards_beside
from reflections.closing import flows
from reflections.closing.forms import ClosingForm
from reflections.letters import flows as letters
from reflections.models import Reflection
from vault.guards import unlocked

REGRET = "regret"


@require_http_methods(["GET", "POST"])
@unlocked
def close_entry(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    """Close a sitting on a page."""
    return _close(request, entry_at_hand(request, entry_id))


@require_http_methods(["GET", "POST"])
@unlocked
def close_reflection(request: PersonRequest, reflection_id: UUID) -> HttpResponse:
    """Close a sitting on an answer."""
    return _close(request, get_object_or_404(request.user.reflections, id=reflection_id))


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
    context = {"closing": closing, "content": closing.read(request.vault), "about": about}
    return render(request, "reflections/closed.html", context)


def _close(request: PersonRequest, about: Entry | Reflection) -> HttpResponse:
    today = today_for(request.preferences, vault=request.vault)
    form = ClosingForm(request.POST, today=today) if request.method == "POST" else ClosingForm.blank(today)
    if form.is_valid():
        closing_id, content, until = form.cleaned_data["closing_id"], form.content(), form.sealed_until()
        flows.close(request.user, closing_id=closing_id, about=about, content=content, day=today, vault=request.vault)
        if until is not None and isinstance(about, Entry):
            letters.close(about, until=until, vault=request.vault)
        messages.info(request, _("Closed. Nothing more is needed here today."))
        if "lock" in request.POST:
            request.door.lock()
            return redirect("unlock")
        return redirect("today")
    return render(request, "reflections/closing.html", {"form": form, "about": about} | _beside(request, about))


def _beside(request: PersonRequest, about: Entry | Reflection) -> dict[str, Any]:
    """Return the help beside what is closed, and where it may go: a page may be sealed, a regret go on or be let be."""
    if isinstance(about, Entry):
        words, ways = about.read(request.vault).body, {"can_be_sealed": about.is_shown}
    else:
        content = about.read(request.vault)
        words, ways = content.answer, {"onward": content.theme == REGRET}
    return ways | {"cards": cards_beside(about.id, words, request.preferences, vault=request.vault)}
