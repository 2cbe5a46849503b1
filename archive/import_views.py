"""The pages on which a file is chosen, shown for what it would bring, and brought in or left."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from accounts.views import PersonRequest
from archive import imports
from archive.archive_forms import ImportForm
from archive.importers.found import NotReadable, Remark
from archive.models import WAITS_FOR, PendingImport
from archive.opening import NeedsPassword
from entries.months import page_with
from vault.guards import unlocked

# Remarks of one kind that a page shows; of the others it says how many there are.
SHOWN = 50


@require_http_methods(["GET", "POST"])
@unlocked
def import_pages(request: PersonRequest) -> HttpResponse:
    """Ask for a file, and read it; the next page shows what would come."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if form.is_bound and _is_too_large(request):
        form.errors["file"] = form.error_class([_too_large()])
    elif form.is_valid():
        try:
            return redirect("dry_run", _received(request, form))
        except NotReadable as reason:
            form.add_error("archive_password" if isinstance(reason, NeedsPassword) else "file", str(reason))
    return render(request, "archive/import.html", {"form": form, "waits": imports.waiting(request.user)})


import_pages.takes_files = True  # type: ignore[attr-defined]  # read by the first middleware


@require_GET
@unlocked
def dry_run(request: PersonRequest, import_id: UUID) -> HttpResponse:
    """Show what would come, what is there already, and what is left out and why."""
    pending = _pending(request, import_id)
    ran = imports.dry_run(pending, vault=request.vault)
    page = {
        "pending": pending,
        "source": ran.source,
        "lines": ran.plan.lines(),
        "comes": len(ran.plan.comes),
        "is_there": bool(ran.plan.there),
        "look_at": _shown(ran.look_at if ran.plan.comes else ()),
        "left_out": _shown(ran.plan.left_out),
    }
    return render(request, "archive/dry_run.html", page)


@require_POST
@unlocked
def bring_in(request: PersonRequest, import_id: UUID) -> HttpResponse:
    """Bring it in, all of it or nothing."""
    try:
        pages = imports.accept(_pending(request, import_id), vault=request.vault).plan.pages()
    except PendingImport.DoesNotExist:
        raise Http404 from None
    many = ngettext("%(n)s page is in your journal now.", "%(n)s pages are in your journal now.", len(pages))
    said = many % {"n": number_format(len(pages), force_grouping=True)}
    messages.success(request, said if pages else _("It is in your journal now."))
    return redirect(_place_of(request.user, pages[-1].day) if pages else "journal")


@require_POST
@unlocked
def leave_import(request: PersonRequest, import_id: UUID) -> HttpResponse:
    """Forget what was found in the file."""
    imports.leave(_pending(request, import_id))
    messages.success(request, _("Nothing was brought in, and nothing of the file was kept."))
    return redirect("import_pages")


def _shown(remarks: Sequence[Remark]) -> dict[str, object]:
    return {"remarks": remarks[:SHOWN], "others": max(0, len(remarks) - SHOWN)}


def _place_of(owner: User, day: date) -> str:
    """Return where the journal shows the month of this day."""
    return f"{reverse('journal')}?page={page_with(owner, day)}#m-{day.isoformat()[:7]}"


def _pending(request: PersonRequest, import_id: UUID) -> PendingImport:
    """Return what waits; after a day it does not, whether it was swept away or not."""
    since = timezone.now() - WAITS_FOR
    pending: PendingImport = get_object_or_404(request.user.pending_imports, id=import_id, saved_at__gt=since)
    return pending


def _received(request: PersonRequest, form: ImportForm) -> UUID:
    upload = form.upload()
    pending = imports.receive(
        request.user,
        upload=b"".join(upload.chunks()),
        name=upload.name or "",
        password=form.cleaned_data["archive_password"],
        zone=timezone.get_current_timezone(),
        day=form.cleaned_data["day"],
        vault=request.vault,
    )
    return pending.id


def _is_too_large(request: HttpRequest) -> bool:
    """Tell whether Django read past the file: it takes none that does not fit into memory."""
    return int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE


def _too_large() -> str:
    most = settings.FILE_UPLOAD_MAX_MEMORY_SIZE // 1024**2
    return _(
        "This file is larger than %(most)d megabytes, so it was not read. Export it without photos, or in parts."
    ) % {"most": most}
