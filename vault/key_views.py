"""Pages about the keys of an open journal: the recovery key shown, renewed and asked after, and a new key for all."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vault import flows, recovery_keys, rekeying
from vault.core import recovery
from vault.forms import LastGroupForm, PasswordForm, RecoveryKeyForm
from vault.guards import DoorStaysShut, UnlockedRequest, note, sentence, tries, unlocked
from vault.models import SecurityEvent


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
    page["is_new"] = not rekeying.holds_words(request.vault)
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


@sensitive_variables()
@require_http_methods(["GET", "POST"])
@unlocked
def new_recovery_key(request: UnlockedRequest) -> HttpResponse:
    """Make another recovery key. The former one opens the journal until the new one is confirmed.

    Asks for the password: whoever only finds the journal open must not walk away with a key to it.
    """
    form = PasswordForm(request.POST or None)
    if form.is_valid():
        try:
            password = form.cleaned_data["password"]
            tries(request, lambda: flows.open_with_password(request.user, password=password))
            recovery_keys.issue(request.vault)
            note(request, SecurityEvent.Kind.RECOVERY_KEY_MADE)
            return redirect("recovery_key")
        except DoorStaysShut as reason:
            form.add_error("password", sentence(reason, _("That password does not open your journal.")))
    return render(request, "vault/new_recovery_key.html", {"form": form})


@require_http_methods(["GET", "POST"])
@unlocked
def check_recovery_key(request: UnlockedRequest) -> HttpResponse:
    """Ask whether she still has her recovery key, without showing any of it."""
    form = RecoveryKeyForm(request.POST or None)
    if form.is_valid():
        typed = form.cleaned_data["recovery_key"]
        try:
            tries(request, lambda: recovery_keys.check(request.vault, typed=typed))
            messages.success(request, _("That is the one. It opens your journal. We ask again in half a year."))
            return redirect("today")
        except DoorStaysShut as reason:
            form.add_error("recovery_key", sentence(reason, _("That key does not open this journal.")))
    return render(request, "vault/check_recovery_key.html", {"form": form})


@require_POST
@unlocked
def ask_later(request: UnlockedRequest) -> HttpResponse:
    """Put the question off for a month."""
    recovery_keys.ask_later(request.vault)
    return redirect("today")


@sensitive_variables()
@require_http_methods(["GET", "POST"])
@unlocked
def new_key(request: UnlockedRequest) -> HttpResponse:
    """Give the journal a new key, for whoever fears that somebody had the password or the open journal."""
    form = PasswordForm(request.POST or None)
    if form.is_valid():
        password = form.cleaned_data["password"]
        try:
            request.door.open(tries(request, lambda: rekeying.start(request.vault, password=password)))
            note(request, SecurityEvent.Kind.NEW_KEY)
            return redirect("new_key_progress")
        except DoorStaysShut as reason:
            form.add_error("password", sentence(reason, _("That password does not open your journal.")))
    is_under_way = rekeying.is_under_way(request.user)
    return render(request, "vault/new_key.html", {"form": form, "is_under_way": is_under_way})


@require_http_methods(["GET", "POST"])
@unlocked
def new_key_progress(request: UnlockedRequest) -> HttpResponse:
    """Show how far it is; each POST seals more pages under the new key. It can be left and taken up again."""
    if not rekeying.is_under_way(request.user):
        return redirect("new_key")
    if request.method == "GET":
        return render(request, "vault/new_key_progress.html", {"progress": rekeying.progress(request.vault)})
    now = rekeying.go_on(request.vault)
    if now.is_finished:
        messages.success(request, _("Your journal has its new key, and the former one is gone."))
        return redirect("recovery_key")
    if now.damaged:
        return render(request, "vault/new_key_progress.html", {"progress": now})
    return redirect("new_key_progress")
