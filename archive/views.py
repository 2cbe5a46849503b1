"""The page on which a book is ordered, the lists to choose from one by one, and the book while it is made and after."""

from collections.abc import Iterable
from dataclasses import replace
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.views import PersonRequest
from archive import line, orders, picking
from archive.estimate import pages_of
from archive.forms import BookForm
from archive.gathering import NothingToSet, counts_of, gather, goes_by_days, may_find
from archive.models import BookOrder
from archive.order import Selection, Wish
from archive.pdf import BookNotSet, set_in_type
from archive.volumes import opening_of
from vault.guards import unlocked
from vault.keyslots import OpenVault
from vault.reading import read_or_none

_KINDS = {
    "pdf": ("application/pdf", "book.pdf"),
    "epub": ("application/epub+zip", "book.epub"),
    "zip": ("application/zip", "book.zip"),
}


@require_http_methods(["GET", "POST"])
@unlocked
def book(request: PersonRequest) -> HttpResponse:
    """Ask what goes in and how it is set; show its first pages, or begin to make it."""
    owner, vault = request.user, request.vault
    before = orders.wish_of(owner, vault=vault)
    # What comes by way of a locked journal has lost its password: it is asked for again, and no book left open.
    form = BookForm.of(request.POST if "password" in request.POST else None, before)
    if form.is_valid():
        wished = form.wish(before)
        if _is_there(request, wished):
            return _ordered(request, wished)
        form.says_nothing_falls()
    order, now = owner.book_orders.first(), timezone.now()
    is_pictured = order is not None and not form.errors and may_find(owner, before.selection)
    page = {
        "form": form,
        "parts": list(form.parts(counts_of(owner))) if before.selection.picked is None else [],
        "order": order if is_pictured else None,
        "pages": pages_of(owner, before, vault=vault) if is_pictured else None,
        "is_ready": order is not None and order.is_ready(now),
        "is_under_way": order is not None and order.is_under_way(now),
        "ended": _why_it_ended(order, vault),
        "picked": before.selection.picked,
        "has_anything": owner.entries.exists() or owner.reflections.exists(),
    }
    return render(request, "archive/book.html", page)


def _why_it_ended(order: BookOrder | None, vault: OpenVault) -> list[str]:
    """Return what is to be said of a book that was left unfinished."""
    # One that was made, and has waited for a day, was set in so many steps; what was said of it is over.
    if order is None or order.state != BookOrder.State.WISHED or order.steps:
        return []
    return read_or_none(order.sentences, vault) or []


def _is_there(request: PersonRequest, wished: Wish) -> bool:
    """Tell whether anything falls under what is wished; before a picture is promised it is looked up for certain."""
    may_be = may_find(request.user, wished.selection)
    if may_be and request.POST.get("do") == "look" and not goes_by_days(request.user, wished.selection):
        try:
            gather(request.user, wished.selection, wished.form, vault=request.vault)
        except NothingToSet:
            return False
    return may_be


def _ordered(request: PersonRequest, wished: Wish) -> HttpResponse:
    if request.POST.get("do") == "look":
        orders.wish(request.user, wished, vault=request.vault)
        return redirect(f"{reverse('book')}#first-pages")
    orders.begin(request.user, wished, session_id=request.door.session_id, vault=request.vault)
    return redirect("book_progress")


@require_GET
@unlocked
def first_pages(request: PersonRequest) -> HttpResponse:
    """Give a picture of the first pages of what is wished."""
    wished = orders.wish_of(request.user, vault=request.vault)
    try:
        with line.turn_of_a_picture():
            whole = gather(request.user, wished.selection, wished.form, vault=request.vault)
            picture = set_in_type(opening_of(whole, file=wished.file), pictures=True).file
    except (NothingToSet, BookNotSet):
        raise Http404 from None
    except line.TooManyAtOnce:
        return HttpResponse(status=503, headers={"Retry-After": str(line.PATIENCE_SECONDS)})
    return HttpResponse(picture, content_type="image/svg+xml")


@require_GET
@unlocked
def progress(request: PersonRequest) -> HttpResponse:
    """Say how far the book is, or give it."""
    order = request.user.book_orders.first()
    now = timezone.now()
    has_run_out = order is not None and order.state == BookOrder.State.READY and not order.is_ready(now)
    if order is None or order.state == BookOrder.State.WISHED or has_run_out:
        return redirect("book")
    page = {
        "order": order,
        "is_under_way": order.is_under_way(now),
        "was_interrupted": order.was_interrupted(now),
        "ahead": line.ahead_of(order.work) if order.work else 0,
        "sentences": order.sentences(request.vault),
        "is_zip": order.steps > 1,
    }
    return render(request, "archive/progress.html", page)


@require_POST
@unlocked
def call_off(request: PersonRequest) -> HttpResponse:
    """End the work on a book, or delete what was made."""
    order = request.user.book_orders.first()
    was_ready = order is not None and order.is_ready(timezone.now())
    orders.call_off(request.user, vault=request.vault)
    messages.info(request, _("The book is gone from here.") if was_ready else _("The book is called off."))
    return redirect("book")


@require_GET
@unlocked
def file(request: PersonRequest) -> HttpResponse:
    """Give the finished book, piece by piece, with keys that outlive the request by as long as that takes."""
    order = request.user.book_orders.first()
    if order is None or order.work is None or not order.is_ready(timezone.now()):
        raise Http404
    kind, name = _KINDS["zip" if order.steps > 1 else order.read(request.vault).file]
    session_id, lent = request.door.session_id, request.vault.lent()
    pieces = orders.file_of(request.user, order.work, session_id=session_id, vault=lent)
    answer = StreamingHttpResponse(pieces, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return cast("HttpResponse", answer)


@require_http_methods(["GET", "POST"])
@unlocked
def choose(request: PersonRequest, list_name: str) -> HttpResponse:
    """Show what can go in, thirty a page, each to be ticked; what is ticked is kept before anything else is shown."""
    if list_name not in picking.LISTS:
        raise Http404
    wished = picking.begun(orders.wish_of(request.user, vault=request.vault))
    if request.method == "POST":
        shown, chosen = (_ids(request.POST.getlist(field)) for field in ("shown", "picked"))
        orders.wish(request.user, picking.ticked(wished, shown, chosen), vault=request.vault)
        return _where(request.POST.get("go", ""))
    picked = wished.selection.picked or frozenset()
    rows = picking.page_of(list_name, request.GET.get("page"), request.user, picked, request.vault)
    page = {"name": list_name, "lists": picking.LISTS.items(), "rows": rows, "picked": len(picked)}
    return render(request, "archive/choose.html", page)


@require_POST
@unlocked
def choose_nothing(request: PersonRequest) -> HttpResponse:
    """Let go of what was chosen one by one: what goes in is asked by days and kinds again."""
    before = orders.wish_of(request.user, vault=request.vault)
    orders.wish(request.user, replace(before, selection=Selection()), vault=request.vault)
    return redirect("book")


def _ids(sent: Iterable[str]) -> set[UUID]:
    try:
        return {UUID(each) for each in sent}
    except ValueError:
        raise Http404 from None


def _where(go: str) -> HttpResponse:
    """Return the way to a page of a list ("answers 2"), or back to the order."""
    name, _space, number = go.partition(" ")
    if name not in picking.LISTS or not number.isdecimal():
        return redirect("book")
    return redirect(f"{reverse('choose', args=[name])}?page={number}")
