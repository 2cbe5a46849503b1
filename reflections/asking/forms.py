"""The forms of asking: what to do with an offered question, and a question of one's own."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entries.filtering import THEME_NAMES
from entries.forms import WordsField
from reflections.asking.content import OwnQuestion
from reflections.library import library

LONGEST_OWN_QUESTION = 500


class OfferedForm(forms.Form):
    """What to do with one offered question. `row_id` names the row it is kept in, made with the page."""

    prompt = forms.SlugField()
    do = forms.ChoiceField(choices=[(each, each) for each in ("answer", "later", "no")])
    row_id = forms.UUIDField()

    def clean_prompt(self) -> str:
        """Know only the prompts of the library."""
        prompt = str(self.cleaned_data["prompt"])
        if prompt not in library().prompts:
            raise forms.ValidationError(_("There is no such question."))
        return prompt


class OwnPromptForm(forms.Form):
    """A question in her own words, its title, and a theme. `row_id` is made with the empty form."""

    row_id = forms.UUIDField(widget=forms.HiddenInput)
    title = WordsField(
        label=_("Your question"),
        max_length=LONGEST_OWN_QUESTION,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    theme = forms.ChoiceField(label=_("What it is about"), choices=list(THEME_NAMES.items()))

    @classmethod
    def blank(cls) -> dict[str, Any]:
        """Return the initial values of a question that is not there yet."""
        return {"row_id": uuid.uuid4(), "theme": "letting_go"}

    def clean_title(self) -> str:
        """Ask for at least one word."""
        question = str(self.cleaned_data["title"]).strip()
        if not question:
            raise forms.ValidationError(_("There is no question yet. One line is plenty."))
        return question

    def content(self) -> OwnQuestion:
        """Return the question."""
        return OwnQuestion(self.cleaned_data["title"], self.cleaned_data["theme"])
