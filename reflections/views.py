"""The library, the answer page, an answer read, changed and deleted, and help now."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_http_methods

from accounts.flows import today_for
from accounts.views import PersonRequest, personal_of
from reflections import answering, flows
from reflections.answering import AnswerPage
from reflections.asking.flows import may_go_on
from reflections.cue_lists import ENGLISH
from reflections.helplines import countries_in, helplines
from reflections.library import library
from reflections.models import Reflection
from reflections.programs.content import programs
from reflections.rows import rows_of
from vault.guards import unlocked
from vault.keeping import StaleRevision

ANSWERS_ON_A_PAGE = 20


@require_GET
@unlocked
@gzip_page
def reflections(request: PersonRequest) -> HttpResponse:
    """Show the whole library, and the answers given so far."""
    answers = Paginator(request.user.reflections.newest_first().heads(), ANSWERS_ON_A_PAGE)
    page = answers.get_page(request.GET.get("page"))
    entry = answering.entry_named(request.user, request.GET.get("entry"))
    context = {
        "answers": page,
        "rows": rows_of(page.object_list, request.vault),
        "later": answering.kept_for_later(request.user, personal_of(request), request.vault),
        "own": answering.own_prompts(request.user, request.vault),
        "programs": programs().values(),
        "themes": library().shelves(personal_of(request)),
        "entry": entry,
        "entry_title": entry.read_head(request.vault).title if entry else "",
    }
    return render(request, "reflections/index.html", context)


@require_http_methods(["GET", "POST"])
@unlocked
def prompt(request: PersonRequest, slug: str) -> HttpResponse:
    """Ask one question of the library, freely or about an entry, and keep the answer."""
    asked = answering.prompt_as_sent(slug, request.POST, request.user, personal_of(request), request.vault)
    entry = answering.entry_named(request.user, request.GET.get("entry"), must_exist=request.method != "POST")
    passage = request.GET.get("passage", "")
    page = AnswerPage.blank(request.POST or None, prompt=asked, entry=entry, passage=passage, vault=request.vault)
    return _answer(request, page)


@require_http_methods(["GET", "POST"])
@unlocked
def revise_reflection(request: PersonRequest, reflection_id: UUID) -> HttpResponse:
    """Show an answer in the editor, and keep what its author changed."""
    # The words of an answer that does not open any more come under an id of their own: see `vault.guards`.
    is_moved = request.POST.get("reflection_id", str(reflection_id)) != str(reflection_id)
    saved = request.user.reflections.select_related("entry").filter(id=reflection_id).first()
    if saved is not None and not is_moved:
        page = AnswerPage.of(request.POST or None, saved, personal=personal_of(request), vault=request.vault)
        return _answer(request, page)
    # It was deleted in another tab: words outlive a deletion, and become an answer to the same question.
    slug, personal = request.POST.get("prompt", ""), personal_of(request)
    asked = answering.prompt_as_sent(slug, request.POST, request.user, personal, request.vault)
    return _answer(request, AnswerPage.blank(request.POST, prompt=asked, entry=None, vault=request.vault))


@require_GET
@unlocked
def reflection(request: PersonRequest, reflection_id: UUID) -> HttpResponse:
    """Show one answer with its question and the sentence it is about."""
    saved = get_object_or_404(request.user.reflections.select_related("entry"), id=reflection_id)
    content = saved.read(request.vault)
    context = {
        "reflection": saved,
        "content": content,
        "answer_html": answering.as_html(content.answer),
        "quote": "" if saved.is_about_closed_letter else content.quote,
        "entry": saved.page,
        "entry_title": saved.page.read_head(request.vault).title if saved.page else "",
    }
    return render(request, "reflections/reflection.html", context)


@require_http_methods(["GET", "POST"])
@unlocked
def delete_reflection(request: PersonRequest, reflection_id: UUID) -> HttpResponse:
    """Ask once, then delete an answer for good."""
    saved = get_object_or_404(request.user.reflections, id=reflection_id)
    if request.method == "POST":
        saved.delete()
        messages.success(request, _("The answer is gone."))
        return redirect("reflections")
    context = {"reflection": saved, "content": saved.read_head(request.vault)}
    return render(request, "reflections/delete.html", context)


@login_not_required
@require_GET
def help_now(request: HttpRequest) -> HttpResponse:
    """Show whom to call, in the country the reader chooses. Nothing about this visit is kept."""
    lines = helplines()
    countries, named_in = countries_in(get_language() or ENGLISH)
    asked = request.GET.get("country", "")
    context = {
        "countries": countries,
        "named_in": named_in,
        "country": next((country for country in countries if country.iso == asked), None),
        "checked_on": lines.checked_on,
        "directory_first": not lines.were_checked_lately(timezone.localdate()),
        "fallback": lines.elsewhere,
    }
    return render(request, "reflections/help_now.html", context)


def _after(request: PersonRequest, page: AnswerPage, kept: Reflection) -> str:
    """Lead to the question that belongs to this one and comes after it, or else to closing the sitting."""
    answer = page.form.cleaned_data["answer"]
    if not may_go_on(page.prompt, answer, request.preferences, vault=request.vault):
        return reverse("close_reflection", args=[kept.id])
    about = f"?entry={page.entry.id}" if page.entry else ""
    return f"{reverse('prompt', args=[page.prompt.follow_with])}{about}"


def _answer(request: PersonRequest, page: AnswerPage) -> HttpResponse:
    status = 200
    if page.form.is_valid():
        try:
            kept = flows.keep_reflection(
                request.user,
                reflection_id=page.form.cleaned_data["reflection_id"],
                origin=page.form.origin(),
                written_on=today_for(request.preferences, vault=request.vault),
                entry=page.entry,
                content=page.form.content(page.prompt),
                vault=request.vault,
            )
        except StaleRevision as stale:
            page.start_again_from(request.user.reflections.get(id=stale.row.id), request.vault)
            status = 409
        else:
            return redirect(kept if page.reflection else _after(request, page, kept))
    return render(request, "reflections/answer.html", page.context(request.user, request.vault), status=status)
