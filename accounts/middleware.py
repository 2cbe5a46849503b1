"""Puts preferences, clock and language on the request, signs people in on the way, says what cannot be checked."""

import logging
import zoneinfo
from collections.abc import Callable
from typing import Any

from allauth.core import ratelimit
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.flows import preferences_of
from accounts.forms import LoginForm
from accounts.models import Preferences
from accounts.second_factors import SecondFactorUnreadable
from vault.guards import EMAIL_FIELD, PASSWORD_FIELD, brings_words, resend_page, wants_json

log = logging.getLogger("accounts")


class PreferencesMiddleware:
    """Stands after authentication; costs a signed-in request one query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request by the clock and in the language of the person who asks."""
        with timezone.override(None):
            _prefer(request)
            return self.get_response(request)


class SignedInMiddleware(LoginRequiredMiddleware):
    """Lets nobody in who is not signed in, and gives back the words of whoever was signed out while writing."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        """Answer a script with 401, a form with its own words, and everything else with the way to sign in.

        Words that come with an address and a password go on to where they were meant for once these are right.
        """
        if wants_json(request):
            return JsonResponse({"signed_out": True}, status=401)
        if request.method != "POST" or not brings_words(request):
            return super().handle_no_permission(request, view_func)
        tried = _sign_in_on_the_way(request) if PASSWORD_FIELD in request.POST else {}
        if request.user.is_authenticated:
            return None
        page = (
            resend_page(request) | {"email": request.POST.get(EMAIL_FIELD, ""), "why_not": "", "next_step": ""} | tried
        )
        return render(request, "vault/sign_in_and_resend.html", page, status=401)


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


def _prefer(request: HttpRequest) -> None:
    preferences = preferences_of(request.user) if request.user.is_authenticated else Preferences()
    request.preferences = preferences  # type: ignore[attr-defined]  # see accounts.views.PersonRequest
    if preferences.time_zone:
        timezone.activate(zoneinfo.ZoneInfo(preferences.time_zone))
    if preferences.language:
        # For the rest of the request: the next one begins in the language of its browser.
        translation.activate(preferences.language)


def _sign_in_on_the_way(request: HttpRequest) -> dict[str, str]:
    """Sign in with what came along; return why that failed, or where the next step of it is."""
    if not ratelimit.consume(request, action="login"):
        return {"why_not": _("That was tried too often. Wait a few minutes, then try again.")}
    given = {"login": request.POST.get(EMAIL_FIELD), "password": request.POST.get(PASSWORD_FIELD)}
    form = LoginForm(given, request=request)
    if not form.is_valid():
        return {"why_not": next(iter(form.errors.values()))[0]}
    answer = form.login(request)
    if request.user.is_authenticated:
        _prefer(request)
    return {"next_step": answer.url}
