"""Forms of an account: signing up, signing in, a changed password. Preferences are in `accounts.preferences_form`."""

from contextlib import suppress
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import ConfirmEmailVerificationCodeForm, ConfirmPasswordResetCodeForm
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import ReauthenticateForm as AllauthReauthenticateForm
from allauth.account.forms import ResetPasswordForm as AllauthResetPasswordForm
from allauth.account.forms import ResetPasswordKeyForm as AllauthResetPasswordKeyForm
from allauth.account.forms import SignupForm as AllauthSignupForm
from allauth.core import context
from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from accounts.models import Preferences, User
from accounts.passphrases import suggest_passphrase
from accounts.time_zones import time_zones
from vault.core.errors import VaultError
from vault.flows import open_with_password
from vault.guards import note
from vault.models import SecurityEvent


class WithoutPlaceholders:
    """A form of allauth's with the placeholders taken off its fields: each has its label."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class AsksForCode(WithoutPlaceholders):
    """A form that asks for a code in our words, and lets the browser forget it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")
        self.fields["code"].widget.attrs |= {"autocomplete": "one-time-code", "autocapitalize": "characters"}


class LoginForm(WithoutPlaceholders, AllauthLoginForm):  # type: ignore[misc]  # allauth ships no types
    """E-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Email")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].help_text = ""


class SignupForm(WithoutPlaceholders, AllauthSignupForm):  # type: ignore[misc]  # allauth ships no types
    """E-mail, a password that is also the key, and what the browser's tab shall say."""

    tab_name = forms.ChoiceField(
        label=_("What should the browser tab say?"),
        choices=Preferences.TabName.choices,
        initial=Preferences.TabName.NOTES,
        required=False,
        widget=forms.RadioSelect,
    )
    # Filled in by a script where there is one; the server's time zone otherwise.
    time_zone = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        email, password = self.fields["email"], self.fields["password1"]
        email.label = _("Email")
        email.help_text = _("Only for signing in, and for a code when you ask for one.")
        email.widget.attrs["autocomplete"] = "username"
        password.label = _("A password, or better, a short sentence")
        password.help_text = _(
            "At least 12 characters. It also encrypts your pages, so choose one nobody near you would guess."
        )

    def try_save(self, request: Any) -> tuple[Any, Any]:
        """Make the account; where one was made with this address meanwhile, do as if it had been there before."""
        try:
            saved: tuple[Any, Any] = super().try_save(request)
        except IntegrityError:
            if not User.objects.filter(email=self.cleaned_data["email"]).exists():
                raise
            if settings.MAILS_STAY_HERE:
                messages.info(request, get_adapter().error_messages["email_taken"])
                return None, redirect("account_login")
            self.account_already_exists = True
            saved = super().try_save(request)
        return saved

    def suggestion(self) -> str:
        """Return a passphrase to offer beside the password field."""
        return suggest_passphrase()

    def clean_time_zone(self) -> str:
        """Take a time zone this server knows; anything else is left to the server's."""
        name = str(self.cleaned_data["time_zone"])
        return name if name in time_zones() else ""


class ChangePasswordForm(WithoutPlaceholders, AllauthChangePasswordForm):  # type: ignore[misc]  # allauth ships no types
    """The one form in which the former password matters: with it a locked journal can be fitted to the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        self.fields["oldpassword"].label = _("Your present password")
        self.fields["oldpassword"].help_text = ""
        new_password(self.fields["password1"])

    def clean_oldpassword(self) -> str:
        """Write a wrong one into the record."""
        try:
            return str(super().clean_oldpassword())
        except forms.ValidationError:
            note(context.request, SecurityEvent.Kind.WRONG_PASSWORD)
            raise

    def clean(self) -> dict[str, Any]:
        """Hold the journal open for the change, when it is locked and the former password opens it."""
        cleaned: dict[str, Any] = super().clean() or {}
        door = context.request.door
        if not self.errors and door.key_of(self.user) is None:
            # A sealed journal stays sealed under a changed password: the former ones and the recovery key open it.
            with suppress(VaultError):
                door.hold(open_with_password(self.user, password=cleaned["oldpassword"]))
        return cleaned


class NewPasswordForm(WithoutPlaceholders, AllauthResetPasswordKeyForm):  # type: ignore[misc]  # allauth ships no types
    """The new password, after the code of a reset."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        new_password(self.fields["password1"])


class ResetPasswordForm(WithoutPlaceholders, AllauthResetPasswordForm):  # type: ignore[misc]  # allauth ships no types
    """The address a code is sent to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Email")
        self.fields["email"].widget.attrs["autocomplete"] = "username"


class ReauthenticateForm(WithoutPlaceholders, AllauthReauthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The password once more, of somebody who is signed in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class ConfirmAddressForm(AsksForCode, ConfirmEmailVerificationCodeForm):  # type: ignore[misc]  # allauth ships no types
    """The code that confirms an address."""


class ConfirmResetForm(AsksForCode, ConfirmPasswordResetCodeForm):  # type: ignore[misc]  # allauth ships no types
    """The code that lets somebody choose a new password."""


def new_password(field: forms.Field) -> None:
    """Ask for a new password in the words of the sign-up page."""
    field.label = _("A new password, or better, a short sentence")
    field.help_text = _("At least 12 characters. It also encrypts your pages.")
