"""All tags with their numbers, and one of them: called otherwise, or made one with another."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.views import PersonRequest
from entries import tagging
from entries.tag_forms import MergeForm, RenameForm
from entries.tags import Tag
from vault.guards import unlocked

TAGS_ON_A_PAGE = 60


@require_GET
@unlocked
def tags(request: PersonRequest) -> HttpResponse:
    """List the tags of the pages in the journal, each with the number of these."""
    known = Paginator(tagging.counted(request.user, vault=request.vault), TAGS_ON_A_PAGE)
    return render(request, "entries/tags.html", {"page": known.get_page(request.GET.get("page"))})


@require_GET
@unlocked
def tag(request: PersonRequest, tag_id: UUID) -> HttpResponse:
    """Offer to call a tag otherwise, or to make it one with another."""
    shown, others = _found(request, tag_id)
    return _page(request, shown, rename=RenameForm(shown, others), merge=MergeForm(others))


@require_POST
@unlocked
def rename_tag(request: PersonRequest, tag_id: UUID) -> HttpResponse:
    """Call a tag otherwise on every page that has it."""
    shown, others = _found(request, tag_id)
    form = RenameForm(shown, others, request.POST)
    if not form.is_valid():
        return _page(request, shown, rename=form, merge=MergeForm(others))
    return _renamed(request, shown, form.cleaned_data["title"])


@require_POST
@unlocked
def merge_tag(request: PersonRequest, tag_id: UUID) -> HttpResponse:
    """Give every page with a tag another one in its place."""
    shown, others = _found(request, tag_id)
    form = MergeForm(others, request.POST)
    if not form.is_valid():
        return _page(request, shown, rename=RenameForm(shown, others), merge=form)
    return _renamed(request, shown, form.other().word)


def _found(request: PersonRequest, tag_id: UUID) -> tuple[Tag, list[Tag]]:
    """Return a tag and all others."""
    known = tagging.tags_of(request.user, vault=request.vault)
    named = [each for each in known if each.id == tag_id]
    if not named:
        raise Http404
    return named[0], [each for each in known if each.id != tag_id]


def _page(request: PersonRequest, shown: Tag, **forms: Any) -> HttpResponse:
    return render(request, "entries/tag.html", {"tag": shown, **forms})


def _renamed(request: PersonRequest, shown: Tag, word: str) -> HttpResponse:
    try:
        pages = tagging.rename(request.user, shown.id, word, vault=request.vault)
    except tagging.NoSuchTag:
        raise Http404 from None
    said = ngettext("%(pages)d page has that tag now.", "%(pages)d pages have that tag now.", pages)
    messages.success(request, said % {"pages": pages})
    return redirect("tags")
