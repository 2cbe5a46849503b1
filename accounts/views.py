"""An account's settings and what stays private. Sign-up, sign-in and their like are allauth's, in our look."""

from copy import copy

from django.conf import settings as configured
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import activate, get_language_from_request
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.i18n import set_language

from accounts.flows import change_preferences
from accounts.languages import is_known
from accounts.models import Preferences
from accounts.personal import Personal
from accounts.preferences_form import PreferencesForm
from vault.flows import current_vault, lock_itself_after
from vault.guards import UnlockedRequest, is_from_here, unlocked


class PersonRequest(UnlockedRequest):
    """A request with an open vault, and the preferences of the person who asks."""

    preferences: Preferences


def personal_of(request: PersonRequest) -> Personal:
    """Open what the preferences of whoever asks say about her."""
    return request.preferences.read_personal(request.vault)


@require_http_methods(["GET", "POST"])
@unlocked
@gzip_page
def settings(request: PersonRequest) -> HttpResponse:
    """Show what she prefers, and keep what she changed; the frame goes by what is kept, and not by what is refused."""
    idle_seconds = current_vault(request.user).idle_seconds
    form = PreferencesForm.of(
        request.POST or None, copy(request.preferences), idle_seconds=idle_seconds, vault=request.vault
    )
    if form.is_valid():
        change_preferences(request.user, in_clear=form.in_clear(), change=form.applied_to, vault=request.vault)
        lock_itself_after(request.vault, minutes=form.cleaned_data["idle_minutes"])
        answer = redirect("settings")
        _goes_on(form.instance.language, request, answer)
        messages.success(request, _("Kept."))
        return answer
    return render(request, "accounts/settings.html", {"form": form})


@csrf_exempt
@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the language that somebody who is not signed in chose, until the browser closes, and go back.

    Without a token, so that whoever only looks at a page gets no cookie from it; only a page of ours may ask.
    """
    if not is_from_here(request) or not is_known(request.POST.get("language", "")):
        return render(request, "403.html", status=403)
    response: HttpResponse = set_language(request)
    return response


@login_not_required
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """Say in plain words what stays private, and what does not."""
    return render(request, "accounts/privacy.html")


def _goes_on(preferred: str, request: HttpRequest, answer: HttpResponse) -> None:
    """Go on in an account's language, or the browser's where it has none, and forget what was chosen in the browser."""
    request.COOKIES.pop(configured.LANGUAGE_COOKIE_NAME, None)
    answer.delete_cookie(configured.LANGUAGE_COOKIE_NAME, samesite="Lax")
    activate(preferred or get_language_from_request(request))
