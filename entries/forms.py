"""The form of the writing page, and what other forms with words share with it."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entries.content import LETTER, PAGE, PLAIN, URGE, EntryContent
from entries.models import Entry
from entries.tags import as_line, tags_in
from vault.keeping import Origin
from vault.keyslots import OpenVault

LONGEST_BODY = 1_000_000
LONGEST_TITLE = 200
# Of a whole line of tags.
LONGEST_TAGS = 1000
# Longer, and a tab was left open; in minutes.
LONGEST_SITTING = 180
# What fits into the columns in which revisions and saves are counted.
_HIGHEST = 2_000_000_000
KeptOn = Callable[[], date | None]
_NEVER_REMEMBERED = {"autocomplete": "off"}
_PLACEHOLDERS = {
    PAGE: _("Start anywhere."),
    PLAIN: _("What did you do today? Got up, went out, ate, called, slept: small things count."),
    URGE: _("What you would write. It stays here."),
    LETTER: _("Say it here. It stays here."),
}
_FOR_GOOD = {LETTER: _("A letter"), URGE: _("Written instead of a message")}
_KINDS = [(PAGE, _("A page")), (PLAIN, _("A plain page: what did I do today"))]


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


class SittingForm(forms.Form):
    """A form whose words are kept once: it names the revision they started from, its sitting, and its how manieth save.

    A script counts the saves in `sequence`; without one there is one save a sitting. See `vault.keeping.Origin`.
    """

    revision = forms.IntegerField(min_value=0, max_value=_HIGHEST, widget=forms.HiddenInput)
    sitting = forms.UUIDField(required=False, widget=forms.HiddenInput)
    sequence = forms.IntegerField(required=False, min_value=0, max_value=_HIGHEST, widget=forms.HiddenInput)
    # When the form was opened, in seconds of the server's clock.
    began = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    @staticmethod
    def new_sitting(revision: int = 0) -> dict[str, Any]:
        """Return the initial values of a sitting that begins with this revision."""
        now = int(timezone.now().timestamp())
        return {"sitting": uuid.uuid4(), "sequence": 0, "revision": revision, "began": now}

    def minutes(self) -> int:
        """Return for how many minutes the sitting has been; 0 for one that nobody can have sat through."""
        minutes = (int(timezone.now().timestamp()) - (self.cleaned_data["began"] or 0)) // 60
        return minutes if 0 <= minutes <= LONGEST_SITTING else 0

    def origin(self) -> Origin:
        """Return what the text started from."""
        given = self.cleaned_data
        return Origin(given["revision"], given["sitting"] or uuid.uuid4(), given["sequence"] or 0)


class EntryForm(SittingForm):
    """A date, a title if it wants one, and the page. `entry_id` is made with the empty form."""

    entry_id = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("What kind of page"),
        choices=[*_KINDS, *_FOR_GOOD.items()],
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
        error_messages={
            "max_length": _(
                "A title holds up to %(limit_value)d characters. Nothing is lost: it is below as you wrote it."
            )
        },
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
    tags = WordsField(
        label=_("Tags, in your own words"),
        max_length=LONGEST_TAGS,
        widget=forms.TextInput(attrs=_NEVER_REMEMBERED | {"dir": "auto"}),
        help_text=_("Optional. Put commas between them."),
        error_messages={
            "max_length": _("All tags together hold up to %(limit_value)d characters. Nothing is lost: they are below.")
        },
    )
    future_is_meant = forms.BooleanField(label=_("Yes, I mean that day"), required=False)

    def __init__(self, *args: Any, today: date | None = None, kept_on: KeptOn = lambda: None, **kwargs: Any) -> None:
        """Ask whether a day after `today` is meant, unless the page stands saved under it: `kept_on` looks that up.

        A letter, or what is written instead of a message, is one from the start and for good: that is no choice.
        """
        super().__init__(*args, **kwargs)
        self._today, self._kept_on = today, kept_on
        kind = self["kind"].value() or PAGE
        self.fields["kind"].widget = forms.HiddenInput() if kind in _FOR_GOOD else forms.RadioSelect(choices=_KINDS)
        self.fields["body"].widget.attrs["placeholder"] = _PLACEHOLDERS.get(kind, _PLACEHOLDERS[PAGE])

    @classmethod
    def blank(cls, today: date, kind: str, title: str = "") -> "EntryForm":
        """Return the form of a page that is not begun yet; `title` is one it may have."""
        page = {"entry_id": uuid.uuid4(), "written_on": today, "title": title}
        return cls(initial=cls.new_sitting() | page | {"kind": kind if kind in _PLACEHOLDERS else PAGE})

    @classmethod
    def of(cls, entry: Entry, vault: OpenVault) -> "EntryForm":
        """Return the form of a page as it stands saved."""
        content = entry.read(vault)
        words = {"title": content.title, "body": content.body, "kind": content.kind, "tags": as_line(content.tags)}
        page = {"entry_id": entry.id, "written_on": entry.written_on}
        return cls(initial=cls.new_sitting(entry.revision) | page | words)

    def with_words_alone(self) -> "EntryForm":
        """Return this form with all hidden but the words; what the other fields say is sent back as it is."""
        for name in ("written_on", "title", "tags"):
            self.fields[name].widget = forms.HiddenInput()
        return self

    def clean(self) -> dict[str, Any]:
        """Ask whether a day that is still to come is meant."""
        given = self.cleaned_data
        day: date | None = given.get("written_on")
        is_to_come = self._today is not None and day is not None and day > self._today
        if is_to_come and day != self._kept_on() and not given["future_is_meant"]:
            self.add_error("future_is_meant", _("That day is still to come. Is it the one you mean?"))
        return given

    @property
    def is_letter(self) -> bool:
        """Whether it is the form of a letter."""
        return bool(self["kind"].value() == LETTER)

    @property
    def asks_about_day(self) -> bool:
        """Whether all that is left to be said about this form is whether its day is meant."""
        return set(self.errors) == {"future_is_meant"}

    def content(self) -> EntryContent:
        """Return what was written."""
        given = self.cleaned_data
        return EntryContent(given["title"].strip(), given["body"], given["kind"] or PAGE, tags_in(given["tags"]))

    def mended(self, today: date) -> "EntryForm":
        """Return the form with what can be kept unasked.

        Its words under the day they stand saved under, or `today`, where the given one is no day or not known to be
        meant; a title that is too long as a first line, and too many tags as a last one.
        """
        data = {name: self.data[name] for name in self.data}
        if {"written_on", "future_is_meant"} & set(self.errors):
            data["written_on"] = str(self._kept_on() or today)
        if "title" in self.errors:
            data["title"], data["body"] = "", f"{self.data['title']}\n\n{data.get('body', '')}"
        if "tags" in self.errors:
            data["tags"], data["body"] = "", f"{data.get('body', '')}\n\n{self.data['tags']}"
        return EntryForm(data)

    def page_id(self) -> uuid.UUID:
        """Return the id of the page in this form; a new one if a sender without our form sent none."""
        given: uuid.UUID | None = self._given("entry_id")
        return given or uuid.uuid4()

    def written_day(self) -> date | None:
        """Return the day this page is about; None while what was typed is no date."""
        given: date | None = self._given("written_on")
        return given

    def _given(self, name: str) -> Any:
        if not self.is_bound:
            return self.initial[name]
        return None if name in self.errors else self.cleaned_data.get(name)
