"""The form of the writing page."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entries.content import EntryContent
from entries.models import Entry
from vault.keyslots import OpenVault

LONGEST_BODY = 1_000_000
LONGEST_TITLE = 200
_NEVER_REMEMBERED = {"autocomplete": "off"}


class WordsField(forms.CharField):
    """Text exactly as it was written: spaces kept, one kind of line ending, no NUL (which no database takes)."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, strip=False, **options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Set no `maxlength`: a browser cuts what is pasted beyond it, without a word."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}

    def to_python(self, value: Any) -> str:
        """Return the text with one kind of line ending."""
        return str(super().to_python(value)).replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")


class EntryForm(forms.Form):
    """A date, a title if it wants one, and the page.

    `entry_id` is made with the empty form, `revision` is the one the text started from: see `entries.flows.keep_entry`.
    """

    entry_id = forms.UUIDField(widget=forms.HiddenInput)
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
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
            | {"placeholder": _("Start anywhere."), "spellcheck": "true", "autocapitalize": "sentences", "dir": "auto"}
            | {"class": "bare sheet__body"}
        ),
        error_messages={
            "max_length": _(
                "This is longer than one page can hold. Nothing is lost: your words are below. "
                "Move some of them to a second page, then save again."
            )
        },
    )

    @classmethod
    def blank(cls, today: date) -> "EntryForm":
        """Return the form of a page that is not begun yet."""
        return cls(initial={"entry_id": uuid.uuid4(), "revision": 0, "written_on": today})

    @classmethod
    def of(cls, entry: Entry, vault: OpenVault) -> "EntryForm":
        """Return the form of a page as it stands saved."""
        content = entry.read(vault)
        initial = {"entry_id": entry.id, "revision": entry.revision, "written_on": entry.written_on}
        return cls(initial=initial | {"title": content.title, "body": content.body})

    def content(self) -> EntryContent:
        """Return what was written."""
        return EntryContent(title=self.cleaned_data["title"].strip(), body=self.cleaned_data["body"])

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

    def started_again_from(self, revision: int) -> "EntryForm":
        """Return the same words, to be saved knowingly over another revision."""
        return EntryForm(self.cleaned_data | {"revision": revision})
