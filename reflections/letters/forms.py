"""The two forms of a letter: until when it is closed, and what stays of it once it is let go."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LINE, NOTHING = "line", "nothing"
_A_SEASON = timedelta(weeks=13)


class CloseForm(forms.Form):
    """The day until which a letter stays closed."""

    until = forms.DateField(
        label=_("Until"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "off"})
    )

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"until": today + _A_SEASON})
        self._today = today

    def clean_until(self) -> date:
        """Ask for a day that is still to come."""
        until: date = self.cleaned_data["until"]
        if until <= self._today:
            raise forms.ValidationError(_("Choose a day that is still to come."))
        return until


class LetGoForm(forms.Form):
    """What should stay, and which words she read before she chose."""

    stay = forms.ChoiceField(choices=[(LINE, ""), (NOTHING, "")])
    revision = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def leaves_a_line(self) -> bool:
        """Whether one line stays to say that there was a letter."""
        return bool(self.cleaned_data["stay"] == LINE)
