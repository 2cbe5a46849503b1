"""All goals on one page; a goal written down, gone on with, and begun. What follows is in `goal_views`."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.flows import today_for
from accounts.views import PersonRequest, personal_of
from reflections.asking.flows import cards_beside
from reflections.cards import Card
from reflections.self_work import flows
from reflections.self_work.content import GoalContent
from reflections.self_work.forms import GoalForm
from reflections.self_work.models import Goal
from reflections.self_work.rows import GoalRow, rows_of
from vault.guards import unlocked
from vault.keeping import StaleRevision

GOALS_ON_A_PAGE = 30


@require_GET
@unlocked
def self_work(request: PersonRequest) -> HttpResponse:
    """Show what she is working on, what is only written down, and what was set down."""
    page = Paginator(request.user.goals.in_order(), GOALS_ON_A_PAGE).get_page(request.GET.get("page"))
    rows = rows_of(page.object_list, request.vault)
    today = today_for(request.preferences, vault=request.vault)
    context = {
        "page": page,
        "open": [(row, _is_review_due(row, today)) for row in rows if row.goal.is_open],
        "written": [row for row in rows if row.goal.began_on is None],
        "ended": [row for row in rows if row.goal.set_down_on],
        "has_room": flows.has_room(request.user),
    }
    return render(request, "reflections/self_work/index.html", context)


@require_http_methods(["GET", "POST"])
@unlocked
def new_goal(request: PersonRequest) -> HttpResponse:
    """Ask the steps of a goal, from an answer if one is named, and keep what was written."""
    because = _because(request)
    if request.method == "POST":
        return _keep(request, because)
    form = GoalForm(initial=GoalForm.blank(), personal=personal_of(request))
    return _steps(request, form, because)


@require_http_methods(["GET", "POST"])
@unlocked
def make_goal(request: PersonRequest, goal_id: UUID) -> HttpResponse:
    """Go on with a goal that is only written down; words outlive one that is gone meanwhile."""
    if request.method == "POST":
        return _keep(request, _because_kept(request, goal_id))
    saved = get_object_or_404(request.user.goals, id=goal_id)
    if saved.began_on:
        return redirect(saved)
    content = saved.read(request.vault)
    form = GoalForm(initial=GoalForm.of(saved, content), personal=personal_of(request))
    return _steps(request, form, content.because, cards=_cards(request, content))


@require_http_methods(["GET", "POST"])
@unlocked
def begin_goal(request: PersonRequest, goal_id: UUID) -> HttpResponse:
    """Say what speaks for waiting, if anything does, and begin."""
    saved = get_object_or_404(request.user.goals, id=goal_id)
    if request.method == "POST":
        return _begin(request, saved)
    if saved.began_on:
        return redirect(saved)
    context = {"goal": saved, "content": saved.read(request.vault), "has_room": flows.has_room(request.user)}
    return render(request, "reflections/self_work/begin.html", context)


def _because(request: PersonRequest) -> str:
    """Return the sentence of the answer a goal comes from; words on their way in outlive an answer that is gone."""
    value = request.GET.get("answer")
    if not value:
        return ""
    try:
        answer = request.user.reflections.heads().filter(id=UUID(value)).first()
    except ValueError:
        raise Http404 from None
    if answer is None and request.method != "POST":
        raise Http404
    return flows.because_of(answer, request.vault) if answer else ""


def _because_kept(request: PersonRequest, goal_id: UUID) -> str:
    rows = rows_of(request.user.goals.filter(id=goal_id), request.vault)
    return next((row.content.because for row in rows if row.content), "")


def _is_review_due(row: GoalRow, today: date) -> bool:
    return row.content is not None and flows.is_review_due(row.goal, row.content, today)


def _keep(request: PersonRequest, because: str) -> HttpResponse:
    form = GoalForm(request.POST, personal=personal_of(request))
    if not form.is_valid():
        return _steps(request, form, because)
    content = form.content(_before(request, form, because))
    if content.is_blank:
        messages.info(request, _("Nothing was written, so there was nothing to keep."))
        return redirect("self_work")
    goal_id, origin = form.cleaned_data["goal_id"], form.origin()
    try:
        kept = flows.keep_goal(request.user, goal_id=goal_id, origin=origin, content=content, vault=request.vault)
    except StaleRevision as stale:
        return _both(request, form, request.user.goals.get(id=stale.row.id))
    if form.begins:
        # Asked once whether it could wait; she says whether it does.
        return redirect("begin_goal", kept.id) if content.is_only_for_them else _begin(request, kept)
    messages.success(request, _("Kept. You can go on with it whenever you like."))
    return redirect("make_goal", kept.id) if _cards(request, content) else redirect("self_work")


def _before(request: PersonRequest, form: GoalForm, because: str) -> GoalContent:
    """Return what the goal said until now, which for a new one is where it comes from."""
    saved = request.user.goals.filter(id=form.cleaned_data["goal_id"]).first()
    return saved.read(request.vault) if saved else GoalContent(because=because)


def _begin(request: PersonRequest, goal: Goal) -> HttpResponse:
    try:
        flows.begin_goal(goal, today=today_for(request.preferences, vault=request.vault), vault=request.vault)
    except flows.NoPlanYet:
        return redirect("make_goal", goal.id)
    except flows.TwoAreOpen:
        return redirect("begin_goal", goal.id)
    return redirect("goal", goal.id)


def _both(request: PersonRequest, form: GoalForm, saved: Goal) -> HttpResponse:
    """Keep the words, show what stands saved, and let the next save replace it knowingly."""
    content = saved.read(request.vault)
    theirs = form.differing(content)
    again = GoalForm(form.cleaned_data | GoalForm.new_sitting(saved.revision), personal=personal_of(request))
    return _steps(request, again, content.because, theirs, status=409)


def _cards(request: PersonRequest, content: GoalContent) -> list[Card]:
    return cards_beside(None, *content.steps, preferences=request.preferences, vault=request.vault)


def _steps(
    request: PersonRequest,
    form: GoalForm,
    because: str,
    theirs: list[tuple[str, str]] | None = None,
    cards: Sequence[Card] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "steps": list(form.steps()),
        "because": because,
        "theirs": theirs,
        "cards": cards,
        "has_room": flows.has_room(request.user),
    }
    return render(request, "reflections/self_work/steps.html", context, status=status)
