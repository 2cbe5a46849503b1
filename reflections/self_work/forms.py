"""The forms of self-work. Their questions are the steps of the flow `self-work-goal` in `content/prompts.yaml`."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.addressing import addressed_here
from accounts.personal import Personal
from entries.forms import SittingForm, WordsField
from reflections.library import library
from reflections.self_work.content import FOR_THEM, OUTCOMES, OWN, CheckInContent, GoalContent
from reflections.self_work.models import Goal, GoalCheckIn

LONGEST_ANSWER = 5_000
_TOO_LONG = gettext_lazy(
    "This holds up to %(limit_value)d characters. Nothing is lost: your words are below as you wrote them."
)
# Each step: its fields, and the question of the library whose nudges help whoever is stuck.
_STEPS = (
    (("value",), "s-how-i-want-to-love"),
    (("whose_reason", "reason"), "s-for-whom"),
    (("behaviour",), "s-small-enough-to-see"),
    (("obstacle",), "s-wish-and-obstacle"),
    (("moment", "act"), "s-if-then"),
    (("support",), "s-who-could-help"),
)
_WORDS = tuple(name for names, _prompt in _STEPS for name in names)


def _words(label: Promise, hint: Promise | str = "") -> WordsField:
    attributes = {"autocomplete": "off", "spellcheck": "true", "autocapitalize": "sentences", "dir": "auto"}
    return WordsField(
        label=label,
        help_text=hint,
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs=attributes | {"rows": "2", "class": "short"}),
        error_messages={"max_length": _TOO_LONG},
    )


def _if() -> WordsField:
    hint = gettext_lazy("A moment you would know when it comes: a place, a message, a feeling.")
    return _words(gettext_lazy("If"), hint)


def _then() -> WordsField:
    hint = gettext_lazy(
        "One thing a camera could see, small enough for a hard day. "
        "Word it as something you do with people in general; it is a promise to nobody."
    )
    return _words(gettext_lazy("then I will"), hint)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of making a goal: its fields, and nudges for whoever is stuck."""

    fields: list[BoundField]
    nudges: tuple[str, ...]


class GoalForm(SittingForm):
    """All steps of a goal on one page. Nothing has to be there to keep it; to begin, the plan has to.

    `goal_id` is made with the empty form.
    """

    goal_id = forms.UUIDField(widget=forms.HiddenInput)
    value = _words(
        gettext_lazy("Which word should describe how you treat the people you love?"),
        gettext_lazy("One word is enough; this will go by it."),
    )
    whose_reason = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    reason = _words(gettext_lazy("Your own reason, if there is one"))
    behaviour = _words(gettext_lazy("What one thing could someone watching see you do?"))
    obstacle = _words(
        gettext_lazy("What in you usually gets in the way?"), gettext_lazy("A feeling, a habit, a thought.")
    )
    moment, act = _if(), _then()
    support = _words(
        gettext_lazy("Who could know about this?"),
        gettext_lazy("Only if you like. It can stay between you and the page."),
    )

    def __init__(self, *args: Any, personal: Personal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._personal = personal
        choice = self.fields["whose_reason"]
        choice.label, only_for_them = _whose_reason(personal)
        choice.choices = [(OWN, _("Yes")), (FOR_THEM, only_for_them)]  # type: ignore[attr-defined]  # a ChoiceField

    @classmethod
    def blank(cls) -> dict[str, Any]:
        """Return the initial values of a goal that is not written down yet."""
        return cls.new_sitting() | {"goal_id": uuid.uuid4()}

    @classmethod
    def of(cls, goal: Goal, content: GoalContent) -> dict[str, Any]:
        """Return the initial values for going on with a goal as it stands saved."""
        words = {name: getattr(content, name) for name in _WORDS}
        return cls.new_sitting(goal.revision) | {"goal_id": goal.id} | words

    def clean(self) -> dict[str, Any]:
        """Ask for both halves of the plan once it is to begin."""
        given = super().clean() or self.cleaned_data
        for name in ("moment", "act"):
            if self.begins and not given.get(name, "x").strip():
                self.add_error(name, _("To begin, it needs an if and a then. Or keep it for later, as it is."))
        return given

    @property
    def begins(self) -> bool:
        """Whether the goal is to begin with these words, rather than only be kept."""
        return "begin" in self.data

    def content(self, before: GoalContent) -> GoalContent:
        """Return what the goal says with these words; the rest as `before`."""
        return replace(before, **{name: self.cleaned_data[name] for name in _WORDS})

    def steps(self) -> Iterator[Step]:
        """Return the steps in order, with the nudges of the library as this writer is asked."""
        for names, slug in _STEPS:
            yield Step([self[name] for name in names], library().prompts[slug].asked_of(self._personal).nudges)

    def differing(self, saved: GoalContent) -> list[tuple[str, str]]:
        """Return label and words of what stands saved and was written differently here."""
        given = self.cleaned_data
        others = [name for name in _WORDS if name != "whose_reason" and getattr(saved, name) != given[name]]
        return [(str(self[name].label), getattr(saved, name)) for name in others]


class PlanForm(SittingForm):
    """Another if, or another then."""

    moment, act = _if(), _then()

    @classmethod
    def of(cls, goal: Goal, content: GoalContent) -> dict[str, Any]:
        """Return the initial values: the plan as it stands."""
        return cls.new_sitting(goal.revision) | {"moment": content.moment, "act": content.act}

    def clean(self) -> dict[str, Any]:
        """Ask for both halves."""
        given = super().clean() or self.cleaned_data
        for name in ("moment", "act"):
            if not given.get(name, "x").strip():
                self.add_error(name, _("A plan needs an if and a then."))
        return given


class CheckInForm(SittingForm):
    """What came of a goal: one of four answers, and a line if she likes. `check_in_id` is made with the form."""

    check_in_id = forms.UUIDField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=gettext_lazy("Did a moment for it come this week?"),
        choices=[(key, outcome.label) for key, outcome in OUTCOMES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the four first.")},
    )
    line = _words(gettext_lazy("What did you do? One line, if you like"))

    @classmethod
    def blank(cls) -> dict[str, Any]:
        """Return the initial values of a check-in that is not made yet."""
        return cls.new_sitting() | {"check_in_id": uuid.uuid4()}

    @classmethod
    def of(cls, check_in: GoalCheckIn, content: CheckInContent) -> dict[str, Any]:
        """Return the initial values of a check-in as it stands saved."""
        noted = {"check_in_id": check_in.id, "outcome": content.outcome, "line": content.line}
        return cls.new_sitting(check_in.revision) | noted

    def content(self) -> CheckInContent:
        """Return what was noted."""
        return CheckInContent(self.cleaned_data["outcome"], self.cleaned_data["line"])


class SetDownForm(forms.Form):
    """The last line about a goal, if she likes. `set_down` is the button: a page that saves by itself ends nothing."""

    line = _words(gettext_lazy("A line about it, if you like"))
    set_down = forms.CharField(widget=forms.HiddenInput)


def _whose_reason(personal: Personal) -> tuple[str, str]:
    """Return the question whose reason it is, and the answer that it is only about the other person."""
    if personal.leave_them_out:
        return _("Would you want this if nobody ever knew?"), _("Not for myself, for now")
    return (
        addressed_here(_("If {they} never knew, would you still want this?"), personal),
        addressed_here(_("It is only for {them}, for now"), personal),
    )
