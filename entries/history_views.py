"""What a page said before: the list of its versions, one beside the present text, and what can be done with it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.views import PersonRequest
from entries import flows
from entries.comparing import compare
from entries.models import Entry, EntryVersion
from entries.reading_views import entry_at_hand
from entries.rows import ROWS_ON_A_PAGE, opened
from vault.guards import unlocked
from vault.keeping import Origin, StaleRevision


@require_GET
@unlocked
def history(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    """List what a page said at the end of each earlier sitting, newest first."""
    entry = entry_at_hand(request, entry_id)
    versions = request.user.versions.filter(entry_id=entry_id).newest_first().heads()
    page = Paginator(versions, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "entry": entry,
        "head": entry.read_head(request.vault),
        "page": page,
        "rows": opened(page.object_list, request.vault),
    }
    return render(request, "entries/history.html", shown)


@require_GET
@unlocked
def version(request: PersonRequest, entry_id: UUID, version_id: UUID) -> HttpResponse:
    """Show a version beside what the page says now, with what differs marked, and what can be done with it."""
    entry, version = entry_at_hand(request, entry_id), _version(request, entry_id, version_id)
    then, now = version.read(request.vault), entry.read(request.vault)
    shown = {
        "entry": entry,
        "version": version,
        "now": now,
        "then": then,
        "title": compare(then.title, now.title),
        "body": compare(then.body, now.body),
    }
    return render(request, "entries/version.html", shown)


@require_POST
@unlocked
def restore(request: PersonRequest, entry_id: UUID, version_id: UUID) -> HttpResponse:
    """Let a page say again what a version says; what it says now becomes a version."""
    entry, version = entry_at_hand(request, entry_id), _version(request, entry_id, version_id)
    try:
        _keep_as(request, version, entry.id, Origin(entry.revision))
    except StaleRevision:
        messages.error(request, _("The page was changed in this very moment. Look at both once more."))
        return redirect(version)
    if entry.discarded_at:
        messages.success(request, _("The page is back in the journal, and says this now."))
    else:
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


def _version(request: PersonRequest, entry_id: UUID, version_id: UUID) -> EntryVersion:
    return get_object_or_404(request.user.versions, entry_id=entry_id, id=version_id, entry__is_withheld=False)
