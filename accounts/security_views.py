"""The security page and what hangs on it: devices, the record, a new journal beside a lost one, the account's end.

None of these shows a word of the journal, so most work while it is locked or sealed: that is when they are needed.
"""

from functools import partial
from uuid import UUID

from allauth.account import views as allauth_views
from allauth.account.adapter import get_adapter
from allauth.mfa.totp import views as totp_views
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import devices, flows
from accounts.adapter import FITTED
from accounts.models import User
from accounts.second_factors import has_second_factor
from vault import former, rekeying
from vault.core.errors import StaleKeys
from vault.flows import current_vault
from vault.forms import EitherKeyForm, PasswordForm, PresentPasswordForm
from vault.guards import DoorRequest, DoorStaysShut, UnlockedRequest, note, sentence, tries, unlocked
from vault.models import SecurityEvent
from vault.record import lines_of

LINES_ON_SECURITY_PAGE = 5
LINES_ON_A_PAGE = 50


class AccountRequest(DoorRequest):
    """A request of somebody who is signed in."""

    user: User


@require_GET
def security(request: AccountRequest) -> HttpResponse:
    """Show who can get in, and how."""
    user = request.user
    page = {
        "devices": devices.devices_of(user, this_session=request.session.session_key),
        "events": lines_of(user)[:LINES_ON_SECURITY_PAGE],
        "has_second_factor": has_second_factor(user),
        "is_rekeying": rekeying.is_under_way(user),
        "has_former_journal": bool(former.former_vaults(user)),
        "mails_stay_here": settings.MAILS_STAY_HERE,
    }
    return render(request, "accounts/security.html", page)


@require_GET
def record(request: AccountRequest) -> HttpResponse:
    """Show what happened at the door in the last 90 days."""
    events = Paginator(lines_of(request.user), LINES_ON_A_PAGE)
    return render(request, "accounts/record.html", {"page": events.get_page(request.GET.get("page"))})


@require_POST
def end_session(request: AccountRequest, session_id: int) -> HttpResponse:
    """Sign out one device, and shut the journal there."""
    session = get_object_or_404(devices.sessions_of(request.user), pk=session_id)
    if session.session_key == request.session.session_key:
        get_adapter().logout(request)
        return redirect("account_login")
    return _ended(request, [session])


@require_POST
def end_other_sessions(request: AccountRequest) -> HttpResponse:
    """Sign out every device but this one."""
    others = devices.sessions_of(request.user).exclude(session_key=request.session.session_key)
    return _ended(request, list(others))


@require_http_methods(["GET", "POST"])
def change_email(request: AccountRequest) -> HttpResponse:
    """Change the address by a code sent to the new one, where mails are sent at all."""
    if settings.MAILS_STAY_HERE:
        messages.info(request, _("This installation sends no mail, so a new address could not be confirmed."))
        return redirect("security")
    response: HttpResponse = allauth_views.email(request)
    return response


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "POST"])
def delete_account(request: AccountRequest) -> HttpResponse:
    """Say what deleting means, ask for the password, and delete."""
    form = PasswordForm(request.POST or None)
    if form.is_valid():
        try:
            password = form.cleaned_data["password"]
            tries(request, lambda: flows.delete_account(request.user, password=password))
            get_adapter().logout(request)
            return redirect("account_deleted")
        except DoorStaysShut as reason:
            form.add_error("password", sentence(reason, _("That is not the password you sign in with.")))
    return render(request, "accounts/delete.html", {"form": form})


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "POST"])
def start_again(request: AccountRequest) -> HttpResponse:
    """For whoever lost both keys: say so plainly, and start a new journal beside the sealed one."""
    if request.door.is_open:
        return redirect("today")
    form, present = PresentPasswordForm(request.POST or None), current_vault(request.user).id
    if request.POST.get("instead_of", str(present)) != str(present):
        # The form was sent twice: the new journal is there.
        return redirect("today")
    if form.is_valid():
        try:
            _begin_anew(request, form.cleaned_data["password"], present)
            return redirect("recovery_key")
        except StaleKeys:
            return redirect("today")
        except DoorStaysShut as reason:
            form.add_error("password", sentence(reason, _("That is not the password you sign in with.")))
    return render(request, "accounts/start_again.html", {"form": form, "present": present})


def _begin_anew(request: AccountRequest, password: str, present: UUID) -> None:
    begin = partial(flows.start_again, request.user, password=password, instead_of=present)
    request.door.open(tries(request, begin))
    note(request, SecurityEvent.Kind.NEW_JOURNAL)


def change_password(request: AccountRequest) -> HttpResponse:
    """Change the password; where the journal gets a new key at the same moment, or goes, nothing is changed."""
    owner = request.user.pk
    try:
        response: HttpResponse = allauth_views.password_change(request)
    except (IntegrityError, StaleKeys) as reason:
        if not User.objects.filter(pk=owner).exists():
            # In another tab.
            return redirect("account_deleted")
        if isinstance(reason, IntegrityError):
            raise
        messages.info(request, _("Your journal got a new key at this moment, so the password is as it was. Try again."))
        response = redirect("account_change_password")
    return response


def set_up_app(request: AccountRequest) -> HttpResponse:
    """Add the second step; where the form was sent twice, it is there by now."""
    try:
        response: HttpResponse = totp_views.activate_totp(request)
    except IntegrityError:
        response = redirect("mfa_view_recovery_codes")
    return response


@login_not_required
@require_http_methods(["GET", "POST"])
def confirm_email(request: HttpRequest) -> HttpResponse:
    """Take the code that confirms an address, where codes are sent at all."""
    if settings.MAILS_STAY_HERE:
        return redirect("account_login")
    response: HttpResponse = allauth_views.email_verification_sent(request)
    return response


@login_not_required
@require_GET
def password_reset_done(request: HttpRequest) -> HttpResponse:
    """Say what a reset did, and what it did not do."""
    if FITTED not in request.session:
        return redirect("account_login")
    page = {"journal_is_sealed": not request.session[FITTED]}
    return render(request, "account/password_reset_from_key_done.html", page)


@login_not_required
@require_GET
def account_deleted(request: HttpRequest) -> HttpResponse:
    """Say that it is gone, and what backups keep."""
    return render(request, "accounts/deleted.html")


@require_GET
@unlocked
def former_journals(request: UnlockedRequest) -> HttpResponse:
    """List the journals that are kept sealed."""
    return render(request, "accounts/former_journals.html", {"vaults": former.former_vaults(request.user)})


@require_http_methods(["GET", "POST"])
@unlocked
def bring_back(request: UnlockedRequest, vault_id: UUID) -> HttpResponse:
    """Open a former journal with its own key, and bring its pages into the present one."""
    vault = get_object_or_404(request.user.vaults, id=vault_id, is_current=False)
    form = EitherKeyForm(request.POST or None)
    if form.is_valid():
        try:
            brought = _bring_back(request, vault_id, form)
        except DoorStaysShut as reason:
            form.add_error(form.field_used(), sentence(reason, _("That does not open this journal.")))
        else:
            said = ngettext("%d page or answer is back.", "%d pages and answers are back.", brought.back)
            messages.success(request, said % brought.back)
            if brought.damaged:
                messages.warning(request, _("What could not be opened stays in the former journal, as it is."))
            return redirect("journal")
    return render(request, "accounts/bring_back.html", {"form": form, "vault": vault})


def _bring_back(request: UnlockedRequest, vault_id: UUID, form: EitherKeyForm) -> former.Brought:
    keys = {"recovery_key": form.cleaned_data["recovery_key"], "password": form.cleaned_data["former_password"]}
    opened = tries(request, lambda: former.open_former(request.user, vault_id=vault_id, **keys))
    brought = former.bring_back(opened, into=request.vault)
    note(request, SecurityEvent.Kind.BROUGHT_BACK)
    return brought


def _ended(request: AccountRequest, sessions: "list[UserSession]") -> HttpResponse:
    if sessions:
        devices.end(sessions)
        note(request, SecurityEvent.Kind.SESSIONS_ENDED)
        messages.success(request, _("Signed out there, and the journal is locked there."))
    return redirect("security")
