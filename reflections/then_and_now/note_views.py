"""Two leaves side by side, the four questions under them, and the note that is kept of it: read, changed, deleted."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.flows import today_for
from accounts.views import PersonRequest
from reflections.answering import as_html
from reflections.asking.flows import cards_beside
from reflections.cards import Card
from reflections.library import library
from reflections.then_and_now import flows
from reflections.then_and_now.content import Answers, ComparisonContent, Kind, Pair
from reflections.then_and_now.forms import NoteForm
from reflections.then_and_now.leaves import spread_of
from reflections.then_and_now.views import too_near
from vault.guards import unlocked
from vault.keeping import StaleRevision

CLOSES_WITH = "r-set-it-down"


@require_http_methods(["GET", "POST"])
@unlocked
def compare_pages(request: PersonRequest, entry_id: UUID, other_entry_id: UUID) -> HttpResponse:
    """Show two pages side by side, and keep what she notices."""
    return _compare(request, Kind.PAGES, entry_id, other_entry_id)


@require_http_methods(["GET", "POST"])
@unlocked
def compare_answers(request: PersonRequest, reflection_id: UUID, other_reflection_id: UUID) -> HttpResponse:
    """Show two answers to the same prompt side by side, and keep what she notices."""
    return _compare(request, Kind.ANSWERS, reflection_id, other_reflection_id)


@require_GET
@unlocked
def comparison(request: PersonRequest, comparison_id: UUID) -> HttpResponse:
    """Show a note, and the two it is about, as far as they are there."""
    saved = get_object_or_404(request.user.comparisons, id=comparison_id)
    content = saved.read(request.vault)
    shown = {
        "comparison": saved,
        "pair": content.pair,
        "spread": spread_of(request.user, content.pair, request.vault),
        "said": _as_read(content.answers),
        "cards": _cards(request, content),
    }
    return render(request, "reflections/then_and_now/comparison.html", shown)


@require_GET
@unlocked
def close_comparison(request: PersonRequest, comparison_id: UUID) -> HttpResponse:
    """End calmly, once a note is kept."""
    saved = get_object_or_404(request.user.comparisons, id=comparison_id)
    content = saved.read(request.vault)
    shown = {
        "comparison": saved,
        "nothing_has_changed": content.answers.nothing_has_changed,
        "cards": _cards(request, content),
        "prompt": library().prompts[CLOSES_WITH],
    }
    return render(request, "reflections/then_and_now/close.html", shown)


@require_http_methods(["GET", "POST"])
@unlocked
def revise_comparison(request: PersonRequest, comparison_id: UUID) -> HttpResponse:
    """Show a note in its form, and keep what was changed; words outlive a note that is gone or damaged meanwhile."""
    if request.method == "POST":
        return _keep(request, NoteForm(request.POST), leads_to="comparison")
    saved = get_object_or_404(request.user.comparisons, id=comparison_id)
    return _note_page(request, NoteForm.of(saved, request.vault), saved.read_head(request.vault).pair)


@require_http_methods(["GET", "POST"])
@unlocked
def delete_comparison(request: PersonRequest, comparison_id: UUID) -> HttpResponse:
    """Ask once, then delete a note for good; the two it is about stay."""
    saved = get_object_or_404(request.user.comparisons, id=comparison_id)
    if request.method == "POST":
        saved.delete()
        messages.success(request, _("The note is gone."))
        return redirect("then_and_now")
    return render(request, "reflections/then_and_now/delete.html", {"comparison": saved})


def _compare(request: PersonRequest, kind: Kind, one: UUID, other: UUID) -> HttpResponse:
    pair = flows.pair_of(request.user, kind, one, other, vault=request.vault)
    if request.method == "POST":
        # Where one of them is gone meanwhile, the form still knows which two they were: words outlive a deletion.
        return _keep(request, NoteForm(request.POST, pair=pair), leads_to="close_comparison")
    if pair is None:
        raise Http404
    if pair.is_near:
        return too_near(request, reverse(f"older_{kind}"))
    return _note_page(request, NoteForm(initial=NoteForm.blank(pair)), pair)


def _keep(request: PersonRequest, form: NoteForm, *, leads_to: str) -> HttpResponse:
    if not form.is_valid():
        return _note_page(request, form, form.cleaned_data["pair"])
    try:
        kept = flows.keep_comparison(
            request.user,
            comparison_id=form.cleaned_data["comparison_id"],
            origin=form.origin(),
            written_on=today_for(request.preferences, vault=request.vault),
            content=form.content(),
            vault=request.vault,
        )
    except StaleRevision as stale:
        saved = request.user.comparisons.get(id=stale.row.id)
        theirs = saved.read(request.vault).answers
        return _note_page(request, form.based_on(saved), form.cleaned_data["pair"], theirs=theirs, status=409)
    return redirect(leads_to, kept.id)


def _note_page(
    request: PersonRequest, form: NoteForm, pair: Pair | None, *, theirs: Answers | None = None, status: int = 200
) -> HttpResponse:
    if pair is None:
        raise Http404
    shown = {
        "form": form,
        "pair": pair,
        "spread": spread_of(request.user, pair, request.vault),
        "theirs": _as_read(theirs) if theirs else None,
    }
    return render(request, "reflections/then_and_now/note.html", shown, status=status)


def _cards(request: PersonRequest, content: ComparisonContent) -> list[Card]:
    """Return the help that belongs beside a note; nothing is asked where there is any."""
    texts = [answer for _question, answer in content.answers.said()]
    return cards_beside(None, *texts, preferences=request.preferences, vault=request.vault)


def _as_read(answers: Answers) -> dict[str, Any]:
    said = [{"question": question, "html": as_html(answer)} for question, answer in answers.said()]
    return {"answers": said, "nothing_has_changed": answers.nothing_has_changed}
