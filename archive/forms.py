"""The form of the book."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_DAY = {"type": "date", "autocomplete": "off"}


class BookForm(forms.Form):
    """Everything or some days, and the size of the paper."""

    scope = forms.ChoiceField(
        label=_("What goes in"),
        choices=[("everything", _("Everything")), ("range", _("Some days"))],
        initial="everything",
        widget=forms.RadioSelect,
    )
    first = forms.DateField(
        label=_("From"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs=_DAY),
        help_text=_("For some days."),
    )
    last = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs=_DAY))
    paper = forms.ChoiceField(
        label=_("Page size"),
        choices=[("a5", _("A5, like a paperback")), ("a4", _("A4, for a printer at home"))],
        initial="a5",
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        """See to it that some days are days, in order."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("scope") == "everything":
            return cleaned | {"first": None, "last": None}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first is None and last is None and not self.errors:
            raise forms.ValidationError(_("Choose the first day, the last day, or both."))
        if first and last and last < first:
            self.add_error("last", _("The last day is before the first one."))
        return cleaned

    def days(self) -> tuple[date | None, date | None]:
        """Return the first and the last day; None where there is no bound."""
        return self.cleaned_data["first"], self.cleaned_data["last"]
