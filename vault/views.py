"""The door of the journal: lock, unlock, the recovery key used and the recovery key shown."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vault import flows
from vault.core import recovery
from vault.core.errors import Corrupt, VaultError
from vault.forms import LastGroupForm, RecoverForm, UnlockForm
from vault.guards import DoorRequest, TooManyTries, UnlockedRequest, count_try, open_door, unlocked

_REASONS = frozenset({"idle", "expired"})


@require_POST
def lock(request: DoorRequest) -> HttpResponse:
    """Shut the journal in this browser."""
    request.door.lock()
    return redirect("unlock")


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "POST"])
def unlock(request: DoorRequest) -> HttpResponse:
    """Ask for the password of a locked journal, and open it."""
    if request.door.is_open:
        return redirect(_next(request))
    form = UnlockForm(request.POST or None)
    if form.is_valid():
        try:
            open_door(request, password=form.cleaned_data["password"])
            return redirect(_next(request))
        except VaultError as reason:
            form.add_error("password", _sentence(reason, _("That didn’t open it. Check caps lock, then try again.")))
    why = request.GET.get("why", "")
    page = {"form": form, "next": _next(request), "reason": why if why in _REASONS else ""}
    return render(request, "vault/unlock.html", page)


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "POST"])
def recover(request: DoorRequest) -> HttpResponse:
    """Open the journal with its recovery key."""
    form = RecoverForm(request.POST or None)
    if form.is_valid():
        try:
            count_try(request)
            request.door.open(flows.open_with_recovery_key(request.user, typed=form.cleaned_data["recovery_key"]))
            messages.success(request, _("Your journal is open again."))
            return redirect("today")
        except VaultError as reason:
            form.add_error("recovery_key", _sentence(reason, _("That key does not open this journal.")))
    return render(request, "vault/recover.html", {"form": form})


@sensitive_variables()
@require_http_methods(["GET", "POST"])
@unlocked
def recovery_key(request: UnlockedRequest) -> HttpResponse:
    """Show the recovery key until its owner has typed its last group back."""
    form = LastGroupForm(request.POST or None)
    if form.is_valid():
        try:
            flows.confirm_recovery_key(request.vault, last_group=form.cleaned_data["last_group"])
        except flows.WrongGroup:
            form.add_error("last_group", _("That is not the last group. Please compare it with your copy."))
        else:
            messages.success(request, _("Your recovery key is set. Keep your copy somewhere safe."))
            return redirect("today")
    key = flows.unconfirmed_recovery_key(request.vault)
    page = {
        "form": form,
        "groups": recovery.groups(key) if key else [],
        "confirmed_at": flows.current_vault(request.user).recovery_confirmed_at,
    }
    return render(request, "vault/recovery_key.html", page)


@require_GET
@unlocked
def recovery_key_file(request: UnlockedRequest) -> HttpResponse:
    """Give the recovery key as a small text file with a name that says nothing."""
    key = flows.unconfirmed_recovery_key(request.vault)
    if key is None:
        return redirect("recovery_key")
    file = HttpResponse(f"{key}\n", content_type="text/plain; charset=utf-8")
    file.headers["Content-Disposition"] = 'attachment; filename="key.txt"'
    return file


def _sentence(reason: VaultError, wrong: str) -> str:
    """Return what to say about a door that stayed shut; `wrong` for a secret that does not fit."""
    if isinstance(reason, TooManyTries):
        return _("That was tried too often. Wait a few minutes, then try again.")
    if isinstance(reason, Corrupt):
        return _("The key of this journal is damaged. Nothing has been deleted; please restore it from a backup.")
    return wrong


def _next(request: HttpRequest) -> str:
    url = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return url if safe else reverse("today")
