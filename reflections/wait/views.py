"""The wait, step by step. Each step works without scripts; which one is next, the server's clock says."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.flows import today_for
from accounts.views import PersonRequest, personal_of
from entries.content import URGE
from entries.forms import LONGEST_BODY, EntryForm
from entries.models import Entry
from entries.views import form_as_sent, keep_as_sent, keep_beside, keep_so_far
from reflections.asking.flows import cards_beside
from reflections.cards import Card
from reflections.wait import flows
from reflections.wait.content import WaitContent
from reflections.wait.forms import LineForm, StrengthForm
from reflections.wait.wording import Wording
from vault.guards import unlocked
from vault.keeping import StaleRevision
from vault.reading import read_or_none


@require_GET
@unlocked
def wait(request: PersonRequest) -> HttpResponse:
    """Show where she is: before the ten minutes, in them, or after them."""
    under_way = flows.under_way(request.user, vault=request.vault)
    if under_way is None:
        line = flows.line_for_next_time(request.user, vault=request.vault)
        return _page(request, "first", line=line, cards=_cards_beside_line(request))
    left, entry = under_way.seconds_left(timezone.now()), _written(request, under_way)
    cards = _cards(request, entry)
    shown: dict[str, Any] = {"entry": entry, "cards": cards, "about": entry.id if entry and cards else ""}
    if not left:
        return _page(request, "after", wait=under_way, form=StrengthForm(), **shown)
    words = flows.own_words(request.user, vault=request.vault)
    shown["cards"] = cards or _cards_beside_line(request)
    return _page(request, "waiting", until=under_way.shown_end, left=left, minutes=-(-left // 60), words=words, **shown)


@require_GET
@unlocked
def practical(request: PersonRequest) -> HttpResponse:
    """Say how a practical message is written, and when somebody else carries it; it is not written here."""
    return _page(request, "practical")


@require_GET
@unlocked
def unsafe(request: PersonRequest) -> HttpResponse:
    """Show whom to turn to where contact would not be safe. That she asked is not kept."""
    return _page(request, "unsafe")


@require_http_methods(["GET", "POST"])
@unlocked
def begin(request: PersonRequest) -> HttpResponse:
    """Ask how strong the wish is, if she wants to say, and begin the ten minutes."""
    form = StrengthForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        flows.begin(request.user, before=form.cleaned_data["strength"], vault=request.vault)
        return redirect("wait")
    return _page(request, "begin", form=form)


@require_http_methods(["GET", "POST"])
@unlocked
def write_here(request: PersonRequest) -> HttpResponse:
    """Take the message here instead, and keep it as an entry."""
    if request.method == "POST":
        return _keep(request)
    day = today_for(request.preferences, vault=request.vault)
    return _writing_page(request, EntryForm.blank(day, URGE))


@require_http_methods(["GET", "POST"])
@unlocked
def write_on(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    """Show a message that was written here in the editor, and keep what was changed."""
    if request.method == "POST":
        return _keep(request)
    form = EntryForm.of(get_object_or_404(request.user.entries, id=entry_id), request.vault)
    if form.initial["kind"] != URGE:
        raise Http404
    return _writing_page(request, form)


@require_POST
@unlocked
def autosave(request: PersonRequest, entry_id: UUID) -> HttpResponse:
    """Keep what is written so far, and let the wait know of it."""
    answer = keep_so_far(request, entry_id, goes_on="wait_write_on")
    if answer.status_code == 200:
        flows.note_page(request.user, entry_id=entry_id, vault=request.vault)
    return answer


@require_POST
@unlocked
def note_now(request: PersonRequest) -> HttpResponse:
    """Note how strong the wish is after the ten minutes, if she says."""
    form = StrengthForm(request.POST)
    if form.is_valid() and form.cleaned_data["strength"] is not None:
        flows.note_strength(request.user, now=form.cleaned_data["strength"], vault=request.vault)
    return redirect("wait")


@require_POST
@unlocked
def end(request: PersonRequest) -> HttpResponse:
    """End the wait. Which button was pressed is not sent, so it is neither known nor kept."""
    flows.end(request.user, vault=request.vault)
    return redirect("wait_over")


@require_GET
@unlocked
def over(request: PersonRequest) -> HttpResponse:
    """Say the same calm line to everybody, and offer a line for the next time."""
    return _page(request, "over", form=LineForm.of(request.user, request.vault), cards=_cards_beside_line(request))


@require_http_methods(["GET", "POST"])
@unlocked
def next_time(request: PersonRequest) -> HttpResponse:
    """Keep the line for the next time, change it, or take it away."""
    if request.method != "POST":
        form, cards = LineForm.of(request.user, request.vault), _cards_beside_line(request)
        return _page(request, "next_time", form=form, theirs=None, cards=cards)
    form = LineForm(request.POST)
    if not form.is_valid():
        return _page(request, "next_time", form=form, theirs=None)
    try:
        _leave(request, form.cleaned_data["body"], form.cleaned_data["revision"])
    except StaleRevision as stale:
        form = LineForm({"body": form.cleaned_data["body"], "revision": stale.row.revision})
        theirs = flows.line_for_next_time(request.user, vault=request.vault)
        return _page(request, "next_time", form=form, theirs=theirs, status=409)
    messages.success(request, _("Kept for the next time.") if form.cleaned_data["body"] else _("There is no line now."))
    return redirect("wait_next_time" if _cards_beside_line(request) else "today")


def _cards_beside_line(request: PersonRequest) -> list[Card]:
    line = flows.line_for_next_time(request.user, vault=request.vault)
    text = line.text if line else ""
    return cards_beside(None, text, preferences=request.preferences, vault=request.vault)


def _leave(request: PersonRequest, text: str, revision: int) -> None:
    day = today_for(request.preferences, vault=request.vault)
    flows.leave_line(request.user, text=text, written_on=day, revision=revision, vault=request.vault)


def _written(request: PersonRequest, under_way: WaitContent) -> Entry | None:
    """Return the page she wrote in this wait, unless she has discarded it."""
    return request.user.entries.filter(id=under_way.entry_id).first() if under_way.entry_id else None


def _cards(request: PersonRequest, entry: Entry | None) -> list[Card]:
    content = read_or_none(entry.read, request.vault) if entry else None
    # A page that does not open says so itself, and bars nobody from the wait.
    if entry is None or content is None:
        return []
    return cards_beside(entry.id, content.body, content.title, preferences=request.preferences, vault=request.vault)


def _keep(request: PersonRequest) -> HttpResponse:
    form = form_as_sent(request, lambda: None)
    if not form.is_valid():
        return _writing_page(request, form)
    if form.content().is_blank and not form.cleaned_data["revision"]:
        return redirect("wait")
    try:
        kept = keep_as_sent(request, form)
    except StaleRevision as stale:
        return redirect(keep_beside(request, form, stale))
    flows.note_page(request.user, entry_id=kept.id, vault=request.vault)
    messages.success(request, _("It’s kept here. Nothing was sent."))
    if flows.under_way(request.user, vault=request.vault) is None and _cards(request, kept):
        # In a wait they stand beside it.
        return redirect("questions", kept.id)
    return redirect("wait")


def _writing_page(request: PersonRequest, form: EntryForm) -> HttpResponse:
    url = reverse("wait_autosave", args=[form.page_id()])
    return _page(request, "write", form=form.with_words_alone(), autosave_url=url, longest=LONGEST_BODY)


def _page(request: PersonRequest, name: str, *, status: int = 200, **shown: Any) -> HttpResponse:
    personal = personal_of(request)
    is_night = personal.is_night(timezone.localtime().time())
    page = {"is_night": is_night, "is_unsafe": personal.contact_is_unsafe, "says": Wording(personal, is_night)}
    return render(request, f"reflections/wait/{name}.html", page | shown, status=status)
