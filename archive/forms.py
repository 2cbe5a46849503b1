"""The form of the book: what goes in, and how it is set."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.archive_forms import SHORTEST_PASSWORD, TOO_SHORT, TYPED
from archive.order import Form, Selection, Wish
from entries.filtering import KIND_NAMES, THEME_NAMES

_DAY = {"type": "date", "autocomplete": "off"}
_FORM = ("paper", "text_size", "margins", "title", "dedication")
_PARTS = ("answers", "then_and_now", "goals", "check_ins", "figures")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper: its size in millimetres, and as people say it."""

    width: int
    height: int
    said: str | Promise

    @property
    def left(self) -> int:
        """Return where it begins when it is drawn in the middle of 220 by 300."""
        return (220 - self.width) // 2

    @property
    def top(self) -> int:
        """Return the same of its top."""
        return (300 - self.height) // 2


_SHEETS = {
    "5x8": Sheet(127, 203, _("5 × 8 in")),
    "a5": Sheet(148, 210, _("148 × 210 mm")),
    "a4": Sheet(210, 297, _("210 × 297 mm")),
    "letter": Sheet(216, 279, _("8.5 × 11 in")),
}


class BookForm(forms.Form):
    """Days, kinds, themes and chapters; paper, text and margins; the first pages; the file."""

    first = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs=_DAY))
    last = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs=_DAY))
    kinds = forms.MultipleChoiceField(
        label=_("What goes in"),
        choices=list(KIND_NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    answers = forms.BooleanField(label=_("Questions and answers, beside what you wrote"), required=False)
    then_and_now = forms.BooleanField(label=_("Then and now"), required=False)
    goals = forms.BooleanField(label=_("Self-work: your goals and plans"), required=False)
    check_ins = forms.BooleanField(label=_("Check-ins: the notes of a day"), required=False)
    figures = forms.BooleanField(label=_("Figures over time, each with its table"), required=False)
    themes = forms.MultipleChoiceField(
        label=_("Themes"),
        choices=list(THEME_NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("With all three, every page goes in. With fewer, only pages with an answer in one of them."),
    )
    paper = forms.ChoiceField(
        label=_("Page size"),
        choices=[("5x8", _("Paperback")), ("a5", _("A5")), ("a4", _("A4")), ("letter", _("Letter"))],
        widget=forms.RadioSelect,
    )
    text_size = forms.ChoiceField(
        label=_("Text"),
        choices=[("small", _("Small")), ("medium", _("Medium")), ("large", _("Large"))],
        widget=forms.RadioSelect,
    )
    margins = forms.ChoiceField(
        label=_("Margins"),
        choices=[("paper", _("For paper")), ("screen", _("For a screen"))],
        widget=forms.RadioSelect,
        help_text=_("On paper the inner margin is wider, for the spine."),
    )
    title = forms.CharField(label=_("Title on the first page, optional"), required=False, max_length=120)
    dedication = forms.CharField(label=_("Dedication, optional"), required=False, max_length=300)
    file = forms.ChoiceField(
        label=_("File"),
        choices=[("pdf", _("PDF")), ("epub", _("EPUB"))],
        widget=forms.RadioSelect,
        help_text=_("A PDF is for printing, an EPUB for an e-book reader, which sets size and margins itself."),
    )
    password = forms.CharField(
        label=_("Password of the PDF, optional"),
        required=False,
        strip=False,
        min_length=SHORTEST_PASSWORD,
        error_messages=TOO_SHORT,
        max_length=120,
        widget=forms.PasswordInput(attrs=TYPED),
        help_text=_("At least 12 characters. Whoever opens the file is asked for it, and nobody can look it up."),
    )
    password_again = forms.CharField(
        label=_("The same once more"), required=False, strip=False, widget=forms.PasswordInput(attrs=TYPED)
    )
    keeps_password = forms.BooleanField(label=_("Lock it with the password you gave before"), required=False)

    @classmethod
    def of(cls, data: Any, wish: Wish) -> "BookForm":
        """Return the form as the wish stands; its password is never shown again, and may be kept.

        Where everything that goes in is chosen one by one, it asks only how that is set.
        """
        chosen, form = wish.selection, wish.form
        initial = {name: getattr(chosen, name) for name in ("first", "last", *_PARTS)}
        initial |= {"kinds": sorted(chosen.kinds), "themes": sorted(chosen.themes), "file": wish.file}
        initial |= {"keeps_password": bool(wish.password)}
        made = cls(data, initial=initial | {name: getattr(form, name) for name in _FORM})
        if not wish.password:
            del made.fields["keeps_password"]
        if chosen.picked is not None:
            for name in ("first", "last", "kinds", "themes", *_PARTS):
                del made.fields[name]
        return made

    def parts(self, counts: Mapping[str, int]) -> Iterator[tuple[BoundField, int | None]]:
        """Yield what may go in besides pages, each with how much of it there is, where that is counted."""
        for name in _PARTS:
            yield self[name], counts.get(name)

    def papers(self) -> Iterator[tuple[BoundWidget, Sheet]]:
        """Yield the papers to choose from, each with its size."""
        for option in self["paper"]:
            yield option, _SHEETS[option.data["value"]]

    def clean(self) -> dict[str, Any]:
        """See to it that the days are in order, that something goes in, and that the file can have its password."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day is before the first one."))
        if "kinds" in self.fields and not (cleaned.get("kinds") or any(cleaned.get(part) for part in _PARTS)):
            self.add_error("kinds", _("Choose something that goes in."))
        if "themes" in self.fields and not cleaned.get("themes"):
            self.add_error("themes", _("Tick at least one theme. With all three, every page goes in."))
        self._clean_password(cleaned)
        return cleaned

    def _clean_password(self, cleaned: dict[str, Any]) -> None:
        given = cleaned.get("password", "")
        if cleaned.get("file") == "epub" and (given or cleaned.get("keeps_password")):
            self.add_error("password", _("An EPUB cannot have a password. Choose PDF, or go without one."))
        if "password" in cleaned and given != cleaned.get("password_again"):
            self.add_error("password_again", _("These two are not the same. Type both again."))

    def says_nothing_falls(self) -> None:
        """Say that there is nothing under what was chosen."""
        if "first" in self.fields:
            self.add_error("first", _("Nothing you wrote falls under this choice. Choose more days, or more kinds."))
        else:
            self.add_error(None, _("Nothing is ticked yet. Choose at least one thing."))

    def wish(self, before: Wish) -> Wish:
        """Return what is wished; what was chosen one by one stays chosen."""
        said = self.cleaned_data
        selection = before.selection if before.selection.picked is not None else self._selection()
        password = said["password"] or (before.password if said.get("keeps_password") else "")
        return Wish(selection, Form(**{name: said[name] for name in _FORM}), said["file"], password)

    def _selection(self) -> Selection:
        said = self.cleaned_data
        parts = {name: said[name] for name in ("first", "last", *_PARTS)}
        return Selection(**parts, kinds=frozenset(said["kinds"]), themes=frozenset(said["themes"]))
