"""What a check-in asks, in words of our own: five points each, no total, no cut-off, no comparison, no prediction.

None is validated, and the page says so: "Your notes, not a test." The day is the base line; the missing is what falls
(Sbarra & Emery 2005); speaking gently to oneself went with getting better (Sbarra 2012); nights are the hard time; the
wish belongs to the plan for it (Marshall 2012, O'Hara 2020). Once a week: a self of one's own (Slotter 2010, Larson &
Sbarra 2015), and people (Radcliffe 2007).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.addressing import names_them
from accounts.personal import Personal
from reflections.check_ins.content import CheckInContent, NotedDay

DAYS_OF_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Question:
    """One question with the names of its points. `noted_as` is what the answer is called once it stands in a list."""

    name: str
    asks: Any
    noted_as: Any
    points: tuple[Any, ...]
    aside: Any = ""
    is_weekly: bool = False

    def in_words(self, content: CheckInContent) -> str:
        """Return the answer as a list shows it, "Sleep: in pieces"; empty where it is open."""
        point = content.said().get(self.name)
        return f"{self.noted_as}: {self.points[point - 1]}" if point else ""


QUESTIONS = (
    Question(
        "today",
        _("How is today, on the whole?"),
        _("The day"),
        (_("very low"), _("low"), _("in between"), _("all right"), _("good")),
    ),
    Question(
        "missing",
        _("How strong is the missing?"),
        _("The missing"),
        (_("none"), _("faint"), _("there"), _("strong"), _("flooding")),
    ),
    Question(
        "gentleness",
        _("How gently have you spoken to yourself?"),
        _("To yourself"),
        (_("harshly"), _("sternly"), _("so-so"), _("kindly"), _("like a friend")),
    ),
    Question(
        "sleep",
        _("How did you sleep?"),
        _("Sleep"),
        (_("hardly at all"), _("badly"), _("in pieces"), _("all right"), _("well")),
    ),
    Question(
        "wish",
        _("The wish to write to {them} or look {them} up, at its strongest?"),
        _("The wish"),
        (_("none"), _("faint"), _("there"), _("strong"), _("fierce")),
    ),
    Question(
        "acted",
        _("And did you write to {them}, or look?"),
        _("Wrote or looked"),
        (_("I did"), _("I didn’t")),
        aside=_("Either answer is only a note."),
    ),
    Question(
        "clarity",
        _("How clear is it to you who you are on your own?"),
        _("Who you are"),
        (_("in fog"), _("hazy"), _("in outline"), _("fairly clear"), _("clear")),
        is_weekly=True,
    ),
    Question(
        "company",
        _("Were you with someone, or did you talk to someone?"),
        _("Company"),
        (_("no one"), _("in passing"), _("once"), _("a few times"), _("often")),
        is_weekly=True,
    ),
)


def asked_of(personal: Personal) -> list[Question]:
    """Return what this writer may be asked: nothing about somebody she wants left out for now."""
    return [each for each in QUESTIONS if not (personal.leave_them_out and names_them(str(each.asks)))]


def asks_about_the_week(days: Sequence[NotedDay], today: date) -> bool:
    """Tell whether the weekly questions are due: none of them was noted in the last seven days, this one left aside.

    So what was noted about the week today can still be seen, and taken back, today.
    """
    lately = (day for day in days if today - timedelta(days=DAYS_OF_A_WEEK) < day.noted_on < today)
    weekly = {question.name for question in QUESTIONS if question.is_weekly}
    return all(weekly.isdisjoint(day.content.said()) for day in lately)
