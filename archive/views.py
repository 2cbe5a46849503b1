"""The page on which a book is ordered, and the book itself."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.views import PersonRequest
from archive import flows
from archive.forms import BookForm
from archive.gathering import NothingToSet
from archive.order import Form, Selection
from archive.pdf import BookNotSet
from vault.guards import unlocked


@require_http_methods(["GET", "POST"])
@unlocked
def book(request: PersonRequest) -> HttpResponse:
    """Ask what goes in, and answer with the PDF; it is kept nowhere."""
    form = BookForm(request.POST or None)
    if form.is_valid():
        first, last = form.days()
        try:
            chosen, shape = Selection(first=first, last=last), Form(paper=form.cleaned_data["paper"])
            return _download(flows.make_book(request.user, selection=chosen, form=shape, vault=request.vault).pdf)
        except NothingToSet:
            form.add_error(None, _("Nothing was written in those days. Choose others."))
        except BookNotSet as reason:
            form.add_error(None, str(reason))
    counts = {"pages": request.user.entries.count(), "answers": request.user.reflections.count()}
    return render(request, "archive/book.html", {"form": form, "counts": counts})


def _download(pdf: bytes) -> HttpResponse:
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer.headers["Content-Disposition"] = 'attachment; filename="book.pdf"'
    return answer
