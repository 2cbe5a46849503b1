"""Forms of an account: signing up, signing in, a changed password, and preferences."""

from contextlib import suppress
from dataclasses import asdict, fields, replace
from typing import Any

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
from django.utils.translation import gettext_lazy as _

from accounts.models import Preferences
from accounts.passphrases import suggest_passphrase
from accounts.personal import Personal
from accounts.time_zones import time_zones, to_choose_from
from vault.core.errors import VaultError
from vault.flows import open_with_password
from vault.guards import note
from vault.keyslots import OpenVault
from vault.models import SecurityEvent

# The fields for the days of a year that she marks.
MARKED = ("marked_1", "marked_2", "marked_3")


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


def _date_field(label: Any, help_text: Any = "") -> forms.DateField:
    picker = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "off"})
    return forms.DateField(label=label, required=False, help_text=help_text, widget=picker)


class PreferencesForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """How the journal behaves on a device, and what is said about the other person; the latter is sealed."""

    idle_minutes = forms.TypedChoiceField(
        label=_("Lock by itself after"),
        help_text=_("When nothing happens for so long. What you were writing is saved first."),
        coerce=int,
        choices=[(minutes, _("%s minutes") % minutes) for minutes in (5, 10, 15, 30, 45, 60)],
    )
    day_ends_at = forms.TypedChoiceField(
        label=_("The day ends"),
        help_text=_("What you write before this hour still counts as the day before."),
        coerce=int,
        choices=[(0, _("at midnight")), *((hour, _("at %s in the morning") % hour) for hour in range(1, 7))],
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False)
    their_name = forms.CharField(
        label=_("Called"),
        required=False,
        max_length=60,
        help_text=_("A name, an initial, or nothing. It is sealed like everything you write."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    their_pronoun = forms.ChoiceField(
        label=_("In sentences"), choices=[("him", _("him")), ("her", _("her")), ("them", _("them"))]
    )
    leave_them_out = forms.BooleanField(label=_("Leave them out of questions for now"), required=False)
    contact_is_unsafe = forms.BooleanField(label=_("Contact with them would not be safe for me"), required=False)
    ended_on = _date_field(_("It ended on"), _("If you like. In the first two weeks, no deep question is offered."))
    offers_questions = forms.BooleanField(label=_("Offer questions about what I wrote"), required=False)
    shows_cards = forms.BooleanField(
        label=_("Show help beside a page when its words may ask for it"),
        required=False,
        help_text=_("Help now stays at the top of every page."),
    )
    night = forms.ChoiceField(
        label=_("Night"),
        choices=[
            ("23-5", _("eleven to five")),
            ("22-6", _("ten to six")),
            ("0-6", _("midnight to six")),
            ("off", _("no difference")),
        ],
        help_text=_("At night only light questions are offered."),
    )
    marked_1 = _date_field(_("A day of the year that is hard"))
    marked_2 = _date_field(_("Another one"))
    marked_3 = _date_field(_("And another"))

    class Meta:
        model = Preferences
        fields = ("tab_name", "leave_url", "scheme", "time_zone")
        labels = {  # noqa: RUF012  Django reads a dict here
            "tab_name": _("The browser tab says"),
            "leave_url": _("“Leave quickly” goes to"),
            "scheme": _("Light"),
        }
        help_texts = {  # noqa: RUF012  Django reads a dict here
            "leave_url": _("Somewhere dull. Pressing Shift three times does the same.")
        }
        error_messages = {  # noqa: RUF012  Django reads a dict here
            "leave_url": {"invalid": _("Enter a whole address, such as https://www.wikipedia.org/.")}
        }
        widgets = {  # noqa: RUF012  Django reads a dict here
            "scheme": forms.RadioSelect,
            "leave_url": forms.URLInput(attrs={"autocomplete": "off"}),
        }

    _before = Personal()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        clocks = to_choose_from(self.instance.time_zone)
        self.fields["time_zone"].choices = [("", _("Like this server")), *clocks]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["leave_url"].widget.attrs["placeholder"] = settings.LEAVE_URL

    @classmethod
    def of(cls, data: Any, preferences: Preferences, *, idle_seconds: int, vault: OpenVault) -> "PreferencesForm":
        """Return the form as the preferences stand."""
        personal = preferences.read_personal(vault)
        marked = dict(zip(MARKED, personal.marked_days, strict=False))
        initial = asdict(personal) | marked | {"idle_minutes": idle_seconds // 60}
        form = cls(data, instance=preferences, initial=initial)
        form._before = personal
        return form

    def personal(self) -> Personal:
        """Return what is sealed; what is chosen on other pages stays as it is."""
        given = self.cleaned_data
        days = {"marked_days": tuple(str(given[name]) for name in MARKED if given[name])}
        ended_on = {"ended_on": str(given["ended_on"] or "")}
        as_given = {field.name: given[field.name] for field in fields(Personal) if field.name in given}
        return replace(self._before, **as_given | days | ended_on)

    def device_fields(self) -> list[forms.BoundField]:
        """Return the fields about this journal on a device."""
        return [self[name] for name in ("tab_name", "leave_url", "idle_minutes", "scheme", "time_zone", "day_ends_at")]

    def person_fields(self) -> list[forms.BoundField]:
        """Return the fields about the other person."""
        return [
            self[name] for name in ("their_name", "their_pronoun", "leave_them_out", "contact_is_unsafe", "ended_on")
        ]

    def asking_fields(self) -> list[forms.BoundField]:
        """Return the fields about what is asked, and when."""
        return [self[name] for name in ("offers_questions", "shows_cards", "night", *MARKED)]


def new_password(field: forms.Field) -> None:
    """Ask for a new password in the words of the sign-up page."""
    field.label = _("A new password, or better, a short sentence")
    field.help_text = _("At least 12 characters. It also encrypts your pages.")
