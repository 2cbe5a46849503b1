"""The door of the journal: lock, unlock, open with the recovery key or a former password. Keys are in `key_views`."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from vault import flows
from vault.core.errors import VaultError, WrongSecret
from vault.forms import RecoveryKeyForm, SealedForm, UnlockForm
from vault.guards import (
    DoorRequest,
    DoorStaysShut,
    UnlockedRequest,
    is_from_here,
    next_page,
    open_door,
    opens,
    sentence,
    unlocked,
)
from vault.keyslots import OpenVault
from vault.models import SecurityEvent

_REASONS = frozenset({"idle", "expired"})
_WRONG = {
    "recovery_key": gettext_lazy("That key does not open this journal."),
    "former_password": gettext_lazy("That former password does not open this journal."),
}


@csrf_exempt
@require_POST
def lock(request: DoorRequest) -> HttpResponse:
    """Shut the journal, whatever became of the token of the page that asks for it; only another site needs one."""
    return _lock(request) if is_from_here(request) else csrf_protect(_lock)(request)


def _lock(request: DoorRequest) -> HttpResponse:
    """Shut the journal in this browser, or in all of them."""
    if "everywhere" in request.POST:
        flows.lock_everywhere(request.user)
    request.door.lock()
    return redirect("unlock")


@require_POST
@unlocked
def stay(request: UnlockedRequest) -> HttpResponse:
    """Hear from a script that somebody is still there; the guard has noted it."""
    return HttpResponse(status=204)


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "POST"])
def unlock(request: DoorRequest) -> HttpResponse:
    """Ask for the password of a locked journal, and open it."""
    if request.door.is_open:
        return redirect(next_page(request))
    form = UnlockForm(request.POST or None)
    if form.is_valid():
        try:
            open_door(request, password=form.cleaned_data["password"])
            _unseal_if_it_signs_in(request, form.cleaned_data["password"])
            return redirect(next_page(request))
        except DoorStaysShut as reason:
            if _was_changed_behind_its_back(request, reason, form.cleaned_data["password"]):
                return redirect("recover")
            form.add_error("password", sentence(reason, _("That didn’t open it. Check caps lock, then try again.")))
    why = request.GET.get("why", "")
    page = {"form": form, "next": next_page(request), "reason": why if why in _REASONS else ""}
    return render(request, "vault/unlock.html", page)


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "POST"])
def recover(request: DoorRequest) -> HttpResponse:
    """Open a locked journal with its recovery key, and a sealed one with that or the former password."""
    if request.door.is_open:
        return redirect("today")
    is_sealed = flows.is_sealed(request.user)
    form = (SealedForm if is_sealed else RecoveryKeyForm)(request.POST or None)
    if form.is_valid():
        try:
            _recover(request, form)
            return redirect("today")
        except flows.NotThePresentPassword:
            form.add_error("password", _("That is not the password you sign in with now."))
        except DoorStaysShut as reason:
            field = form.field_used() if isinstance(form, SealedForm) else "recovery_key"
            form.add_error(field, sentence(reason, str(_WRONG[field])))
    return render(request, "vault/recover.html", {"form": form, "is_sealed": is_sealed})


def _recover(request: DoorRequest, form: RecoveryKeyForm | SealedForm) -> None:
    given = form.cleaned_data
    former, password = given.get("former_password", ""), given.get("password")

    def key() -> OpenVault:
        return flows.recover(
            request.user, recovery_key=given["recovery_key"], former_password=former, password=password
        )

    opens(request, key, noted=SecurityEvent.Kind.RECOVERED)
    messages.success(
        request,
        _("Your journal is open again, and your present password opens it from now on.")
        if password
        else _(
            "Your journal is open again. If the password is lost, ask for a new one in this browser while it is open."
        ),
    )


def _unseal_if_it_signs_in(request: DoorRequest, password: str) -> None:
    if flows.is_sealed(request.user) and request.user.check_password(password):
        flows.mark_unsealed(request.user)


def _was_changed_behind_its_back(request: DoorRequest, reason: VaultError, password: str) -> bool:
    """Notice a password that signs in but does not open: it was set by an operator, and the journal is sealed."""
    if not isinstance(reason, WrongSecret) or not request.user.check_password(password):
        return False
    flows.mark_sealed(request.user)
    return True
