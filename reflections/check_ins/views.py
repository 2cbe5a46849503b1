"""The check-in of today with the last fourteen days folded under it, and the notes of a day deleted."""

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.flows import today_for
from accounts.views import PersonRequest, personal_of
from reflections.check_ins import flows
from reflections.check_ins.forms import CheckInForm
from reflections.check_ins.questions import asked_of
from vault.guards import next_page, unlocked

DAYS_SHOWN = 14


@require_http_methods(["GET", "POST"])
@unlocked
def check_in(request: PersonRequest) -> HttpResponse:
    """Ask how today is, with what is noted filled in, and keep what was noted; every answer gets the same calm line."""
    personal, today = personal_of(request), today_for(request.preferences, vault=request.vault)
    first = today - timedelta(days=DAYS_SHOWN - 1)
    days = flows.check_ins_between(request.user, first, today, vault=request.vault)
    form = CheckInForm.of(request.POST or None, days, today=today, personal=personal)
    if form.is_valid():
        _keep(request, form, today)
        return redirect(next_page(request))
    questions = asked_of(personal)
    lines = [(day, [line for each in questions if (line := each.in_words(day.content))]) for day in reversed(days)]
    page = {"form": form, "today": today, "lines": lines, "next": next_page(request)}
    return render(request, "reflections/check_in.html", page)


@require_http_methods(["GET", "POST"])
@unlocked
def delete_check_in(request: PersonRequest, check_in_id: UUID) -> HttpResponse:
    """Ask once, then delete all notes of a day for good."""
    saved = get_object_or_404(request.user.check_ins, id=check_in_id)
    if request.method == "POST":
        request.user.check_ins.filter(noted_on=saved.noted_on).delete()
        messages.success(request, _("The notes of that day are gone."))
        return redirect("check_in")
    return render(request, "reflections/delete_check_in.html", {"check_in": saved})


def _keep(request: PersonRequest, form: CheckInForm, today: date) -> None:
    said = form.said()
    if not said:
        messages.info(request, _("Nothing was noted, and nothing has to be."))
        return
    flows.keep_check_in(request.user, noted_on=form.day(today), said=said, vault=request.vault)
    messages.success(request, _("Noted. Nothing here counts for you or against you."))
