"""The form of the closing step: all of it may be left empty."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entries.forms import WordsField
from reflections.closing.content import ClosingContent
from reflections.recent import HEAVIER, LIGHTER, SAME

LONGEST_LINE = 500
THINGS = ("thing_1", "thing_2", "thing_3")


def _line(label: Any) -> WordsField:
    box = forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"})
    return WordsField(label=label, max_length=LONGEST_LINE, widget=box)


class ClosingForm(forms.Form):
    """Three things in the room, one line, and how it feels. `closing_id` is made with the empty form."""

    closing_id = forms.UUIDField(widget=forms.HiddenInput)
    thing_1 = _line(_("One thing in the room"))
    thing_2 = _line(_("Another"))
    thing_3 = _line(_("And a third"))
    line = _line(_("One line for the rest of the day"))
    felt = forms.ChoiceField(
        label=_("How is it now?"),
        choices=[(LIGHTER, _("Lighter")), (SAME, _("The same")), (HEAVIER, _("Heavier"))],
        widget=forms.RadioSelect,
        required=False,
    )

    @classmethod
    def blank(cls) -> "ClosingForm":
        """Return the form of a closing that is not begun yet."""
        return cls(initial={"closing_id": uuid.uuid4()})

    def content(self) -> ClosingContent:
        """Return what was written."""
        given = self.cleaned_data
        things = tuple(given[name].strip() for name in THINGS if given[name].strip())
        return ClosingContent(things, given["line"].strip(), given["felt"])
