"""Answers for when something is wrong with a request, or with us. They never lose what somebody wrote."""

import sys

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from vault.guards import brings_words, is_from_here, resend_page, wants_json


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Give back what was sent with a token that went stale, so that it can be sent again.

    Only what a page of ours sent: with what another site made up, one press would do that site's bidding.
    """
    if not is_from_here(request):
        return render(request, "403.html", status=403)
    door = getattr(request, "door", None)
    asks = {
        "has_words": brings_words(request),
        "asks_who": brings_words(request) and not request.user.is_authenticated,
        "asks_for_password": request.user.is_authenticated and door is not None and not door.is_open,
    }
    return render(request, "403_csrf.html", resend_page(request) | asks, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that it could not be read. Django's own handler would look for a token in what cannot be read."""
    return render(request, "400.html", status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that it is our fault, and give back what was sent: 503 while the database is out of reach or full, else 500.

    Nothing here asks the database: no session, no person, no frame.
    """
    status = 503 if isinstance(sys.exception(), OperationalError | InterfaceError) else 500
    if wants_json(request):
        return JsonResponse({"saved": False}, status=status)
    page = resend_page(request) if brings_words(request) and is_from_here(request) else {}
    html = render_to_string("500.html", page | {"csrf_token": get_token(request), "leave_url": settings.LEAVE_URL})
    return HttpResponse(html, status=status, headers={"Cache-Control": "no-store"})


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
