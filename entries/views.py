"""Today, and the writing page. Pages are read in `entries.reading_views`."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from accounts.addressing import addressed_here
from accounts.flows import today_for
from accounts.personal import Personal
from accounts.views import PersonRequest, personal_of
from entries import days, flows
from entries.endings import Sitting, what_comes_after
from entries.forms import LONGEST_BODY, EntryForm, KeptOn
from entries.models import Entry, EntryQuerySet
from entries.rows import rows_of
from entries.todays import Standing, standing_on
from vault import recovery_keys
from vault.guards import unlocked
from vault.keeping import StaleRevision

# In the session: whether the first page has brought the recovery key back, and whether she has yet to be led there.


@login_not_required
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Show today to whoever is signed in, and what Afterword is to everybody else."""
    if not request.user.is_authenticated:
        return render(request, "landing.html")
    return _today(request)


@unlocked
def _today(request: PersonRequest) -> HttpResponse:
    if request.session.get(_key_comes_back(request)):
        request.session[_key_comes_back(request)] = False
        if request.door.recovery_key is recovery_keys.Standing.WAITS:
            return redirect("recovery_key")
    day = today_for(request.preferences, vault=request.vault)
    pages = rows_of(request.user, request.user.entries.on_day(day), request.vault)
    standing = standing_on(request.user, day, request.vault)
    page = {
        "today": day,
        "day_in_words": days.in_words(day),
        "is_night": days.is_evening(timezone.localtime()),
        "pages": pages,
        "standing": rendered(standing, request),
        "is_new": not pages and not request.user.entries.exists(),
        "recovery_key": request.door.recovery_key.name,
        "wanting_to_write": _wanting_to_write(personal_of(request)),
    }
    return render(request, "entries/today.html", page)


def rendered(standing: Iterable[Standing], request: HttpRequest) -> list[str]:
    """Return what stands besides the words of a page as HTML."""
    return [render_to_string(each.template, each.context, request) for each in standing]


def _wanting_to_write(personal: Personal) -> str:
    if personal.leave_them_out:
        return _("Wanting to send a message?")
    return addressed_here(_("Wanting to message {them}?"), personal)


@require_GET
@unlocked
def contents(request: PersonRequest) -> HttpResponse:
    """Show the table of contents as a page, for phones."""
    return render(request, "contents.html")


@require_http_methods(["GET", "POST"])
@unlocked
def write(request: PersonRequest) -> HttpResponse:
    """Show an empty page, and keep what was written on it."""
    if request.method == "POST":
        return _keep(request, None)
    day = today_for(request.preferences, vault=request.vault)
    return writing_page(request, EntryForm.blank(day, request.GET.get("kind", "")), None)


@require_http_methods(["GET", "POST"])
@unlocked
def revise(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    """Show an entry in the editor, and keep what its author changed; words outlive a page that is gone meanwhile."""
    if request.method == "POST":
        return _keep(request, request.user.entries.filter(id=entry_id).first())
    entry = get_object_or_404(Entry.kept_by(request.user), id=entry_id, discarded_at=None)
    if entry.is_withheld:
        return redirect("letter", entry_id)
    return writing_page(request, EntryForm.of(entry, request.vault), entry)


@require_POST
@unlocked
def autosave(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    """Keep what is on the writing page so far, and say what is true about it."""
    return keep_so_far(request, entry_id, goes_on="revise")


def keep_so_far(request: PersonRequest, entry_id: UUID, *, goes_on: str) -> HttpResponse:
    """Do so for a page that is gone on with at the address of this name."""
    asked = form_as_sent(request, lambda: _saved(request, entry_id).values_list("written_on", flat=True).first())
    # The words are kept now, whatever else is to be asked; who has left the page is not there to be asked at all.
    unasked = asked.asks_about_day or "last" in request.POST
    form = asked.mended(today_for(request.preferences, vault=request.vault)) if unasked else asked
    if not form.is_valid() or form.cleaned_data["entry_id"] != entry_id:
        return JsonResponse({"errors": form.errors}, status=400)
    if form.content().is_blank and not _saved(request, entry_id).exists():
        return HttpResponse(status=204)
    try:
        entry = keep_as_sent(request, form)
    except StaleRevision as stale:
        if "last" in request.POST:
            keep_beside(request, form, stale)
        return JsonResponse({"stale": True}, status=409)
    url = reverse(goes_on, args=[entry.id])
    return JsonResponse({"revision": entry.revision, "url": url, "day_waits": asked.asks_about_day})


def _saved(request: PersonRequest, entry_id: UUID) -> EntryQuerySet:
    return Entry.kept_by(request.user).filter(id=entry_id)


def writing_page(request: PersonRequest, form: EntryForm, entry: Entry | None) -> HttpResponse:
    """Show the page on which everything is written; `entry` is the page as it stands saved, if it is begun."""
    page = {
        "form": form,
        "entry": entry,
        "autosave_url": reverse("autosave", args=[form.page_id()]),
        "day": form.written_day() or today_for(request.preferences, vault=request.vault),
        "longest": LONGEST_BODY,
    }
    return render(request, "entries/write.html", page)


def _keep(request: PersonRequest, entry: Entry | None) -> HttpResponse:
    form = form_as_sent(request, lambda: entry.written_on if entry else None)
    if not form.is_valid():
        return writing_page(request, form, entry)
    if entry is None and form.content().is_blank:
        messages.info(request, _("The page was empty, so there was nothing to keep."))
        return redirect("today")
    try:
        kept = keep_as_sent(request, form)
    except StaleRevision as stale:
        return redirect(keep_beside(request, form, stale))
    return redirect(_after_writing(request, kept, form))


def form_as_sent(request: PersonRequest, kept_on: KeptOn) -> EntryForm:
    """Return the form as it was sent; `kept_on` looks up the day of the page as it stands saved, if it does."""
    return EntryForm(request.POST, today=timezone.localdate(), kept_on=kept_on)


def keep_as_sent(request: PersonRequest, form: EntryForm) -> Entry:
    """Keep what a valid form brings; raise `StaleRevision` as `keep_entry` does."""
    return flows.keep_entry(
        request.user,
        entry_id=form.cleaned_data["entry_id"],
        origin=form.origin(),
        written_on=form.cleaned_data["written_on"],
        content=form.content(),
        vault=request.vault,
    )


def keep_beside(request: PersonRequest, form: EntryForm, stale: StaleRevision) -> str:
    """Keep both texts, and return where they stand side by side; of a closed letter neither is shown for now."""
    entry = Entry.kept_by(request.user).get(id=stale.row.id)
    day = form.cleaned_data["written_on"]
    beside = flows.set_beside(entry, written_on=day, content=form.content(), vault=request.vault)
    return _closed_meanwhile(request, entry) if entry.is_withheld else beside.get_absolute_url()


def _closed_meanwhile(request: PersonRequest, letter: Entry) -> str:
    messages.info(request, _("It was sealed meanwhile. What you wrote is kept with it, and waits there."))
    return letter.get_absolute_url()


def _after_writing(request: PersonRequest, kept: Entry, form: EntryForm) -> str:
    """The recovery key comes back once when the sitting on the first page has ended; then it only waits on Today."""
    if kept.is_withheld:
        return _closed_meanwhile(request, kept)
    if _key_comes_back(request) not in request.session:
        request.session[_key_comes_back(request)] = not request.user.entries.exclude(id=kept.id).exists()
    return what_comes_after(Sitting(kept, form.content(), form.minutes()), request.preferences, request.vault)


def _key_comes_back(request: PersonRequest) -> str:
    """Name the note that the recovery key of this journal is to come back; asked once a session."""
    return f"recovery_key_comes_back_{request.vault.id.hex}"
