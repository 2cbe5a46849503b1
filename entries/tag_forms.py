"""The forms of one tag: what it is called, and which other it becomes one with."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entries.forms import LONGEST_TAGS, WordsField
from entries.tags import Tag, key, tags_in


class RenameForm(forms.Form):
    """What a tag is called from now on."""

    title = WordsField(
        label=_("What it is called from now on"),
        max_length=LONGEST_TAGS,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        error_messages={"max_length": _("A tag holds up to %(limit_value)d characters.")},
    )

    def __init__(self, tag: Tag, others: Sequence[Tag], data: Any = None) -> None:
        super().__init__(data, initial={"title": tag.word})
        self._taken = {key(other.word) for other in others}

    def clean_title(self) -> str:
        """Return the one tag that was typed."""
        words = tags_in(self.cleaned_data["title"])
        if len(words) != 1:
            raise forms.ValidationError(_("Write one tag, without commas."))
        if key(words[0]) in self._taken:
            raise forms.ValidationError(_("There is such a tag already. Make the two one below."))
        return words[0]


class MergeForm(forms.Form):
    """Which other tag one becomes one with."""

    other_tag = forms.ChoiceField(
        label=_("The other tag"),
        error_messages={"required": _("Choose the other tag."), "invalid_choice": _("Choose the other tag.")},
        widget=forms.Select(attrs={"dir": "auto"}),
    )

    def __init__(self, others: Sequence[Tag], data: Any = None) -> None:
        super().__init__(data)
        self._others = {str(other.id): other for other in others}
        words = [(name, tag.word) for name, tag in self._others.items()]
        self.fields["other_tag"].choices = [("", _("Choose a tag")), *words]  # type: ignore[attr-defined]  # a choice field

    def other(self) -> Tag:
        """Return the tag that was chosen."""
        return self._others[self.cleaned_data["other_tag"]]
