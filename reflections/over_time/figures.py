"""Figures of check-ins: for each question answered in a season a drawing, and all of it in a table beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reflections.check_ins.content import NotedDay
from reflections.check_ins.questions import Question
from reflections.over_time.charts import Bar, Chart, drawn, tabled
from reflections.over_time.content import (
    A_WEEK,
    MarkContent,
    Point,
    Span,
    Week,
    monday_of,
    weeks_of,
)


@dataclass(frozen=True, slots=True)
class Table:
    """The same as a drawing, in words and numbers: the heads of its columns, and its rows."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def drawn(self) -> SafeString:
        """Return it as HTML, for the page and the EPUB."""
        return tabled(self.heads, self.rows)


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing with its name, the sentence for whoever does not see it, its table, and what is said under it."""

    name: str
    says: str
    drawing: SafeString
    table: Table
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of the same days: what the numbers in them lead to, and what is said of all of them."""

    days: Span
    name: str
    figures: tuple[Figure, ...]
    marks: tuple[MarkContent, ...] = ()
    notes: tuple[str, ...] = ()


def told_of_check_ins() -> tuple[str, ...]:
    """Return what is said of all figures of check-ins, on the page and in the book."""
    return (
        _("Your notes, not a test. A line can’t tell how you are, and a gap is only a gap."),
        _(
            "Each dot is a note. From five notes a week on, a bar shows the middle range of the week, without its "
            "lowest and its highest day, and the line in it the midpoint."
        ),
    )


def season_of(
    season: Span, notes: Sequence[NotedDay], marks: Sequence[MarkContent], questions: Sequence[Question]
) -> Group:
    """Return the figures of one season, or of a part of it. Answers of yes or no are no scale, and have no figure."""
    shown = tuple(mark for mark in marks if mark.day in season)
    said = [(day.noted_on, day.content.said()) for day in notes]
    drawing = _Season(season, name_of(season), [mark.day for mark in shown])
    figures = (drawing.figure(question, said) for question in questions if _is_scale(question))
    return Group(season, drawing.name, tuple(figure for figure in figures if figure.table.rows), shown)


def name_of(days: Span) -> str:
    """Return from when to when, in words."""
    if days.first == days.last:
        return date_format(days.first, "DATE_FORMAT")
    begin = date_format(days.first, "MONTH_DAY_FORMAT" if days.first.year == days.last.year else "DATE_FORMAT")
    return _("%(first)s to %(last)s") % {"first": begin, "last": date_format(days.last, "DATE_FORMAT")}


def _is_scale(question: Question) -> bool:
    return len(question.points) > 2


class _Season:
    """Weeks being drawn, thirteen at most: their name, the days marked in them, and the names of their days."""

    def __init__(self, days: Span, name: str, marks: Sequence[date]) -> None:
        self.name = name
        self._days, self._marks = days, marks
        monday = monday_of(days.first)
        self._weekdays = [date_format(monday + timedelta(days=number), "D") for number in range(7)]
        mondays = (monday + A_WEEK * number for number in range((days.last - monday) // A_WEEK + 1))
        self._weeks = {monday: date_format(monday, "MONTH_DAY_FORMAT") for monday in mondays}
        self._heads = (_("Week of"), _("Notes"), _("Midpoint"), _("Middle range"))
        self._too_few, self._from_to = _("too few"), _("%(low)s to %(high)s")

    def figure(self, question: Question, said: Sequence[tuple[date, Mapping[str, int]]]) -> Figure:
        points = [(day, noted[question.name]) for day, noted in said if question.name in noted]
        names = [str(name) for name in question.points]
        weeks = weeks_of(points)
        chart = Chart(
            says=self._says(str(question.noted_as), points, names),
            days=self._days,
            scale=tuple(enumerate(names, start=1)),
            points=points,
            bars=tuple(_bars(weeks, self._days)),
            marks=self._marks,
        )
        table = Table(self._heads, tuple(self._row(week, names) for week in weeks))
        return Figure(str(question.noted_as), chart.says, drawn(chart), table)

    def _says(self, name: str, points: Sequence[Point], names: Sequence[str]) -> str:
        values = [point for _day, point in points] or [1]
        said = {"name": name, "days": self.name, "range": self._between((min(values), max(values)), names)}
        return _("%(name)s, %(days)s: %(range)s. The table has every note.") % said

    def _row(self, week: Week, names: Sequence[str]) -> tuple[str, ...]:
        noted = _(", ").join(f"{self._weekdays[day.weekday()]} {names[point - 1]}" for day, point in week.points)
        return (
            self._weeks[week.first],
            noted,
            self._between(week.middle, names),
            self._between(week.middle_range, names),
        )

    def _between(self, points: tuple[int, int] | None, names: Sequence[str]) -> str:
        if points is None:
            return self._too_few
        low, high = (names[point - 1] for point in points)
        return low if low == high else self._from_to % {"low": low, "high": high}


def _bars(weeks: Sequence[Week], days: Span) -> Iterator[Bar]:
    for week in weeks:
        if week.middle and week.middle_range:
            # Where two points share the middle, the line lies between them.
            yield Bar(Span(week.first, week.last).within(days), *week.middle_range, at=sum(week.middle) / 2)
