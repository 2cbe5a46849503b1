"""Reading: the journal by month, and one entry in book typography. What it said before is in `history_views`."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from accounts.views import PersonRequest
from entries import markdown, months, tagging
from entries.content import LETTER
from entries.filtering import Filter, FilterForm
from entries.margin import notes_about
from entries.models import Entry
from entries.reading import lay_out
from entries.rows import opened, rows_of
from entries.todays import standing_under
from entries.views import rendered
from entries.walking import Found, look_for
from vault.guards import unlocked


@require_GET
@unlocked
def journal(request: PersonRequest) -> HttpResponse:
    """Show the journal by month, thirty entries a page; all of it, or what is asked for in the address."""
    form = FilterForm(request.GET)
    asked = form.chosen()
    shown = _asked_for(request, asked, form.before()) if asked else _newest(request)
    page = {"form": form, "asked": asked, "found": None, "page": None, "years": [], "discarded": 0}
    return render(request, "entries/journal.html", page | shown)


def _newest(request: PersonRequest) -> dict[str, Any]:
    years = months.years_of(request.user)
    page = months.page_of_journal(request.user, years, request.GET.get("page"))
    margin = months.with_months(request.user, years, page.object_list)
    listed = months.by_month(rows_of(request.user, page.object_list, request.vault), margin)
    discarded = Entry.kept_by(request.user).in_trash().count()
    return {"months": listed, "page": page, "years": margin, "discarded": discarded}


def _asked_for(request: PersonRequest, asked: Filter, before: UUID | None) -> dict[str, Any]:
    try:
        found = look_for(request.user, asked, before=before, vault=request.vault)
    except tagging.NoSuchTag:
        found = Found()
    return {"months": months.by_month(found.rows), "found": found}


@require_GET
@unlocked
def entry(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    """Show one entry in book typography, with its answers in the margin and the pages before and after it."""
    entry = get_object_or_404(Entry.kept_by(request.user).not_run_out(), id=entry_id)
    head = None if entry.is_withheld else entry.read_head(request.vault)
    if head is None or head.kind == LETTER:
        return redirect("letter", entry_id)
    content = entry.read(request.vault)
    parsed = markdown.parse(content.body)
    blocks, loose_notes = lay_out(parsed, notes_about(request.user, [entry_id], request.vault)[entry_id])
    page = {
        "entry": entry,
        "content": content,
        "how_long": head.words,
        "blocks": blocks,
        "loose_notes": loose_notes,
        "standing": rendered(standing_under(entry, request.preferences, request.vault), request),
        "before": opened(request.user.entries.before(entry)[:1], request.vault),
        "after": opened(request.user.entries.after(entry)[:1], request.vault),
        "tags": tagging.named(request.user, content.tags, vault=request.vault),
        "versions": request.user.versions.filter(entry_id=entry_id).count(),
    }
    return render(request, "entries/entry.html", page)


def entry_at_hand(request: PersonRequest, entry_id: UUID) -> Entry:
    """Return a page of the journal, or one that can still be brought back from the trash; 404 for any other.

    A letter that is closed for now is another.
    """
    return get_object_or_404(Entry.kept_by(request.user).at_hand(), id=entry_id)
