"""The form of the answer page."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entries.forms import LONGEST_BODY, SittingForm, WordsField
from entries.sentences import Passage
from reflections.content import ReflectionContent
from reflections.library import Prompt
from reflections.passages import value_of

NO_PASSAGE = Passage(0, 0, "")


class AnswerForm(SittingForm):
    """An answer, and the sentence it is about, if not the whole page. `reflection_id` is made with the empty form."""

    reflection_id = forms.UUIDField(widget=forms.HiddenInput)
    passage = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    answer = WordsField(
        label=_("Your answer"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea(
            attrs={
                "autocomplete": "off",
                "placeholder": _("One honest line is plenty."),
                "spellcheck": "true",
                "autocapitalize": "sentences",
                "dir": "auto",
                "class": "bare fill",
            }
        ),
        error_messages={
            "max_length": _("This is longer than one answer can hold. Nothing is lost: your words are below.")
        },
    )

    def __init__(
        self, *args: Any, passages: Sequence[Sequence[Passage]] = (), kept: Passage = NO_PASSAGE, **kwargs: Any
    ) -> None:
        """Let one of `passages` be chosen; where none is, the answer is about `kept`."""
        super().__init__(*args, **kwargs)
        self.kept = kept
        self._passages = {value_of(each.start, each.end): each for paragraph in passages for each in paragraph}

    @classmethod
    def blank(cls) -> dict[str, Any]:
        """Return the initial values of an answer that is not begun yet."""
        return cls.new_sitting() | {"reflection_id": uuid.uuid4(), "passage": ""}

    def clean_passage(self) -> str:
        """Refuse a place where no sentence stands any more; without a page there is none to choose from."""
        value = str(self.cleaned_data["passage"]) if self._passages else ""
        if value and value not in self._passages:
            raise forms.ValidationError(_("That sentence has changed since this page was opened. Choose it again."))
        return value

    def clean_answer(self) -> str:
        """Ask for at least one word."""
        answer = str(self.cleaned_data["answer"])
        if not answer.strip():
            raise forms.ValidationError(_("There is nothing to keep yet. One line is plenty."))
        return answer

    def content(self, prompt: Prompt) -> ReflectionContent:
        """Return the answer to this prompt, with the sentence it is about."""
        passage = self._passages.get(self.cleaned_data["passage"], self.kept)
        return ReflectionContent(
            prompt=prompt.slug,
            theme=prompt.theme,
            question=prompt.question,
            answer=self.cleaned_data["answer"],
            quote=passage.text,
            start=passage.start,
            end=passage.end,
        )
