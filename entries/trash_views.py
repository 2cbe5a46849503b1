"""The trash: what was discarded waits there for thirty days, can be brought back, or deleted for good."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.views import PersonRequest
from entries import flows
from entries.margin import notes_about
from entries.models import Entry
from entries.rows import ROWS_ON_A_PAGE, rows_of
from vault.guards import unlocked
from vault.keyslots import locked_row


@require_GET
@unlocked
def trash(request: PersonRequest) -> HttpResponse:
    """List what was discarded, the latest first."""
    discarded = Entry.kept_by(request.user).in_trash()
    page = Paginator(discarded, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    rows = rows_of(request.user, page.object_list, request.vault)
    return render(request, "entries/trash.html", {"page": page, "rows": rows})


@require_POST
@unlocked
def discard(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    """Put a page into the trash, and let go of what has been there for thirty days."""
    _changed(request, entry_id, Entry.discard)
    flows.empty_trash(request.user)
    messages.success(request, _("The page is in the trash. It can be brought back for thirty days."))
    return redirect("trash")


@require_POST
@unlocked
def bring_back(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    """Take a page out of the trash."""
    entry = _changed(request, entry_id, Entry.bring_back)
    messages.success(request, _("The page is back in the journal."))
    return redirect(entry)


@require_http_methods(["GET", "POST"])
@unlocked
def delete(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    """Ask once, then delete a page of the trash for good, with its history; answers about it stay."""
    entry = get_object_or_404(Entry.kept_by(request.user).in_trash(), id=entry_id)
    if request.method == "POST":
        flows.delete_for_good(entry, vault=request.vault)
        messages.success(request, _("It’s gone."))
        return redirect("trash")
    shown = {
        "row": rows_of(request.user, [entry], request.vault)[0],
        "notes": notes_about(request.user, [entry.id], request.vault)[entry.id],
        "versions": request.user.versions.filter(entry_id=entry_id).count(),
    }
    return render(request, "entries/delete.html", shown)


@transaction.atomic
def _changed(request: PersonRequest, entry_id: UUID, change: Callable[[Entry], None]) -> Entry:
    """Change a page, which nobody deletes meanwhile."""
    locked_row(request.vault)
    entry: Entry = get_object_or_404(Entry.kept_by(request.user).at_hand(), id=entry_id)
    change(entry)
    return entry
