"""Answers for when something is wrong with a request. They never lose what somebody wrote."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vault.guards import resend_page


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Give back what was sent with a token that went stale, so that it can be sent again.

    Only what a page of ours sent: with what another site made up, one press would do that site's bidding.
    """
    if not _is_from_here(request):
        return render(request, "403.html", status=403)
    door = getattr(request, "door", None)
    locked = door is not None and request.user.is_authenticated and not door.is_open
    return render(request, "403_csrf.html", resend_page(request) | {"asks_for_password": locked}, status=403)


def _is_from_here(request: HttpRequest) -> bool:
    """Ask the browser who sent this; those that do not say at least name the origin of a form."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
