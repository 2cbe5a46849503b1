"""The form of the settings: how the journal behaves on a device, and what is said about the other person."""

from dataclasses import asdict, fields, replace
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.languages import languages
from accounts.models import Preferences
from accounts.personal import Personal
from accounts.time_zones import to_choose_from
from vault.keyslots import OpenVault

# The fields for the days of a year that she marks.
MARKED = ("marked_1", "marked_2", "marked_3")


def _date_field(label: Any, help_text: Any = "") -> forms.DateField:
    picker = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "off"})
    return forms.DateField(label=label, required=False, help_text=help_text, widget=picker)


def _minutes() -> list[tuple[int, str]]:
    choices = (5, 10, 15, 30, 45, 60)
    return [(minutes, ngettext("%d minute", "%d minutes", minutes) % minutes) for minutes in choices]


def _hours() -> list[tuple[int, str]]:
    return [(0, gettext("at midnight")), *((hour, gettext("at %s in the morning") % hour) for hour in range(1, 7))]


class PreferencesForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """How the journal behaves on a device, and what is said about the other person; the latter is sealed."""

    idle_minutes = forms.TypedChoiceField(
        label=_("Lock by itself after"),
        help_text=_("When nothing happens for so long. What you were writing is saved first."),
        coerce=int,
        choices=_minutes,
    )
    day_ends_at = forms.TypedChoiceField(
        label=_("The day ends"),
        help_text=_("What you write before this hour still counts as the day before."),
        coerce=int,
        choices=_hours,
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False, widget=forms.Select(attrs={"translate": "no"}))
    language = forms.ChoiceField(
        label=_("Language"),
        help_text=_(
            "In other languages questions are still in English, and help comes beside a page only where it is written "
            "in English. Help now stays on top."
        ),
        required=False,
        widget=forms.Select(attrs={"translate": "no"}),
    )
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
        fields = ("tab_name", "leave_url", "scheme", "time_zone", "language")
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        clocks = to_choose_from(self.instance.time_zone)
        self.fields["time_zone"].choices = [("", _("Like this server")), *clocks]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["language"].choices = [("", _("Like the browser")), *languages()]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["leave_url"].widget.attrs["placeholder"] = settings.LEAVE_URL

    @classmethod
    def of(cls, data: Any, preferences: Preferences, *, idle_seconds: int, vault: OpenVault) -> "PreferencesForm":
        """Return the form as the preferences stand."""
        personal = preferences.read_personal(vault)
        marked = dict(zip(MARKED, personal.marked_days, strict=False))
        initial = asdict(personal) | marked | {"idle_minutes": idle_seconds // 60}
        return cls(data, instance=preferences, initial=initial)

    def in_clear(self) -> dict[str, Any]:
        """Return what is not sealed."""
        return {name: self.cleaned_data[name] for name in Preferences.IN_CLEAR}

    def applied_to(self, before: Personal) -> Personal:
        """Return what is sealed; what is chosen on other pages stays as it is."""
        given = self.cleaned_data
        days = {"marked_days": tuple(str(given[name]) for name in MARKED if given[name])}
        ended_on = {"ended_on": str(given["ended_on"] or "")}
        as_given = {field.name: given[field.name] for field in fields(Personal) if field.name in given}
        return replace(before, **as_given | days | ended_on)

    def device_fields(self) -> list[forms.BoundField]:
        """Return the fields about this journal on a device."""
        names = ("tab_name", "leave_url", "idle_minutes", "scheme", "language", "time_zone", "day_ends_at")
        return [self[name] for name in names]

    def person_fields(self) -> list[forms.BoundField]:
        """Return the fields about the other person."""
        return [
            self[name] for name in ("their_name", "their_pronoun", "leave_them_out", "contact_is_unsafe", "ended_on")
        ]

    def asking_fields(self) -> list[forms.BoundField]:
        """Return the fields about what is asked, and when."""
        return [self[name] for name in ("offers_questions", "shows_cards", "night", *MARKED)]
