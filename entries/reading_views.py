"""Reading: one entry in book typography, what it said before, and the journal by month."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.views import PersonRequest
from entries import flows, markdown, months
from entries.comparing import compare
from entries.margin import notes_about
from entries.models import Entry, EntryVersion
from entries.reading import lay_out
from vault.guards import unlocked
from vault.keeping import Origin, StaleRevision

VERSIONS_ON_A_PAGE = 30


@require_GET
@unlocked
def journal(request: PersonRequest) -> HttpResponse:
    """Show the journal by month, thirty entries a page."""
    page = months.page_of_journal(request.user, request.GET.get("page"))
    index = months.months_in_margin(request.user)
    listed = months.by_month(months.rows_of(request.user, page.object_list, request.vault), index)
    discarded = Entry.kept_by(request.user).in_trash().count()
    shown = {"months": listed, "page": page, "years": months.by_year(index, page.object_list), "discarded": discarded}
    return render(request, "entries/journal.html", shown)


@require_GET
@unlocked
def entry(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    """Show one entry in book typography, with its answers in the margin and the pages before and after it."""
    entry = _entry(request, entry_id)
    content = entry.read(request.vault)
    parsed = markdown.parse(content.body)
    blocks, loose_notes = lay_out(parsed, notes_about(request.user, [entry], request.vault)[entry.id])
    page = {
        "entry": entry,
        "content": content,
        "words": markdown.count_words(markdown.plain_text(parsed)),
        "blocks": blocks,
        "loose_notes": loose_notes,
        "before": months.opened(request.user.entries.before(entry)[:1], request.vault),
        "after": months.opened(request.user.entries.after(entry)[:1], request.vault),
        "versions": request.user.versions.filter(entry_id=entry_id).count(),
    }
    return render(request, "entries/entry.html", page)


@require_GET
@unlocked
def history(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    """List what a page said at the end of each earlier sitting, newest first."""
    entry = _entry(request, entry_id)
    versions = request.user.versions.filter(entry_id=entry_id).newest_first().heads()
    page = Paginator(versions, VERSIONS_ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "entry": entry,
        "head": entry.read_head(request.vault),
        "page": page,
        "rows": months.opened(page.object_list, request.vault),
    }
    return render(request, "entries/history.html", shown)


@require_GET
@unlocked
def version(request: PersonRequest, entry_id: UUID, version_id: UUID) -> HttpResponse:
    """Show a version beside what the page says now, with what differs marked, and what can be done with it."""
    entry, version = _entry(request, entry_id), _version(request, entry_id, version_id)
    then, now = version.read(request.vault), entry.read(request.vault)
    shown = {
        "entry": entry,
        "version": version,
        "now": now,
        "then": then,
        "title": compare(now.title, then.title),
        "body": compare(now.body, then.body),
    }
    return render(request, "entries/version.html", shown)


@require_POST
@unlocked
def restore(request: PersonRequest, entry_id: UUID, version_id: UUID) -> HttpResponse:
    """Let a page say again what a version says; what it says now becomes a version."""
    entry, version = _entry(request, entry_id), _version(request, entry_id, version_id)
    try:
        _keep_as(request, version, entry.id, Origin(entry.revision))
    except StaleRevision:
        messages.error(request, _("The page was changed in this very moment. Look at both once more."))
        return redirect(version)
    messages.success(request, _("The page says this now. What it said before is kept in its history."))
    return redirect(entry)


@require_POST
@unlocked
def keep_apart(request: PersonRequest, entry_id: UUID, version_id: UUID) -> HttpResponse:
    """Make a page of its own of a version; the page it is of stays as it is."""
    version = _version(request, entry_id, version_id)
    try:
        kept = _keep_as(request, version, version.id, Origin())
    except StaleRevision as stale:
        # It was made a page of its own before, and that page has been written on since.
        return redirect("entry", stale.row.id)
    messages.success(request, _("Both are kept. This is the other one, as a page of its own."))
    return redirect(kept)


def _keep_as(request: PersonRequest, version: EntryVersion, entry_id: UUID, origin: Origin) -> Entry:
    return flows.keep_entry(
        request.user,
        entry_id=entry_id,
        origin=origin,
        written_on=version.written_on,
        content=version.read(request.vault),
        vault=request.vault,
    )


def _entry(request: PersonRequest, entry_id: UUID) -> Entry:
    """Return a page of the journal, or one that can still be brought back from the trash; 404 for any other."""
    return get_object_or_404(Entry.kept_by(request.user).at_hand(), id=entry_id)


def _version(request: PersonRequest, entry_id: UUID, version_id: UUID) -> EntryVersion:
    return get_object_or_404(request.user.versions, entry_id=entry_id, id=version_id)
