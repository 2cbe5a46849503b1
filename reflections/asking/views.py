"""Questions after a page, what was kept for later, and questions of one's own."""

from dataclasses import replace
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.flows import change_preferences
from accounts.views import PersonRequest, personal_of
from entries.content import EntryContent
from entries.models import Entry
from entries.reading_views import entry_at_hand
from reflections.asking import flows
from reflections.asking.forms import OfferedForm, OwnPromptForm
from reflections.asking.showing import as_shown
from reflections.choosing import PLAIN_PAGE
from reflections.passages import value_of
from vault.guards import unlocked


@require_http_methods(["GET", "POST"])
@unlocked
def questions(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    """Say that the page is kept and that this may be all; offer up to three questions about it."""
    entry = entry_at_hand(request, entry_id)
    content = entry.read(request.vault)
    form = OfferedForm(request.POST)
    if request.method == "POST" and form.is_valid():
        return redirect(_settled(request, entry, content, form))
    offer = flows.offer_about(entry, content, request.preferences, vault=request.vault)
    shown = as_shown(entry, content, offer, personal_of(request))
    cards = flows.cards_beside(
        entry.id, content.body, content.title, preferences=request.preferences, vault=request.vault
    )
    return render(request, "reflections/questions.html", shown | {"cards": cards})


@require_POST
@unlocked
def hide_card(request: PersonRequest, about_id: UUID) -> HttpResponse:
    """Show no help beside this page or answer any more."""
    page = Entry.kept_by(request.user).filter(id=about_id).first()
    if page is None:
        get_object_or_404(request.user.reflections, id=about_id)
    flows.hide_card(request.user, about=about_id, vault=request.vault)
    if page is not None and "is_read" in request.POST:
        return redirect(page)
    return redirect("questions" if page else "close_reflection", about_id)


@require_POST
@unlocked
def stop_offering(request: PersonRequest) -> HttpResponse:
    """Offer no more questions about pages; the library stays, and settings bring them back."""
    change_preferences(request.user, change=partial(replace, offers_questions=False), vault=request.vault)
    messages.success(request, _("No more questions are offered after a page. Settings bring them back."))
    return redirect("today")


@require_http_methods(["GET", "POST"])
@unlocked
def own_prompt(request: PersonRequest) -> HttpResponse:
    """Take in a question of her own, and ask it."""
    form = OwnPromptForm(request.POST or None, initial=OwnPromptForm.blank())
    if form.is_valid():
        row_id, question = form.cleaned_data["row_id"], form.content()
        own = flows.keep_own_prompt(request.user, row_id=row_id, question=question, vault=request.vault)
        return redirect("prompt", own.slug)
    return render(request, "reflections/own_prompt.html", {"form": form})


@require_POST
@unlocked
def delete_own_prompt(request: PersonRequest, prompt_id: UUID) -> HttpResponse:
    """Take a question of her own off the list; answers to it stay."""
    get_object_or_404(request.user.own_prompts, id=prompt_id).delete()
    messages.success(request, _("The question is gone. Answers to it stay."))
    return redirect("reflections")


@require_POST
@unlocked
def let_later_go(request: PersonRequest, kept_id: UUID) -> HttpResponse:
    """Take a question off the list of those kept for later."""
    get_object_or_404(request.user.kept_for_later, id=kept_id).delete()
    return redirect("reflections")


def _settled(request: PersonRequest, entry: Entry, content: EntryContent, form: OfferedForm) -> str:
    """Do what was chosen about one question, and return where that leads."""
    prompt, here = form.cleaned_data["prompt"], reverse("questions", args=[entry.id])
    about = (entry, content, prompt, request.preferences)
    match form.cleaned_data["do"]:
        case "later":
            flows.keep_for_later(*about, row_id=form.cleaned_data["row_id"], vault=request.vault)
            messages.info(request, _("Kept for later, under Reflections."))
            return here
        case "no":
            flows.decline(*about, vault=request.vault)
            return here
    cue = flows.take_up(*about, vault=request.vault)
    if prompt == PLAIN_PAGE:
        return f"{reverse('write')}?kind=plain"
    place = f"&passage={value_of(cue.sentence.start, cue.sentence.end)}" if cue else ""
    return f"{reverse('prompt', args=[prompt])}?entry={entry.id}{place}"
