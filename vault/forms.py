"""Forms at the door of the journal: the password, the recovery key, the group that shows the key was kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vault.core import recovery
from vault.core.errors import NotARecoveryKey, RecoveryKeySlip


class UnlockForm(forms.Form):
    """The password of a journal that is locked."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )


class RecoverForm(forms.Form):
    """The recovery key, as somebody typed it from her copy."""

    recovery_key = forms.CharField(
        label=_("Recovery key"),
        max_length=200,
        help_text=_("8 groups of 4 letters and digits. Capitals, spaces and hyphens don't matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_recovery_key(self) -> str:
        """Tell a slip of the pen from a key that is another one, before anything is tried."""
        typed = str(self.cleaned_data["recovery_key"])
        try:
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


class LastGroupForm(forms.Form):
    """The last four characters of the recovery key, typed from the copy she kept."""

    last_group = forms.CharField(
        label=_("Type the last group, to show you have it"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "size": 8}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
