"""Where allauth meets the vault: the only places in which a raw password passes by.

Signals never carry the password and forms can be bypassed, so the hooks are the adapter's methods.
"""

import logging
from ipaddress import ip_address
from smtplib import SMTPException
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts import devices
from accounts.flows import begin_preferences, language_of, rehearse_sign_up
from accounts.languages import chosen_in
from accounts.models import User
from vault import flows
from vault.core.errors import StaleKeys, WrongSecret
from vault.guards import note
from vault.keyslots import OpenVault
from vault.models import SecurityEvent, lock_vaults

log = logging.getLogger("accounts")

# Whether the journal was fitted to the password that was last reset in this browser, or stays sealed.
FITTED = "journal_fitted_to_password"
# With which password the first step of a sign-in was taken, as Django's own sessions remember it.
FIRST_STEP = "first_step_of_sign_in"
# What allauth would tell somebody by mail goes into her record instead, which no one else can read.
_NOTED = {
    "account/email/email_changed": SecurityEvent.Kind.EMAIL_CHANGED,
    "account/email/password_changed": SecurityEvent.Kind.PASSWORD_CHANGED,
    "account/email/password_reset": SecurityEvent.Kind.PASSWORD_RESET,
    "mfa/email/totp_activated": SecurityEvent.Kind.FACTOR_ADDED,
    "mfa/email/totp_deactivated": SecurityEvent.Kind.FACTOR_REMOVED,
    "mfa/email/webauthn_added": SecurityEvent.Kind.FACTOR_ADDED,
    "mfa/email/webauthn_removed": SecurityEvent.Kind.FACTOR_REMOVED,
    "mfa/email/recovery_codes_generated": SecurityEvent.Kind.NEW_CODES,
}
# What is worth a line on the next page; about everything else the page speaks for itself.
_SAID = {
    "account/messages/email_confirmed.txt": _("Your address is confirmed."),
    "mfa/messages/totp_activated.txt": _("From now on signing in asks for a code as well."),
    "mfa/messages/totp_deactivated.txt": _("Signing in no longer asks for a code from the app."),
    "mfa/messages/webauthn_added.txt": _("From now on signing in asks for a passkey or a code as well."),
    "mfa/messages/webauthn_removed.txt": _("That passkey is no longer asked for."),
    "mfa/messages/recovery_codes_generated.txt": _(
        "Keep these recovery codes. Each works once; any you had before no longer work."
    ),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Opens, makes and shuts the vault as somebody signs in, signs up, changes her password and signs out."""

    error_messages: ClassVar = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is not in use at the moment."),
        "email_password_mismatch": _("That didn’t open it. Check the address and caps lock, then try again."),
        "enter_current_password": _("That is not your present password."),
        "incorrect_password": _("That is not your password. Check caps lock, then try again."),
        "incorrect_code": _("That code doesn’t fit. Check it, or wait for the next one."),
        "too_many_login_attempts": _("That was tried too often. Wait a few minutes, then try again."),
        "rate_limited": _("That was tried too often. Wait a few minutes, then try again."),
        "email_taken": _("There is a journal with this address already. Sign in, or ask for a new password."),
    }

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Open the journal with the password that was just found right, and hold it until sign-in is complete."""
        user: User | None = super().authenticate(request, **credentials)
        password = credentials.get("password")
        if user is not None and user.is_active and password:
            _hold_vault(request, user, password)
        return user

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the visitor's address: allauth counts tries by the first half of IPv6, and IPv4 in it has but one."""
        address = ip_address(super().get_client_ip(request))
        return str(getattr(address, "ipv4_mapped", None) or address)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count tries by account alone: allauth also goes by the host, of which a browser may say what it likes."""
        return str(credentials.get("email", "")).lower()

    def authentication_failed(self, request: Any, **credentials: Any) -> None:
        """Write it into the record of the account it was about, if there is one."""
        user = User.objects.filter(email=str(credentials.get("email", "")).lower()).first()
        if user is not None:
            note(request, SecurityEvent.Kind.WRONG_PASSWORD, owner=user)

    @transaction.atomic
    def save_user(self, request: Any, user: User, form: Any, commit: bool = True) -> User:
        """Make account, keys and preferences in one transaction: there is never one without the others."""
        user = super().save_user(request, user, form, commit=commit)
        chosen = form.cleaned_data
        vault = flows.create_vault(user, password=chosen["password1"])
        begin_preferences(
            user,
            tab_name=chosen["tab_name"],
            time_zone=chosen["time_zone"],
            language=chosen_in(request.COOKIES),
            vault=vault,
        )
        request.door.hold(vault)
        return user

    @transaction.atomic
    def set_password(self, user: User, password: str) -> None:
        """Change or reset the password, and fit the journal to it in the same transaction.

        Where no key is at hand (a reset, or a change while sealed) no slot is touched: the journal is sealed, and the
        former password and the recovery key still open it. Every other browser is locked and signed out.
        """
        # Before the account, as whoever changes a journal does: see decision 31.
        lock_vaults(user.pk)
        if not User.objects.filter(pk=user.pk).exists():
            # To save it would make it anew.
            raise StaleKeys("the account was deleted meanwhile")
        super().set_password(user, password)
        request: Any = context.request
        vault = request.door.key_of(user)
        if vault is None:
            flows.mark_sealed(user)
        else:
            flows.fit_password(vault, password=password)
            messages.success(request, _("Your password is new, and it opens your journal from now on."))
        request.session[FITTED] = vault is not None
        _end_elsewhere(request, user, vault)

    def pre_login(self, request: Any, user: User, **kwargs: Any) -> HttpResponse | None:
        """Keep the key for the steps that may follow the password: it opens nothing before they are done."""
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        if response is None:
            request.session[FIRST_STEP] = user.get_session_auth_hash()
            request.door.wait_for_second_step()
        return response

    def login(self, request: Any, user: User) -> None:
        """Complete the sign-in and open the door; Django may cycle or flush the session on the way."""
        if request.session.pop(FIRST_STEP, None) != user.get_session_auth_hash():
            # The password was changed between the two steps, so the first one no longer counts.
            raise ImmediateHttpResponse(redirect("account_login"))
        request.door.about_to_sign_in(user)
        super().login(request, user)
        request.door.signed_in(user)
        note(request, SecurityEvent.Kind.SIGNED_IN, owner=user)

    def logout(self, request: Any) -> None:
        """Shut the door while it is still known whose it is."""
        request.door.lock()
        super().logout(request)

    def respond_email_verification_sent(self, request: Any, user: User | None) -> HttpResponse:
        """Answer a sign-up with an address that has an account as if it were a new one, at the same cost."""
        if user is None:
            rehearse_sign_up()
            request.door.pretend()
        response: HttpResponse = super().respond_email_verification_sent(request, user)
        return response

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """Go on to the recovery key."""
        return reverse("recovery_key")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go back to where the change began."""
        return reverse("security")

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Say in our words what is worth saying."""
        said = kwargs.get("message") or _SAID.get(message_template or "")
        if said:
            messages.add_message(request, level, said)

    def send_notification_mail(self, template_prefix: str, user: User, *args: Any, **kwargs: Any) -> None:
        """Note what happened instead of mailing it: others may read her mail."""
        kind = _NOTED.get(template_prefix)
        if kind is not None:
            note(context.request, kind, owner=user)

    def format_email_subject(self, subject: str) -> str:
        """Leave the subject neutral: without the site's name in front."""
        return subject

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send it in its reader's language; when the server does not take it, say so on the page, and lose nothing."""
        try:
            with translation.override(language_of(email) or translation.get_language()):
                super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError):
            log.exception("a mail could not be sent")
            sorry = _("The mail could not be sent just now. Please try again in a few minutes.")
            messages.error(self.request, sorry)


def _hold_vault(request: Any, user: User, password: str) -> None:
    try:
        vault = flows.open_or_mark_sealed(user, password=password)
    except WrongSecret:
        # Signed in all the same, and sealed: the next page asks for the recovery key or the former password.
        return
    request.door.hold(vault)
    if request.user.is_authenticated and request.user.pk == user.pk:
        # The password was asked for once more of somebody who is signed in already.
        request.door.open(vault)


def _end_elsewhere(request: Any, user: User, vault: OpenVault | None) -> None:
    is_here = request.user.is_authenticated and request.user.pk == user.pk
    if vault is not None and is_here:
        request.door.open(vault)
        request.door.lock_elsewhere()
    else:
        flows.lock_everywhere(user)
    others = devices.sessions_of(user).exclude(session_key=request.session.session_key if is_here else None)
    devices.end(others)
