"""Forms of an account: signing up, signing in, and preferences."""

import zoneinfo
from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Preferences
from accounts.passphrases import suggest_passphrase


class LoginForm(AllauthLoginForm):  # type: ignore[misc]  # allauth ships no types
    """E-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.fields["login"].label = _("Email")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].help_text = ""


class SignupForm(AllauthSignupForm):  # type: ignore[misc]  # allauth ships no types
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
        for field in (email, password):
            field.widget.attrs.pop("placeholder", None)
        email.label = _("Email")
        email.help_text = _("Only for signing in. We send nothing unless you ask for it.")
        email.widget.attrs["autocomplete"] = "username"
        password.label = _("A password, or better, a short sentence")
        password.help_text = _(
            "At least 12 characters. It also encrypts your pages, so choose one nobody near you would guess."
        )

    def suggestion(self) -> str:
        """Return a passphrase to offer beside the password field."""
        return suggest_passphrase()

    def clean_time_zone(self) -> str:
        """Take a time zone this server knows; anything else is left to the server's."""
        name = str(self.cleaned_data["time_zone"])
        return name if name in zoneinfo.available_timezones() else ""


class PreferencesForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """What is kept in clear, and beside it the hour at which her day ends, which is sealed."""

    day_ends_at = forms.TypedChoiceField(
        label=_("The day ends"),
        help_text=_("What you write before this hour still counts as the day before."),
        coerce=int,
        choices=[(0, _("at midnight")), *((hour, _("at %s in the morning") % hour) for hour in range(1, 7))],
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False)

    class Meta:
        model = Preferences
        fields = ("tab_name", "scheme", "time_zone")
        labels = {"tab_name": _("The browser tab says"), "scheme": _("Light")}  # noqa: RUF012  Django reads a dict here
        widgets = {"scheme": forms.RadioSelect}  # noqa: RUF012  Django reads a dict here

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = sorted(zoneinfo.available_timezones())
        self.fields["time_zone"].choices = [("", _("Like this server")), *((n, n.replace("_", " ")) for n in names)]  # type: ignore[attr-defined]  # a ChoiceField
