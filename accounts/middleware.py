"""Puts a person's preferences on the request and her time zone in force; says when a second step cannot be checked."""

import logging
import zoneinfo
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.flows import preferences_of
from accounts.models import Preferences
from accounts.second_factors import SecondFactorUnreadable

log = logging.getLogger("accounts")


class PreferencesMiddleware:
    """Stands after authentication; costs a signed-in request one query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request by the clock of the person who asks."""
        preferences = preferences_of(request.user) if request.user.is_authenticated else Preferences()
        request.preferences = preferences  # type: ignore[attr-defined]  # see accounts.views.PersonRequest
        zone = zoneinfo.ZoneInfo(preferences.time_zone) if preferences.time_zone else None
        with timezone.override(zone):
            return self.get_response(request)


class SecondFactorMiddleware:
    """Turns a second factor that cannot be read any more into a sentence for its owner and one for the operator."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say that the server's secret has changed; everything else is not for us."""
        if not isinstance(exception, SecondFactorUnreadable):
            return None
        log.error("second factors cannot be checked: SECRET_KEY is not the one they were set up with")
        return render(request, "accounts/second_factor_unreadable.html", status=503)
