"""One goal: read, checked in on, planned anew, reviewed, set down, taken up again, deleted."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.flows import today_for
from accounts.views import PersonRequest, personal_of
from reflections.asking.flows import cards_beside
from reflections.library import Prompt, library
from reflections.limits import CRISIS
from reflections.self_work import flows
from reflections.self_work.content import SLIPPED, CheckInContent
from reflections.self_work.forms import CheckInForm, PlanForm, SetDownForm
from reflections.self_work.models import Goal, GoalCheckIn
from reflections.self_work.rows import facts_of, rows_of
from reflections.signals import read_page
from vault.guards import unlocked
from vault.keeping import StaleRevision

FACTS_ON_A_PAGE = 30


@require_GET
@unlocked
def goal(request: PersonRequest, goal_id: UUID) -> HttpResponse:
    """Show a goal with its plan, its facts by date, and what can be done with it."""
    saved = get_object_or_404(request.user.goals, id=goal_id)
    if saved.began_on is None:
        return redirect(saved)
    return _goal(request, saved, CheckInForm(initial=CheckInForm.blank()))


@require_POST
@unlocked
def check_in(request: PersonRequest, goal_id: UUID) -> HttpResponse:
    """Note what came of a goal; all four answers are met alike."""
    saved = get_object_or_404(request.user.goals.begun(), id=goal_id)
    form = CheckInForm(request.POST)
    return _note(request, saved, form) if form.is_valid() else _goal(request, saved, form)


@require_http_methods(["GET", "POST"])
@unlocked
def goal_check_in(request: PersonRequest, fact_id: UUID) -> HttpResponse:
    """Show one fact and what may be asked about it, and keep what she changed."""
    noted = get_object_or_404(request.user.goal_check_ins.select_related("goal"), id=fact_id)
    if request.method != "POST":
        form = CheckInForm(initial=CheckInForm.of(noted, noted.read(request.vault)))
        return _check_in(request, noted, form)
    form = CheckInForm(request.POST)
    return _note(request, noted.goal, form) if form.is_valid() else _check_in(request, noted, form)


@require_http_methods(["GET", "POST"])
@unlocked
def change_plan(request: PersonRequest, goal_id: UUID) -> HttpResponse:
    """Ask for another if or then, and keep the plan before in the goal's history."""
    saved = get_object_or_404(request.user.goals.begun(), id=goal_id)
    form = PlanForm(request.POST or None, initial=PlanForm.of(saved, saved.read(request.vault)))
    if not form.is_valid():
        return _plan(request, saved, form)
    today, plan = today_for(request.preferences, vault=request.vault), form.cleaned_data
    try:
        flows.change_plan(
            saved, origin=form.origin(), today=today, moment=plan["moment"], act=plan["act"], vault=request.vault
        )
    except StaleRevision:
        again = request.user.goals.get(id=goal_id)
        return _plan(request, again, PlanForm(plan | PlanForm.new_sitting(again.revision)), status=409)
    messages.success(request, _("Kept."))
    return redirect(saved)


@require_POST
@unlocked
def review_goal(request: PersonRequest, goal_id: UUID) -> HttpResponse:
    """Note that she keeps a goal as it is; the other three answers are pages of their own."""
    saved = get_object_or_404(request.user.goals.open(), id=goal_id)
    flows.keep_as_it_is(saved, today=today_for(request.preferences, vault=request.vault), vault=request.vault)
    messages.success(request, _("It stays as it is."))
    return redirect(saved)


@require_http_methods(["GET", "POST"])
@unlocked
def set_down_goal(request: PersonRequest, goal_id: UUID) -> HttpResponse:
    """Ask for a last line, if she likes, and end the goal."""
    saved = get_object_or_404(request.user.goals.begun(), id=goal_id)
    form = SetDownForm(request.POST or None)
    if form.is_valid():
        today, line = today_for(request.preferences, vault=request.vault), form.cleaned_data["line"]
        flows.set_down(saved, today=today, line=line, vault=request.vault)
        messages.success(request, _("It’s set down. What it showed stays here to read."))
        return redirect(saved)
    context = {"goal": saved, "content": saved.read(request.vault), "form": form}
    return render(request, "reflections/self_work/set_down.html", context)


@require_POST
@unlocked
def take_up_goal(request: PersonRequest, goal_id: UUID) -> HttpResponse:
    """Begin a goal anew that was set down, if fewer than two are open."""
    saved = get_object_or_404(request.user.goals.begun(), id=goal_id)
    try:
        flows.begin_goal(saved, today=today_for(request.preferences, vault=request.vault), vault=request.vault)
    except flows.TwoAreOpen:
        messages.info(request, _("Two are open already, and two at a time is plenty. Set one of them down first."))
    return redirect(saved)


@require_http_methods(["GET", "POST"])
@unlocked
def delete_goal(request: PersonRequest, goal_id: UUID) -> HttpResponse:
    """Ask once, then delete for good a goal that is not open, with its facts."""
    saved = get_object_or_404(request.user.goals.not_open(), id=goal_id)
    if request.method == "POST":
        saved.delete()
        messages.success(request, _("It’s gone."))
        return redirect("self_work")
    return render(request, "reflections/self_work/delete.html", {"goal": saved, "content": saved.read(request.vault)})


def _note(request: PersonRequest, saved: Goal, form: CheckInForm) -> HttpResponse:
    try:
        noted = flows.note_check_in(
            saved,
            check_in_id=form.cleaned_data["check_in_id"],
            origin=form.origin(),
            noted_on=today_for(request.preferences, vault=request.vault),
            content=form.content(),
            vault=request.vault,
        )
    except StaleRevision as stale:
        noted = request.user.goal_check_ins.select_related("goal").get(id=stale.row.id)
        again = CheckInForm(form.cleaned_data | CheckInForm.new_sitting(noted.revision))
        return _check_in(request, noted, again, status=409)
    return redirect(noted)


def _goal(request: PersonRequest, saved: Goal, form: CheckInForm) -> HttpResponse:
    facts = Paginator(request.user.goal_check_ins.filter(goal_id=saved.id).newest_first(), FACTS_ON_A_PAGE)
    page = facts.get_page(request.GET.get("page"))
    content, today = saved.read(request.vault), today_for(request.preferences, vault=request.vault)
    # What it said before it was set down is over.
    said = content.steps if saved.is_open else [content.closing]
    context = {
        "goal": saved,
        "content": content,
        "cards": cards_beside(None, *said, preferences=request.preferences, vault=request.vault),
        "form": form,
        "page": page,
        "facts": facts_of(page.object_list, request.vault),
        "is_review_due": flows.is_review_due(saved, content, today),
        "has_room": flows.has_room(request.user),
    }
    return render(request, "reflections/self_work/goal.html", context)


def _check_in(request: PersonRequest, noted: GoalCheckIn, form: CheckInForm, status: int = 200) -> HttpResponse:
    content = noted.read(request.vault)
    cards = cards_beside(None, content.line, preferences=request.preferences, vault=request.vault)
    context = {
        "noted": noted,
        "cards": cards,
        "fact": content,
        "goal": noted.goal,
        "content": rows_of([noted.goal], request.vault)[0].content,
        "form": form,
        "offered": _offered(request, content),
    }
    return render(request, "reflections/self_work/check_in.html", context, status=status)


def _plan(request: PersonRequest, saved: Goal, form: PlanForm, status: int = 200) -> HttpResponse:
    context = {
        "goal": saved,
        "content": saved.read(request.vault),
        "form": form,
        "is_stale": status == 409,
        "gets_smaller": request.GET.get("change") == "smaller",
    }
    return render(request, "reflections/self_work/plan.html", context, status=status)


def _offered(request: PersonRequest, fact: CheckInContent) -> Prompt | None:
    """Return the question that goes with an answer: none where none is wanted, and by night only a light one.

    Beside words of dying nothing is asked: see `limits.is_in_crisis`.
    """
    if any(cue.signal == CRISIS for cue in read_page(fact.line).cues):
        return None
    personal = personal_of(request)
    asked = library().prompts["s-when-it-slips" if fact.outcome == SLIPPED else "s-evidence"].asked_of(personal)
    is_too_late = personal.is_night(timezone.localtime().time()) and asked.depth != "light"
    return asked if personal.offers_questions and not is_too_late else None
