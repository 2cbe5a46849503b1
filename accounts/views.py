"""An account's pages: settings, and what stays private. Sign-up, sign-in and sign-out are allauth's, in our look."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.flows import change_preferences
from accounts.forms import PreferencesForm
from accounts.models import Preferences
from vault.guards import UnlockedRequest, unlocked


class PersonRequest(UnlockedRequest):
    """A request with an open vault, and the preferences of the person who asks."""

    preferences: Preferences


@require_http_methods(["GET", "POST"])
@unlocked
def settings(request: PersonRequest) -> HttpResponse:
    """Show what she prefers, and keep what she changed."""
    initial = {"day_ends_at": request.preferences.day_ends_at(request.vault)}
    form = PreferencesForm(request.POST or None, instance=request.preferences, initial=initial)
    if form.is_valid():
        change_preferences(form.instance, day_ends_at=form.cleaned_data["day_ends_at"], vault=request.vault)
        messages.success(request, _("Kept."))
        return redirect("settings")
    return render(request, "accounts/settings.html", {"form": form})


@login_not_required
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """Say in plain words what stays private, and what does not."""
    return render(request, "accounts/privacy.html")
