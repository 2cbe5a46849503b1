"""The form of a mark."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entries.forms import WordsField
from reflections.over_time.content import MarkContent

LONGEST_LINE = 80


class MarkForm(forms.Form):
    """A day, and what it was. `mark_id` is made with the empty form."""

    mark_id = forms.UUIDField(widget=forms.HiddenInput)
    day = forms.DateField(
        label=_("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "off"})
    )
    line = WordsField(
        label=_("What it was"),
        max_length=LONGEST_LINE,
        help_text=_("A few words, such as “a birthday”."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )

    @classmethod
    def blank(cls, today: date) -> "MarkForm":
        """Return the form of a mark that is not set yet."""
        return cls(initial={"mark_id": uuid.uuid4(), "day": today})

    def clean_line(self) -> str:
        """Ask for at least a word."""
        line: str = self.cleaned_data["line"].strip()
        if not line:
            raise forms.ValidationError(_("Say in a word or two what that day was."))
        return line

    def content(self) -> MarkContent:
        """Return the mark."""
        given: dict[str, Any] = self.cleaned_data
        return MarkContent(given["day"], given["line"])
