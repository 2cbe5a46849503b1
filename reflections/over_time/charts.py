"""The one renderer of figures: an SVG for the page, the printed book and the EPUB, drawn without scripts or styles.

Everything is drawn in `currentColor`, so it follows the ink around it: by lamplight, in forced colours, on paper.
Numbers and days stand in a table beside each figure; her words stand there too, and never in a drawing. Time runs from
left to right in every language, and places are meant so: `direction` says it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from reflections.over_time.content import Span

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 350, 164, 88, 344, 20, 134
_BAR_HEIGHT, _BAR = 44, 22
# A name of a month needs so much room; so much stands between the numbers of two marks.
_ROOM_FOR_A_MONTH, _ROOM_FOR_A_NUMBER = 38, 9
# What lies within one point is still seen as a bar.
_HALF_A_BAR = 3
# Of three shares: the shade of each, and the room for its name, which stands whole however small the share is.
_SHADES = (0.8, 0.45, 0.15)
_ROOM_FOR_A_NAME = 60


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of days and the range of its middle; `at` is the middle itself."""

    days: Span
    low: float
    high: float
    at: float


@dataclass(frozen=True, slots=True)
class Chart:
    """What one drawing shows. `says` is a whole sentence for whoever does not see it.

    `scale` holds the lines across with their names, lowest first; `usual` a range over all days; `marks` the days to
    which a number leads.
    """

    says: str
    days: Span
    scale: Sequence[tuple[float, str]]
    points: Sequence[tuple[date, float]] = ()
    bars: Sequence[Bar] = ()
    usual: tuple[float, float] | None = None
    marks: Sequence[date] = ()


def drawn(chart: Chart) -> SafeString:
    """Return the drawing of a chart."""
    return _svg(chart.says, _HEIGHT, "".join(_Drawing(chart).parts()))


def drawn_shares(says: str, shares: Sequence[tuple[str, float]]) -> SafeString:
    """Return one bar that is divided by these shares, of 1 together, each with its name."""
    return _svg(says, _BAR_HEIGHT, "".join(_shares(shares)))


def tabled(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> SafeString:
    """Return a table whose first column names its rows."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in cells)}</tr>'
        for name, *cells in rows
    )
    return mark_safe(  # noqa: S308  every name and number in it is escaped
        f'<table class="data"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


class _Drawing:
    """One chart, and where on the sheet its days and values are."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self._first = chart.days.first
        self._day = (_RIGHT - _LEFT) / ((chart.days.last - chart.days.first).days + 1)
        self._low, self._high = chart.scale[0][0], chart.scale[-1][0]

    def parts(self) -> Iterator[str]:
        chart = self._chart
        yield from (self._line(value, name) for value, name in chart.scale)
        yield from self._months()
        if chart.usual:
            yield self._band(_LEFT, _RIGHT, *chart.usual, "usual", 0.14)
        for bar in chart.bars:
            yield from self._bar(bar)
        yield from (
            f'<circle cx="{self._middle_of(day):.1f}" cy="{self._y(value):.1f}" r="1.9"/>'
            for day, value in chart.points
        )
        yield from self._marks()

    def _line(self, value: float, name: str) -> str:
        y = self._y(value)
        return (
            f'<path d="M{_LEFT} {y:.1f}H{_RIGHT}" stroke="currentColor" stroke-width=".5" opacity=".4"/>'
            f'<text x="{_LEFT - 7}" y="{y + 3.5:.1f}" text-anchor="end">{escape(name)}</text>'
        )

    def _months(self) -> Iterator[str]:
        taken = -1.0 * _ROOM_FOR_A_MONTH
        for day in _firsts_of_months(self._chart.days):
            x = self._x(day)
            yield f'<path d="M{x:.1f} {_BOTTOM + 3}v4" stroke="currentColor" stroke-width=".7"/>'
            if x - taken >= _ROOM_FOR_A_MONTH and x + _ROOM_FOR_A_MONTH <= _WIDTH + 10:
                taken = x
                yield f'<text x="{x:.1f}" y="{_BOTTOM + 20}">{escape(date_format(day, "SHORT_MONTH_FORMAT"))}</text>'

    def _bar(self, bar: Bar) -> Iterator[str]:
        begin, end = self._x(bar.days.first), self._x(bar.days.last) + self._day
        yield self._band(begin, end, bar.low, bar.high, "range", 0.22)
        yield (
            f'<path d="M{begin + 0.5:.1f} {self._y(bar.at):.1f}H{end - 0.5:.1f}" stroke="currentColor"'
            ' stroke-width="1.6"/>'
        )

    def _band(self, begin: float, end: float, low: float, high: float, name: str, shade: float) -> str:
        top, bottom = self._y(high) - _HALF_A_BAR, self._y(low) + _HALF_A_BAR
        return (
            f'<rect class="{name}" x="{begin + 0.5:.1f}" y="{top:.1f}" width="{end - begin - 1:.1f}"'
            f' height="{bottom - top:.1f}" opacity="{shade}"/>'
        )

    def _marks(self) -> Iterator[str]:
        taken = 0.0
        for number, day in enumerate(self._chart.marks, start=1):
            x = self._middle_of(day)
            taken = max(x, taken + _ROOM_FOR_A_NUMBER)
            yield (
                f'<path d="M{x:.1f} {_TOP - 4}V{_BOTTOM}" stroke="currentColor" stroke-width=".8"'
                ' stroke-dasharray="2 2"/>'
                f'<text x="{taken:.1f}" y="{_TOP - 8}" text-anchor="middle">{number}</text>'
            )

    def _x(self, day: date) -> float:
        return _LEFT + (day - self._first).days * self._day

    def _middle_of(self, day: date) -> float:
        return self._x(day) + self._day / 2

    def _y(self, value: float) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * (value - self._low) / (self._high - self._low)


def _shares(shares: Sequence[tuple[str, float]]) -> Iterator[str]:
    x, behind = 1.0, _ROOM_FOR_A_NAME / 2
    for number, ((name, share), shade) in enumerate(zip(shares, _SHADES, strict=True), start=1):
        width = share * (_WIDTH - 2)
        room_before = _WIDTH - (len(shares) - number + 0.5) * _ROOM_FOR_A_NAME
        # Under the middle of its share, as far as the names beside it leave room.
        place = min(max(x + width / 2, behind), room_before)
        yield (
            f'<rect x="{x:.1f}" y="1" width="{width:.1f}" height="{_BAR}" fill-opacity="{shade}"'
            ' stroke="currentColor"/>'
            f'<text x="{place:.1f}" y="{_BAR + 16}" text-anchor="middle">{escape(name)}</text>'
        )
        x, behind = x + width, place + _ROOM_FOR_A_NAME


def _firsts_of_months(days: Span) -> Iterator[date]:
    day = days.first.replace(day=1)
    while day <= days.last:
        if day >= days.first:
            yield day
        day = (day + timedelta(days=31)).replace(day=1)


def _svg(says: str, height: int, inside: str) -> SafeString:
    return mark_safe(  # noqa: S308  every name in it is escaped
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}"'
        f' height="{height}" direction="ltr" role="img" aria-label="{escape(says)}"'
        ' font-family="Libertinus Serif, serif" font-size="12">'
        f'<g fill="currentColor">{inside}</g></svg>'
    )
