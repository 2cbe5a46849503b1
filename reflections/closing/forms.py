"""The form of the closing step: all of it may be left empty."""

import uuid
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entries.forms import WordsField
from reflections.closing.content import ClosingContent
from reflections.recent import HEAVIER, LIGHTER, SAME

LONGEST_LINE = 500
KEEP, SEAL = "keep", "seal"
A_SEASON = timedelta(weeks=13)
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

    rest = forms.ChoiceField(
        label=_("Where the page rests"),
        choices=[(KEEP, _("Keep it in the journal")), (SEAL, _("Seal it until a day"))],
        widget=forms.RadioSelect,
        required=False,
    )
    until = forms.DateField(
        label=_("Until"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today

    @classmethod
    def blank(cls, today: date) -> "ClosingForm":
        """Return the form of a closing that is not begun yet."""
        return cls(initial={"closing_id": uuid.uuid4(), "rest": KEEP, "until": today + A_SEASON}, today=today)

    def clean(self) -> dict[str, Any]:
        """Ask for a day that is still to come, where the page is to be sealed."""
        given = self.cleaned_data
        until = given.get("until")
        if given.get("rest") == SEAL and (until is None or until <= self._today):
            self.add_error("until", _("Choose a day that is still to come."))
        return given

    @property
    def holds_words(self) -> bool:
        """Whether anything was written in it, be the form valid or not."""
        return any(str(field.data or "").strip() for field in self.words())

    def sealed_until(self) -> date | None:
        """Return until when the page is to be sealed; None where it is kept."""
        until: date | None = self.cleaned_data["until"]
        return until if self.cleaned_data["rest"] == SEAL else None

    def words(self) -> list[forms.BoundField]:
        """Return the fields to write in."""
        return [self[name] for name in (*THINGS, "body_line")]

    def content(self) -> ClosingContent:
        """Return what was written."""
        given = self.cleaned_data
        things = tuple(given[name].strip() for name in THINGS if given[name].strip())
        return ClosingContent(things, given["body_line"].strip(), given["felt"])
