"""What is opened for the figures, and what happens to marks. Nothing that is worked out is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction

from accounts.flows import change_preferences
from accounts.models import Preferences, User
from accounts.personal import Personal
from reflections.check_ins.content import NotedDay
from reflections.check_ins.flows import check_ins_between
from reflections.check_ins.questions import asked_of
from reflections.over_time.content import WEEKS_OF_A_SEASON, MarkContent, Span, season_until, seasons_with
from reflections.over_time.counting import count_by_year
from reflections.over_time.figures import Group, season_of, told_of_check_ins
from reflections.over_time.models import Mark
from reflections.over_time.word_figures import told_of_words
from reflections.over_time.word_lists import has_word_lists, language_in_force, word_lists
from vault.keeping import id_of_new
from vault.keyslots import OpenVault, locked_row
from vault.reading import read_or_none


@dataclass(frozen=True, slots=True)
class MarkRow:
    """One mark in a list. `content` is None for a row that does not open; it is shown as damaged, never hidden."""

    mark: Mark
    content: MarkContent | None


@dataclass(frozen=True, slots=True)
class Season:
    """Thirteen weeks of figures, the days in them that do not open, and until which day the next ones go, if any."""

    days: Span
    figures: Group
    damaged: tuple[date, ...]
    earlier: date | None
    later: date | None


def season_for(owner: User, until: date, marks: Sequence[MarkRow], *, personal: Personal, vault: OpenVault) -> Season:
    """Return the figures of the thirteen weeks that end with the week of `until`.

    `marks` is what `marks_of` returns. Days that do not open are named and left out. Three queries, and no row is
    opened but those of these weeks.
    """
    days = season_until(until)
    notes = check_ins_between(owner, days.first, days.last, vault=vault)
    figures = season_of(days, notes, opened(marks), asked_of(personal))
    damaged = tuple(day.noted_on for day in notes if day.is_damaged)
    return Season(days, figures, damaged, _before(owner, days.first), _after(owner, days.last))


def figures_between(
    owner: User, days: Span, notes: Sequence[NotedDay], *, personal: Personal, vault: OpenVault
) -> list[Group]:
    """Return all figures of these days for the book: every season that has notes, then every year of words.

    What lies outside of these days is not in them, and leaves no gap: whoever reads the book was given these alone.
    `notes` are the noted ones of these days. Words are counted only if the owner asked for it. Groups stand oldest
    first, and the first of its kind says what is said of all. What does not open is left out. Two queries at most.
    """
    marks = opened(marks_of(owner, vault=vault))
    groups = [
        season_of(season.within(days), [day for day in notes if day.noted_on in season], marks, asked_of(personal))
        for season in seasons_with([day.noted_on for day in notes])
    ]
    found = _told([group for group in groups if group.figures], told_of_check_ins())
    language = language_in_force()
    if personal.counts_words and has_word_lists(language):
        found += _told(count_by_year(owner, days, marks, lists=word_lists(language), vault=vault), told_of_words())
    return found


def marks_of(owner: User, *, vault: OpenVault) -> list[MarkRow]:
    """Return the owner's marks by day, and behind them those that do not open. One query."""
    rows = [MarkRow(mark, read_or_none(mark.read, vault)) for mark in owner.marks.order_by("created_at", "id")]
    return sorted(rows, key=lambda row: row.content.day if row.content else date.max)


def opened(marks: Sequence[MarkRow]) -> list[MarkContent]:
    """Return what those marks say that open."""
    return [row.content for row in marks if row.content]


@transaction.atomic
def set_mark(owner: User, *, mark_id: UUID, content: MarkContent, vault: OpenVault) -> None:
    """Keep a mark, once: `mark_id` is made with the empty form. Raises `StaleKeys` as every save does."""
    locked_row(vault)
    mark_id = id_of_new(Mark, mark_id, vault)
    mark = owner.marks.filter(id=mark_id).first() or Mark(owner=owner, id=mark_id)
    mark.write(content, vault)
    mark.save()


def count_words(preferences: Preferences, *, wanted: bool, vault: OpenVault) -> None:
    """Remember, sealed, whether the owner wants words counted. What is counted is never kept."""
    change_preferences(preferences.owner, change=partial(replace, counts_words=wanted), vault=vault)


def _told(groups: Sequence[Group], notes: tuple[str, ...]) -> list[Group]:
    return [replace(group, notes=notes if number == 0 else ()) for number, group in enumerate(groups)]


def _before(owner: User, first: date) -> date | None:
    """Return the last day with notes before these."""
    days = owner.check_ins.filter(noted_on__lt=first).order_by("-noted_on").values_list("noted_on", flat=True)
    return days.first()


def _after(owner: User, last: date) -> date | None:
    """Return until which day the season goes that begins with the next notes."""
    days = owner.check_ins.filter(noted_on__gt=last).order_by("noted_on").values_list("noted_on", flat=True)
    day = days.first()
    return day and min(date.max - day, timedelta(weeks=WEEKS_OF_A_SEASON - 1)) + day
