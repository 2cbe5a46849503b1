"""Pages about the keys of an open journal: the recovery key shown, renewed and asked after, and a new key for all."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vault import flows, recovery_keys, rekeying
from vault.core import recovery
from vault.core.errors import VaultError, WrongSecret
from vault.forms import LastGroupForm, PasswordForm, RecoveryKeyForm
from vault.guards import UnlockedRequest, count_try, note, unlocked
from vault.models import SecurityEvent
from vault.views import sentence


@sensitive_variables()
@require_http_methods(["GET", "POST"])
@unlocked
def recovery_key(request: UnlockedRequest) -> HttpResponse:
    """Show the recovery key until its owner has typed its last group back."""
    form = LastGroupForm(request.POST or None)
    if form.is_valid():
        try:
            recovery_keys.confirm(request.vault, last_group=form.cleaned_data["last_group"])
        except recovery_keys.WrongGroup:
            form.add_error("last_group", _("That is not the last group. Please compare it with your copy."))
        else:
            note(request, SecurityEvent.Kind.RECOVERY_KEY)
            messages.success(request, _("Your recovery key is set. Keep your copy somewhere safe."))
            return redirect("today")
    key = recovery_keys.unconfirmed(request.vault)
    confirmed_at = recovery_keys.confirmed_at(request.vault)
    page = {"form": form, "groups": recovery.groups(key) if key else [], "confirmed_at": confirmed_at}
    return render(request, "vault/recovery_key.html", page)


@require_GET
@unlocked
def recovery_key_file(request: UnlockedRequest) -> HttpResponse:
    """Give the recovery key as a small text file with a name that says nothing."""
    key = recovery_keys.unconfirmed(request.vault)
    if key is None:
        return redirect("recovery_key")
    file = HttpResponse(f"{key}\n", content_type="text/plain; charset=utf-8")
    file.headers["Content-Disposition"] = 'attachment; filename="key.txt"'
    return file


@require_POST
@unlocked
def new_recovery_key(request: UnlockedRequest) -> HttpResponse:
    """Make another recovery key. The former one opens the journal until the new one is confirmed."""
    recovery_keys.issue(request.vault)
    return redirect("recovery_key")


@require_http_methods(["GET", "POST"])
@unlocked
def check_recovery_key(request: UnlockedRequest) -> HttpResponse:
    """Ask whether she still has her recovery key, without showing any of it."""
    form = RecoveryKeyForm(request.POST or None)
    if form.is_valid():
        try:
            count_try(request)
            recovery_keys.check(request.vault, typed=form.cleaned_data["recovery_key"])
            messages.success(request, _("That is the one. It opens your journal. We ask again in half a year."))
            return redirect("today")
        except VaultError as reason:
            form.add_error("recovery_key", sentence(reason, _("That key does not open this journal.")))
    return render(request, "vault/check_recovery_key.html", {"form": form})


@require_POST
@unlocked
def ask_later(request: UnlockedRequest) -> HttpResponse:
    """Put the question off for a month."""
    recovery_keys.ask_later(request.vault)
    return redirect("today")


@require_http_methods(["GET", "POST"])
@unlocked
def new_key(request: UnlockedRequest) -> HttpResponse:
    """Give the journal a new key, for whoever fears that somebody had the password or the open journal."""
    form = PasswordForm(request.POST or None)
    if form.is_valid():
        try:
            _start(request, form.cleaned_data["password"])
            return redirect("new_key_progress")
        except WrongSecret:
            form.add_error("password", _("That password does not open your journal."))
        except VaultError as reason:
            form.add_error("password", sentence(reason, _("Something else was faster. Please try again.")))
    is_under_way = rekeying.is_under_way(request.user)
    return render(request, "vault/new_key.html", {"form": form, "is_under_way": is_under_way})


@require_http_methods(["GET", "POST"])
@unlocked
def new_key_progress(request: UnlockedRequest) -> HttpResponse:
    """Show how far it is; each POST seals more pages under the new key. It can be left and taken up again."""
    if request.method == "POST":
        now = rekeying.go_on(request.vault)
        return redirect(reverse("new_key_progress") + ("?tried=all" if now.tried_all else ""))
    page = {
        "progress": rekeying.progress(request.vault),
        "is_under_way": rekeying.is_under_way(request.user),
        "tried_all": "tried" in request.GET,
    }
    return render(request, "vault/new_key_progress.html", page)


@sensitive_variables()
def _start(request: UnlockedRequest, password: str) -> None:
    count_try(request)
    vault = flows.open_with_password(request.user, password=password)
    request.door.open(rekeying.start(vault, password=password))
    note(request, SecurityEvent.Kind.NEW_KEY)
