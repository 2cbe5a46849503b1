"""The page on which everything is taken along, and the archive itself."""

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.views import PersonRequest
from archive.archive_forms import ArchiveForm
from archive.exporting import archive_of
from vault.guards import unlocked


@require_http_methods(["GET", "POST"])
@unlocked
def archive(request: PersonRequest) -> HttpResponse:
    """Say what the archive holds, and answer with it; it is kept nowhere."""
    # What comes by way of a locked journal has lost its password: then it is asked for again, and no archive left open.
    form = ArchiveForm(request.POST if "zip_password" in request.POST else None)
    if form.is_valid():
        password, session_id = form.cleaned_data["zip_password"], request.door.session_id
        pieces = archive_of(request.user, password=password, session_id=session_id, vault=request.vault)
        return _download(StreamingHttpResponse(pieces, content_type="application/zip"))
    return render(request, "archive/archive.html", {"form": form})


def _download(answer: HttpResponseBase) -> HttpResponse:
    answer.headers["Content-Disposition"] = 'attachment; filename="archive.zip"'
    return answer  # type: ignore[return-value]  # the guard takes either kind of answer
