"""The form of the writing page, and the field that takes words as they are."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entries.content import PAGE, PLAIN, EntryContent
from entries.models import Entry
from vault.keeping import Origin
from vault.keyslots import OpenVault

LONGEST_BODY = 1_000_000
LONGEST_TITLE = 200
# What fits into the columns in which revisions and saves are counted.
_HIGHEST = 2_000_000_000
_NEVER_REMEMBERED = {"autocomplete": "off"}
_PLACEHOLDERS = {
    PAGE: _("Start anywhere."),
    PLAIN: _("What did you do today? Got up, went out, ate, called, slept: small things count."),
}


class WordsField(forms.CharField):
    """Text exactly as it was written: spaces kept, one kind of line ending.

    NUL, which no database takes, is left out, and half a surrogate pair, which no encoding takes, is shown as such.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, strip=False, **options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Set no `maxlength`: a browser cuts what is pasted beyond it, without a word."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}

    def to_python(self, value: Any) -> str:
        """Return the text as it is kept."""
        text = str(super().to_python(value)).replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class EntryForm(forms.Form):
    """A date, a title if it wants one, and the page.

    `entry_id` and `sitting` are made with the form, `revision` is the one the text started from, and a script counts
    its saves in `sequence`: see `vault.keeping.Origin`.
    """

    entry_id = forms.UUIDField(widget=forms.HiddenInput)
    revision = forms.IntegerField(min_value=0, max_value=_HIGHEST, widget=forms.HiddenInput)
    sitting = forms.UUIDField(required=False, widget=forms.HiddenInput)
    sequence = forms.IntegerField(required=False, min_value=0, max_value=_HIGHEST, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("What kind of page"),
        choices=[(PAGE, _("A page")), (PLAIN, _("A plain page: what did I do today"))],
        widget=forms.RadioSelect,
        required=False,
    )
    written_on = forms.DateField(
        label=_("Date"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", **_NEVER_REMEMBERED})
    )
    title = WordsField(
        label=_("Title, optional"),
        max_length=LONGEST_TITLE,
        widget=forms.TextInput(
            attrs=_NEVER_REMEMBERED
            | {"placeholder": _("A title, if it wants one"), "dir": "auto", "class": "bare sheet__title"}
        ),
        error_messages={"max_length": _("A title holds up to %(limit_value)d characters. It is kept below as it is.")},
    )
    body = WordsField(
        label=_("Your entry"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea(
            attrs=_NEVER_REMEMBERED
            | {"spellcheck": "true", "autocapitalize": "sentences", "dir": "auto", "class": "bare sheet__body"}
        ),
        error_messages={
            "max_length": _(
                "This is longer than one page can hold. Nothing is lost: your words are below. "
                "Move some of them to a second page, then save again."
            )
        },
    )

    future_is_meant = forms.BooleanField(label=_("Yes, I mean that day"), required=False)

    def __init__(self, *args: Any, today: date | None = None, **kwargs: Any) -> None:
        """Ask about a day after `today`; ask nothing while a script saves on the way."""
        super().__init__(*args, **kwargs)
        self._today = today
        self.fields["body"].widget.attrs["placeholder"] = _PLACEHOLDERS.get(self["kind"].value(), _PLACEHOLDERS[PAGE])

    @classmethod
    def blank(cls, today: date, kind: str) -> "EntryForm":
        """Return the form of a page that is not begun yet."""
        known = kind if kind in _PLACEHOLDERS else PAGE
        return cls(initial=_new_sitting() | {"entry_id": uuid.uuid4(), "written_on": today, "kind": known})

    @classmethod
    def of(cls, entry: Entry, vault: OpenVault) -> "EntryForm":
        """Return the form of a page as it stands saved."""
        content = entry.read(vault)
        initial = {"entry_id": entry.id, "revision": entry.revision, "written_on": entry.written_on}
        words = {"title": content.title, "body": content.body, "kind": content.kind}
        return cls(initial=_new_sitting() | initial | words)

    def clean(self) -> dict[str, Any]:
        """Ask once whether a day that is still to come is meant."""
        given = self.cleaned_data
        day: date | None = given.get("written_on")
        if self._today and day and day > self._today and not given["future_is_meant"]:
            self.add_error("future_is_meant", _("That day is still to come. Is it the one you mean?"))
        return given

    def content(self) -> EntryContent:
        """Return what was written."""
        given = self.cleaned_data
        return EntryContent(title=given["title"].strip(), body=given["body"], kind=given["kind"] or PAGE)

    def origin(self) -> Origin:
        """Return what the text started from."""
        given = self.cleaned_data
        return Origin(given["revision"], given["sitting"] or uuid.uuid4(), given["sequence"] or 0)

    def mended(self, today: date) -> "EntryForm":
        """Return the form with what can be kept: `today` for what is no day, too long a title as a first line."""
        data = {name: self.data[name] for name in self.data}
        if "written_on" in self.errors:
            data["written_on"] = str(today)
        if "title" in self.errors:
            data["title"], data["body"] = "", f"{self.data['title']}\n\n{self.data.get('body', '')}"
        return EntryForm(data)

    def page_id(self) -> uuid.UUID:
        """Return the id of the page in this form; a new one if a sender without our form sent none."""
        if not self.is_bound:
            return uuid.UUID(str(self.initial["entry_id"]))
        self.full_clean()
        return self.cleaned_data.get("entry_id") or uuid.uuid4()

    def written_day(self) -> date | None:
        """Return the day this page is about; None while what was typed is no date."""
        if not self.is_bound:
            return date.fromisoformat(str(self.initial["written_on"]))
        self.full_clean()
        day: date | None = self.cleaned_data.get("written_on")
        return day


def _new_sitting() -> dict[str, Any]:
    return {"sitting": uuid.uuid4(), "sequence": 0, "revision": 0}
