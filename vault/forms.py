"""Forms at the door of the journal: the password, the recovery key, the group that shows the key was kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vault.core import recovery
from vault.core.errors import NotARecoveryKey, RecoveryKeySlip

_NEVER_REMEMBERED = {"autocomplete": "off", "spellcheck": "false"}


class PasswordField(forms.CharField):
    """A password exactly as typed."""

    def __init__(self, **options: Any) -> None:
        attributes = {"autocomplete": options.pop("autocomplete", "current-password")}
        super().__init__(strip=False, widget=forms.PasswordInput(attrs=attributes), **options)


class RecoveryKeyField(forms.CharField):
    """A recovery key, as somebody typed it from her copy: a slip of the pen is told from a key that is another one."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Recovery key"))
        options.setdefault(
            "help_text", _("8 groups of 4 letters and digits. Capitals, spaces and hyphens don’t matter.")
        )
        widget = forms.TextInput(attrs=_NEVER_REMEMBERED | {"autocapitalize": "characters"})
        super().__init__(max_length=200, widget=widget, **options)

    def clean(self, value: Any) -> str:
        """Refuse what cannot be a key, before anything is tried."""
        typed = str(super().clean(value))
        try:
            if typed:
                recovery.recovery_secret(typed)
        except NotARecoveryKey:
            raise forms.ValidationError(
                _("That does not look like a recovery key. It has 8 groups of 4 letters and digits.")
            ) from None
        except RecoveryKeySlip:
            raise forms.ValidationError(
                _("One of the characters is mistyped. Please compare it with your copy, group by group.")
            ) from None
        return typed


class PasswordForm(forms.Form):
    """The password, once."""

    password = PasswordField(label=_("Password"))


class PresentPasswordForm(PasswordForm):
    """The password for signing in, where it is not the one that opens the journal."""

    password = PasswordField(label=_("Password you sign in with now"))


class UnlockForm(PasswordForm):
    """The password of a journal that is locked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].widget.attrs["autofocus"] = True


class RecoveryKeyForm(forms.Form):
    """The recovery key alone."""

    recovery_key = RecoveryKeyField()


class EitherKeyForm(forms.Form):
    """The recovery key or the former password: one of the two is enough."""

    recovery_key = RecoveryKeyField(required=False)
    former_password = PasswordField(required=False, label=_("Or the former password"), autocomplete="off")

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not (cleaned["recovery_key"] or cleaned["former_password"]):
            raise forms.ValidationError(_("Enter your recovery key, or the password you used before."))
        return cleaned

    def field_used(self) -> str:
        """Return the name of the field she filled in."""
        return "recovery_key" if self.cleaned_data["recovery_key"] else "former_password"


class SealedForm(EitherKeyForm):
    """What opens a journal after the sign-in password was reset, and the password that shall open it from now on."""

    password = PasswordField(label=_("Password you sign in with now"))


class LastGroupForm(forms.Form):
    """The last four characters of the recovery key, typed from the copy she kept."""

    last_group = forms.CharField(
        label=_("Type the last group, to show you have it"),
        max_length=20,
        widget=forms.TextInput(attrs=_NEVER_REMEMBERED | {"autocapitalize": "characters", "size": 8}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
