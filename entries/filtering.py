"""What part of the journal is asked for: days, themes of its answers, kinds of pages; and the form that asks.

Days are in clear and can be asked of the database; themes and kinds are sealed, so only an opened page can tell.
"""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from entries.content import LETTER, PAGE, PLAIN, URGE

THEME_NAMES = {"regret": _("Regret"), "self_work": _("Self-work"), "letting_go": _("Letting go")}
KIND_NAMES = {
    PAGE: _("Pages"),
    PLAIN: _("Plain pages about the day"),
    LETTER: _("Unsent letters"),
    URGE: _("What you wrote instead of a message"),
}
_ISO = "%Y-%m-%d"
_NOT_A_DAY = {"invalid": _("This is not a date, so it was left out.")}
_NOT_KNOWN = {"invalid_choice": _("One of these is not known here, so none of them was used.")}
# What the fields are called in an address.
_IN_ADDRESS = {"first": "from", "last": "to", "themes": "theme", "kinds": "kind"}


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for; whatever is None or empty leaves all in.

    `first` and `last` are days, both included. `tag` is the id of a tag, see `entries.tags`.
    """

    first: date | None = None
    last: date | None = None
    themes: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    tag: UUID | None = None

    def __bool__(self) -> bool:
        """Tell whether it leaves anything out."""
        return bool(self.first or self.last or self.tag or self.asks_of_words)

    @property
    def asks_of_words(self) -> bool:
        """Whether it asks for what only an opened page, or the answers about it, can tell."""
        return bool(self.themes or self.kinds)

    @property
    def days(self) -> tuple[date, date]:
        """Return the first and the last day, as the database is asked for them."""
        return self.first or date.min, self.last or date.max

    def lets_in(self, kind: str, themes: Collection[str]) -> bool:
        """Tell whether a page of this kind, with answers in these themes, is asked for."""
        return (not self.kinds or kind in self.kinds) and (not self.themes or not self.themes.isdisjoint(themes))

    def as_query(self) -> str:
        """Return the filter as it stands in an address; empty when it leaves nothing out."""
        days = [("from", self.first), ("to", self.last)]
        chosen = [("theme", theme) for theme in sorted(self.themes)] + [("kind", kind) for kind in sorted(self.kinds)]
        tag = [("tag", self.tag)] if self.tag else []
        return urlencode([*((name, day.isoformat()) for name, day in days if day), *chosen, *tag])


class _DayField(forms.DateField):
    """A day as an address writes it, in every language; an address may say anything."""

    def prepare_value(self, value: Any) -> date | None:
        """Return the day that is asked for, or nothing; the error says that it was none."""
        with suppress(forms.ValidationError):
            return self.to_python(value)
        return None


class FilterForm(forms.Form):
    """Asks for days, themes and kinds, all optional; read from an address or from a form that was sent."""

    themes = forms.MultipleChoiceField(
        label=_("With an answer about"),
        choices=list(THEME_NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages=_NOT_KNOWN,
    )
    kinds = forms.MultipleChoiceField(
        label=_("Kinds"),
        choices=list(KIND_NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages=_NOT_KNOWN,
    )
    first = _DayField(
        label=_("From"),
        required=False,
        input_formats=[_ISO],
        error_messages=_NOT_A_DAY,
    )
    last = _DayField(
        label=_("To"),
        required=False,
        input_formats=[_ISO],
        error_messages=_NOT_A_DAY,
    )

    tag = forms.UUIDField(required=False, widget=forms.HiddenInput)
    # Older than which page: where a list goes on.
    older = forms.UUIDField(required=False, widget=forms.HiddenInput)

    @staticmethod
    def add_prefix(field_name: str) -> str:
        """Return what a field is called in an address: `from` cannot be a name in Python."""
        return _IN_ADDRESS.get(field_name, field_name)

    def clean(self) -> dict[str, Any]:
        """Say so where no day can lie between the two."""
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day is before the first one."))
        return self.cleaned_data

    def chosen(self) -> Filter:
        """Return what is asked for; what cannot be understood is left out, and `errors` says so in a sentence."""
        self.is_valid()
        given = self.cleaned_data
        sets = {name: frozenset(given.get(name) or ()) for name in ("themes", "kinds")}
        return Filter(given.get("first"), given.get("last"), **sets, tag=given.get("tag"))

    def in_words(self) -> list[str]:
        """Return what is asked for as a person reads it, one thing after another; the tag is not among it."""
        asked = self.chosen()
        kinds = self.fields["kinds"].choices  # type: ignore[attr-defined]  # a ChoiceField
        names = [str(name) for key, name in kinds if key in asked.kinds]
        names += [str(name) for key, name in THEME_NAMES.items() if key in asked.themes]
        days = [(_("from %(day)s"), asked.first), (_("to %(day)s"), asked.last)]
        return names + [str(words) % {"day": date_format(day, "DATE_FORMAT")} for words, day in days if day]

    def before(self) -> UUID | None:
        """Return from which page on an older part of the list is asked for; None for the newest."""
        self.is_valid()
        before: UUID | None = self.cleaned_data.get("older")
        return before
