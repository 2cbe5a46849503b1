"""The form of the closing step: all of it may be left empty."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entries.forms import WordsField
from reflections.closing.content import ClosingContent
from reflections.recent import HEAVIER, LIGHTER, SAME

LONGEST_LINE = 500
THINGS = ("body_first", "body_second", "body_third")


def _line(label: Any) -> WordsField:
    box = forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"})
    return WordsField(label=label, max_length=LONGEST_LINE, widget=box)


class ClosingForm(forms.Form):
    """Three things in the room, one line, and how it feels. `closing_id` is made with the empty form.

    By the beginning of their names `vault.guards` knows which fields hold words.
    """

    closing_id = forms.UUIDField(widget=forms.HiddenInput)
    body_first = _line(_("One thing in the room"))
    body_second = _line(_("Another"))
    body_third = _line(_("And a third"))
    body_line = _line(_("One line for the rest of the day"))
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
        return ClosingContent(things, given["body_line"].strip(), given["felt"])
