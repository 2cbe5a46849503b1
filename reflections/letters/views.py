"""Letters: the list of them, one begun, one read, closed, opened and let go."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.flows import today_for
from accounts.views import PersonRequest, personal_of
from entries.content import LETTER
from entries.forms import EntryForm
from entries.letters import letters_of
from entries.models import Entry
from entries.rows import ROWS_ON_A_PAGE, rows_of
from entries.todays import standing_under
from entries.views import rendered, writing_page
from reflections.letters import flows
from reflections.letters.forms import CloseForm, LetGoForm
from reflections.letters.reading import line_about, sheet_of
from vault.guards import unlocked
from vault.keeping import StaleRevision

# Source: the flow `unsent-letter` of the library.
RESTS_FOR = timedelta(hours=24)
READ_NOW = "?read=now"


@require_GET
@unlocked
def letters(request: PersonRequest) -> HttpResponse:
    """List the letters, newest first, and before them those that are closed for now."""
    open_ones = request.user.entries.filter(id__in=letters_of(request.user, vault=request.vault))
    page = Paginator(open_ones.newest_first().heads(), ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    today = today_for(request.preferences, vault=request.vault)
    closed = flows.envelopes(request.user, vault=request.vault)
    shown = {
        "page": page,
        "rows": rows_of(request.user, page.object_list, request.vault),
        "envelopes": [(envelope, envelope.is_due(today)) for envelope in closed],
    }
    return render(request, "reflections/letters/index.html", shown)


@require_GET
@unlocked
def new_letter(request: PersonRequest) -> HttpResponse:
    """Ask to whom it is, and then show the writing page; at night say first that letters are for the day."""
    personal = personal_of(request)
    offered = flows.addressees(personal)
    title = offered.get(request.GET.get("to", ""))
    if title is not None:
        day = today_for(request.preferences, vault=request.vault)
        return writing_page(request, EntryForm.blank(day, LETTER, title), None)
    shown = {
        "addressees": offered.items(),
        "is_night": personal.is_night(timezone.localtime().time()),
        "leaves_them_out": personal.leave_them_out,
    }
    return render(request, "reflections/letters/new.html", shown)


@require_GET
@unlocked
def letter(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    """Show a letter: closed, resting for a day since it was last written on, or to be read."""
    kept = get_object_or_404(Entry.kept_by(request.user).not_run_out(), id=entry_id)
    if kept.is_withheld:
        return _closed(request, kept)
    _require_letter(request, kept)
    rests = kept.discarded_at is None and timezone.now() < kept.saved_at + RESTS_FOR
    if rests and "read" not in request.GET:
        return render(request, "reflections/letters/resting.html", {"letter": kept, "read_now": READ_NOW})
    return _read(request, kept, CloseForm(today=today_for(request.preferences, vault=request.vault)))


@require_POST
@unlocked
def close_letter(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    """Close a letter until a day."""
    kept = _letter(request, entry_id)
    form = CloseForm(request.POST, today=today_for(request.preferences, vault=request.vault))
    if not form.is_valid():
        return _read(request, kept, form)
    flows.close(kept, until=form.cleaned_data["until"], vault=request.vault)
    messages.success(request, _("The letter is closed."))
    return redirect("letters")


@require_POST
@unlocked
def open_letter(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    """Open what is closed, on its day or before: a letter, or a page."""
    kept = get_object_or_404(Entry.kept_by(request.user), id=entry_id)
    flows.open_again(kept, vault=request.vault)
    is_letter = flows.is_letter(kept, vault=request.vault)
    return redirect(f"{reverse('letter', args=[entry_id])}{READ_NOW}" if is_letter else kept.get_absolute_url())


@require_GET
@unlocked
def let_go(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    """Show a letter for the last time, and ask what should stay."""
    return _last_reading(request, _letter(request, entry_id))


@require_POST
@unlocked
def gone(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    """Let a letter go, and show its words for the last time: from memory, since nothing is left to ask for."""
    kept = Entry.kept_by(request.user).filter(id=entry_id).first()
    if kept is None:
        # The button was pressed twice, or this page was asked for again.
        return render(request, "reflections/letters/gone.html", {"sheet": None}, status=404)
    if kept.is_withheld or kept.discarded_at:
        return redirect("letter", entry_id)
    _require_letter(request, kept)
    form = LetGoForm(request.POST)
    if not form.is_valid():
        return _last_reading(request, kept)
    return _gone(request, kept, form)


def _letter(request: PersonRequest, entry_id: UUID) -> Entry:
    kept = get_object_or_404(request.user.entries, id=entry_id)
    _require_letter(request, kept)
    return kept


def _require_letter(request: PersonRequest, kept: Entry) -> None:
    if not flows.is_letter(kept, vault=request.vault):
        raise Http404


def _closed(request: PersonRequest, kept: Entry) -> HttpResponse:
    envelope = flows.Envelope(kept, letters_of(request.user, vault=request.vault).get(kept.id))
    is_due = envelope.is_due(today_for(request.preferences, vault=request.vault))
    return render(request, "reflections/letters/closed.html", {"envelope": envelope, "is_due": is_due})


def _read(request: PersonRequest, kept: Entry, form: CloseForm) -> HttpResponse:
    shown = {
        "letter": kept,
        "sheet": sheet_of(kept, vault=request.vault),
        "standing": rendered(standing_under(kept, request.preferences, request.vault), request),
        "versions": request.user.versions.filter(entry_id=kept.id).count(),
        "form": form,
    }
    return render(request, "reflections/letters/letter.html", shown)


def _last_reading(request: PersonRequest, kept: Entry, *, was_changed: bool = False) -> HttpResponse:
    sheet = sheet_of(kept, vault=request.vault)
    shown = {
        "letter": kept,
        "sheet": sheet,
        "line": line_about(kept, sheet.words),
        "form": LetGoForm(initial={"revision": kept.revision}),
        "versions": request.user.versions.filter(entry_id=kept.id).count(),
        "contact_is_unsafe": personal_of(request).contact_is_unsafe,
        "was_changed": was_changed,
    }
    return render(request, "reflections/letters/let_go.html", shown, status=409 if was_changed else 200)


def _gone(request: PersonRequest, kept: Entry, form: LetGoForm) -> HttpResponse:
    sheet = sheet_of(kept, vault=request.vault)
    line = line_about(kept, sheet.words) if form.leaves_a_line else ""
    try:
        is_erased = flows.let_go(kept, revision=form.cleaned_data["revision"], line=line, vault=request.vault)
    except StaleRevision:
        return _last_reading(request, _letter(request, kept.id), was_changed=True)
    return render(request, "reflections/letters/gone.html", {"sheet": sheet, "line": line, "is_erased": is_erased})
