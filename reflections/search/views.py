"""The search: its form with the last ten searches, what one of them finds, and searches forgotten.

What is asked is sealed and gets an address without a word, so that no address, log, history or session tells of it; and
a POST is never answered with a page, since browsers keep what was sent to get one.
"""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.views import PersonRequest
from entries.search import Query
from reflections.search import flows
from reflections.search.forms import SearchForm
from reflections.search.looking import Looked, Place, look
from reflections.search.showing import shown
from vault.guards import unlocked
from vault.reading import read_or_none


@require_http_methods(["GET", "POST"])
@unlocked
def search(request: PersonRequest) -> HttpResponse:
    """Ask what to look for, beside what was looked for lately."""
    if request.method == "POST":
        return _keep(request)
    kept = [(row, read_or_none(row.read, request.vault)) for row in request.user.searches.newest_first()]
    lately = [(row, asked, SearchForm.of(asked).in_words() if asked else []) for row, asked in kept]
    # What was chosen without a word is in the address, as it is in that of the journal; words never are.
    form = SearchForm.of(replace(SearchForm.asked(request.GET), words=""))
    shown = {"form": form, "is_narrowed": bool(form.chosen()), "lately": lately}
    return render(request, "reflections/search/search.html", shown)


@require_GET
@unlocked
def found(request: PersonRequest, search_id: UUID) -> HttpResponse:
    """Show a page of what one search finds, the newest first, and say how far back it has looked."""
    kept = get_object_or_404(request.user.searches, id=search_id)
    form, after = SearchForm.of(kept.read(request.vault)), _place(request)
    chosen = form.chosen()
    query = form.query()
    looked = look(request.user, query, chosen, after=after, vault=request.vault) if query.terms else Looked()
    page = {
        "search": kept,
        "form": form,
        "is_narrowed": bool(chosen),
        "has_looked": bool(query.terms),
        "is_further_back": after is not None,
        "looked": looked,
        "finds": shown(request.user, looked.finds, query, request.vault),
    }
    return render(request, "reflections/search/found.html", page)


@require_POST
@unlocked
def forget_search(request: PersonRequest, search_id: UUID) -> HttpResponse:
    """Delete one search."""
    get_object_or_404(request.user.searches, id=search_id).delete()
    return redirect("search")


@require_POST
@unlocked
def forget_searches(request: PersonRequest) -> HttpResponse:
    """Delete all searches."""
    flows.forget_all(request.user)
    messages.success(request, _("The searches are gone."))
    return redirect("search")


def _keep(request: PersonRequest) -> HttpResponse:
    asked = SearchForm.asked(request.POST)
    if not Query.of(asked.words).terms:
        messages.info(request, _("There is nothing to look for yet. One word is enough."))
        return _with_what_was_chosen(request, SearchForm.of(asked))
    return redirect(flows.keep_search(request.user, asked, vault=request.vault))


def _with_what_was_chosen(request: PersonRequest, form: SearchForm) -> HttpResponse:
    """Lead to the search without a word; a day that was none is said, and is not carried in an address."""
    chosen = form.chosen().as_query()
    for said in form.errors.values():
        messages.info(request, str(said[0]))
    return redirect(f"{reverse('search')}?{chosen}" if chosen else "search")


def _place(request: PersonRequest) -> Place | None:
    """Return behind which row to look on; an address that was changed by hand begins with the newest."""
    try:
        return Place.from_address(request.GET["after"])
    except (KeyError, ValueError):
        return None
