"""The form of a check-in: a scale for each question, none of them required and none of them filled in beforehand."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.addressing import addressed_here
from accounts.personal import Personal
from reflections.check_ins.content import LEFT_OPEN, NotedDay
from reflections.check_ins.questions import Question, asked_of, asks_about_the_week


class CheckInForm(forms.Form):
    """The notes of the day the form was opened on, though it may be sent after midnight.

    It takes every answer there is, the weekly ones on any day: a form may be older than what was noted elsewhere.
    """

    noted_on = forms.DateField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, personal: Personal, asks_weekly: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._questions = asked_of(personal)
        self._asks_weekly = asks_weekly
        self.fields |= {question.name: _scale(question, personal) for question in self._questions}

    @classmethod
    def of(
        cls, data: Mapping[str, Any] | None, days: Sequence[NotedDay], *, today: date, personal: Personal
    ) -> "CheckInForm":
        """Return the form with what is noted about today; `days` are the noted ones of the last week at least."""
        noted = {name: point for day in days if day.noted_on == today for name, point in day.content.said().items()}
        asks_weekly = asks_about_the_week(days, today)
        return cls(data, initial={"noted_on": today} | noted, personal=personal, asks_weekly=asks_weekly)

    def daily(self) -> list[forms.BoundField]:
        """Return the scales of every day."""
        return [self[question.name] for question in self._questions if not question.is_weekly]

    def weekly(self) -> list[forms.BoundField]:
        """Return the scales that are asked once a week, when they are due."""
        return [self[question.name] for question in self._questions if question.is_weekly and self._asks_weekly]

    def day(self, today: date) -> date:
        """Return the day the notes are about, which is never one to come."""
        noted_on: date = self.cleaned_data["noted_on"] or today
        return min(noted_on, today)

    def said(self) -> dict[str, int]:
        """Return the answers given: points by question, or `LEFT_OPEN` for one taken back."""
        given = {question.name: self.cleaned_data[question.name] for question in self._questions}
        return {name: point for name, point in given.items() if point is not None}


def _scale(question: Question, personal: Personal) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=addressed_here(str(question.asks), personal),
        help_text=question.aside,
        required=False,
        coerce=int,
        empty_value=None,
        choices=[*enumerate(question.points, start=1), (LEFT_OPEN, _("leave open"))],
        widget=forms.RadioSelect,
    )
