"""Forms of the second step: codes and passkeys, in our words."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import AsksForCode


class SecondStepForm(AsksForCode, AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The code when signing in."""


class SecondStepAgainForm(AsksForCode, ReauthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The code of somebody who is signed in already."""


class ActivateAppForm(AsksForCode, ActivateTOTPForm):  # type: ignore[misc]  # allauth ships no types
    """The first code of an app that was just set up."""


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """Adds a passkey. allauth keeps what the browser sent as it is, so results of extensions are taken out first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_name(self.fields["name"])

    def clean_credential(self) -> Any:
        """Keep nothing a passkey computes for others: a PRF result could one day be a key."""
        credential = self.cleaned_data["credential"]
        if isinstance(credential, dict):
            results = credential.get("clientExtensionResults")
            properties = results.get("credProps") if isinstance(results, dict) else None
            credential["clientExtensionResults"] = {"credProps": properties} if properties else {}
        return credential


class RenamePasskeyForm(EditWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """Gives a passkey another name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_name(self.fields["name"])


def _ask_for_name(field: forms.Field) -> None:
    field.label = _("What you call it")
    field.help_text = _("Kept in clear, so choose a name that says nothing.")
    field.widget.attrs |= {"autocomplete": "off", "dir": "auto"}
