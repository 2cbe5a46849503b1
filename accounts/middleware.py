"""Puts a person's preferences on the request and her time zone in force."""

import zoneinfo
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.flows import preferences_of
from accounts.models import Preferences


class PreferencesMiddleware:
    """Stands after authentication; costs a signed-in request one query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request by the clock of the person who asks."""
        preferences = preferences_of(request.user) if request.user.is_authenticated else Preferences()
        request.preferences = preferences  # type: ignore[attr-defined]  # see accounts.requests.PersonRequest
        zone = zoneinfo.ZoneInfo(preferences.time_zone) if preferences.time_zone else None
        with timezone.override(zone):
            return self.get_response(request)
