"""How today is, before anything is read again; and the form of a note, under the two leaves it is about."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entries.forms import LONGEST_BODY, SittingForm, WordsField
from reflections.then_and_now.content import QUESTIONS, Answers, ComparisonContent, Pair
from reflections.then_and_now.models import Comparison
from vault.keyslots import OpenVault

# The names under which the answers are sent: `vault.guards` knows by them that these are words.
_FIELDS = {name: f"answer_{name}" for name in QUESTIONS}


class TodayForm(forms.Form):
    """How today is, if she likes to say; nothing of it is kept."""

    today = forms.ChoiceField(
        label=_("How is today?"),
        help_text=_("Only for this moment: it isn’t kept, and you can leave it out."),
        choices=[
            ("very low", _("very low")),
            ("low", _("low")),
            ("in between", _("in between")),
            ("all right", _("all right")),
            ("good", _("good")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )

    @property
    def is_low(self) -> bool:
        """Whether today is at one of the two lowest points: 3 or lower of 10, in `flows` of content/prompts.yaml."""
        return self.cleaned_data["today"] in {"very low", "low"}


class AnswerField(WordsField):
    """An answer to one of the four questions."""

    def __init__(self, label: Any) -> None:
        attrs = {"autocomplete": "off", "spellcheck": "true", "autocapitalize": "sentences", "dir": "auto", "rows": 2}
        too_long = _("This is longer than one answer can hold. Nothing is lost: your words are below.")
        super().__init__(
            label=label,
            max_length=LONGEST_BODY,
            widget=forms.Textarea(attrs=attrs),
            error_messages={"max_length": too_long},
        )


class PairField(forms.Field):
    """The two that a note is about, which it carries along in case they are gone when it is kept."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Pair | None:
        """Return the pair; None for what is none."""
        try:
            return Pair.parse(str(value))
        except ValueError:
            return None


class NoteForm(SittingForm):
    """Four questions, each of which may stay empty. `comparison_id` is made with the empty form."""

    comparison_id = forms.UUIDField(widget=forms.HiddenInput)
    pair = PairField(required=False)
    answer_hurt_then = AnswerField(QUESTIONS["hurt_then"])
    answer_hurt_now = AnswerField(QUESTIONS["hurt_now"])
    answer_known_now = AnswerField(QUESTIONS["known_now"])
    answer_to_the_writer = AnswerField(QUESTIONS["to_the_writer"])
    nothing_has_changed = forms.BooleanField(label=_("Nothing has changed."), required=False)

    def __init__(self, *args: Any, pair: Pair | None = None, **kwargs: Any) -> None:
        """Make the form of a note about this pair; without one, about the pair it carries."""
        super().__init__(*args, **kwargs)
        self._pair = pair

    @classmethod
    def blank(cls, pair: Pair) -> dict[str, Any]:
        """Return the initial values of a note that is not begun yet."""
        return cls.new_sitting() | {"comparison_id": uuid.uuid4(), "pair": pair}

    @classmethod
    def of(cls, comparison: Comparison, vault: OpenVault) -> "NoteForm":
        """Return the form of a note as it stands saved."""
        content = comparison.read(vault)
        words = {field: getattr(content.answers, name) for name, field in _FIELDS.items()}
        about = {"comparison_id": comparison.id, "pair": content.pair}
        ticked = {"nothing_has_changed": content.answers.nothing_has_changed}
        return cls(initial=cls.new_sitting(comparison.revision) | about | words | ticked)

    def clean(self) -> dict[str, Any]:
        """Ask for at least one word or the tick, about two that are far enough from one another."""
        given = self.cleaned_data
        given["pair"] = self._pair or given.get("pair")
        if given["pair"] is None or given["pair"].is_near:
            self.add_error(None, _("Fewer than four weeks lie between these two. Your words are below, not kept."))
        if not self.errors and self._answers().is_blank:
            self.add_error(None, _("There is nothing to keep yet. One line is plenty."))
        return given

    def questions(self) -> list[forms.BoundField]:
        """Return the fields of the four questions, in order."""
        return [self[field] for field in _FIELDS.values()]

    def content(self) -> ComparisonContent:
        """Return the note."""
        return ComparisonContent(self.cleaned_data["pair"], self._answers())

    def based_on(self, saved: Comparison) -> "NoteForm":
        """Return a form with the same words that knows what stands saved, and may replace it."""
        return NoteForm(self.cleaned_data | self.new_sitting(saved.revision), pair=self.cleaned_data["pair"])

    def _answers(self) -> Answers:
        given = self.cleaned_data
        words = {name: given.get(field, "") for name, field in _FIELDS.items()}
        return Answers(**words, nothing_has_changed=given["nothing_has_changed"])
