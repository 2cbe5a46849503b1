"""Figures of check-ins: for each question answered in a season a drawing, and all of it in a table beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reflections.check_ins.content import NotedDay
from reflections.check_ins.questions import Question
from reflections.over_time.charts import Bar, Chart, drawn
from reflections.over_time.content import MarkContent, Point, Span, Week, weeks_of


@dataclass(frozen=True, slots=True)
class Table:
    """The same as a drawing, in words and numbers: the heads of its columns, and its rows."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


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
    """Return the figures of one season. Answers of yes or no are no scale, and have no figure."""
    shown = tuple(mark for mark in marks if mark.day in season)
    figures = (_figure(question, season, notes, shown) for question in questions if _is_scale(question))
    return Group(season, name_of(season), tuple(figure for figure in figures if figure.table.rows), shown)


def name_of(days: Span) -> str:
    """Return from when to when, in words."""
    begin = date_format(days.first, "j F" if days.first.year == days.last.year else "j F Y")
    return _("%(first)s to %(last)s") % {"first": begin, "last": date_format(days.last, "j F Y")}


def _is_scale(question: Question) -> bool:
    return len(question.points) > 2


def _figure(question: Question, season: Span, notes: Sequence[NotedDay], marks: Sequence[MarkContent]) -> Figure:
    points = [(day.noted_on, point) for day in notes if (point := day.content.said().get(question.name))]
    names = [str(name) for name in question.points]
    weeks = weeks_of(points)
    name = str(question.noted_as)
    chart = Chart(
        says=_says(name, season, points, names),
        days=season,
        scale=tuple((float(number), point) for number, point in enumerate(names, start=1)),
        points=points,
        bars=tuple(_bars(weeks)),
        marks=[mark.day for mark in marks],
    )
    return Figure(name, chart.says, drawn(chart), _table(weeks, names))


def _says(name: str, season: Span, points: Sequence[Point], names: Sequence[str]) -> str:
    values = [point for _day, point in points] or [1]
    said = {"name": name, "days": name_of(season), "range": _from_to((min(values), max(values)), names)}
    return _("%(name)s, %(days)s: %(range)s. The table has every note.") % said


def _bars(weeks: Sequence[Week]) -> Iterator[Bar]:
    for week in weeks:
        if week.middle and week.middle_range:
            # Where two points share the middle, the line lies between them.
            yield Bar(Span(week.first, week.last), *week.middle_range, at=sum(week.middle) / 2)


def _table(weeks: Sequence[Week], names: Sequence[str]) -> Table:
    heads = (_("Week of"), _("Notes"), _("Midpoint"), _("Middle range"))
    return Table(heads, tuple(_row(week, names) for week in weeks))


def _row(week: Week, names: Sequence[str]) -> tuple[str, ...]:
    noted = ", ".join(f"{date_format(day, 'D')} {names[point - 1]}" for day, point in week.points)
    middles = (_from_to(each, names) if each else _("too few") for each in (week.middle, week.middle_range))
    return (date_format(week.first, "j F"), noted, *middles)


def _from_to(points: tuple[int, int], names: Sequence[str]) -> str:
    low, high = (names[point - 1] for point in points)
    return low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}
