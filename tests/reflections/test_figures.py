"""Figures as pure data: gaps stay gaps, middles are middles, and a drawing says no more than its table."""

import re
from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from uuid import uuid4
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reflections.check_ins.content import CheckInContent, NotedDay
from reflections.check_ins.questions import QUESTIONS
from reflections.over_time.charts import Bar, Chart, drawn, drawn_shares
from reflections.over_time.content import (
    MarkContent,
    Point,
    Span,
    Week,
    middle_range_of,
    season_until,
    seasons_with,
    weeks_of,
)
from reflections.over_time.figures import season_of
from tests.over_time import BEGAN

SVG = "{http://www.w3.org/2000/svg}"
SEASON = season_until(BEGAN + timedelta(days=90))
POINTS = st.dictionaries(st.integers(0, 90), st.integers(1, 5)).map(
    lambda noted: [(BEGAN + timedelta(days=day), point) for day, point in sorted(noted.items())]
)


def parsed(drawing: str) -> ET.Element:
    return ET.fromstring(drawing)  # noqa: S314  drawn by us


def week(*points: int) -> Week:
    return Week(BEGAN, tuple((BEGAN + timedelta(days=day), point) for day, point in enumerate(points)))


def day_with(noted_on: date, **said: int) -> NotedDay:

    return NotedDay(uuid4(), noted_on, CheckInContent(**said), is_damaged=False)


def season(points: list[Point], *marks: MarkContent) -> str:
    return str(season_of(SEASON, [day_with(day, today=point) for day, point in points], marks, QUESTIONS).figures)


@pytest.mark.parametrize(
    ("points", "middle", "middle_range"),
    [
        ((), None, None),
        ((1, 2, 3, 4), None, None),
        ((5, 1, 3, 2, 4), (3, 3), (2, 4)),
        ((1, 1, 1, 1, 1), (1, 1), (1, 1)),
        ((1, 2, 2, 4, 4, 5), (2, 4), (2, 4)),
        ((1, 1, 2, 3, 5, 5, 5), (3, 3), (1, 5)),
    ],
)
def test_a_week_has_a_middle_from_five_notes_on_and_no_value_that_was_not_noted(
    points: tuple[int, ...], middle: tuple[int, int] | None, middle_range: tuple[int, int] | None
) -> None:
    assert (week(*points).middle, week(*points).middle_range) == (middle, middle_range)


@settings(max_examples=60)
@given(st.lists(st.integers(1, 5), min_size=5, max_size=7))
def test_the_middle_is_the_median_and_the_range_leaves_out_one_day_at_either_end(points: list[int]) -> None:
    found = week(*points)
    assert found.middle
    assert found.middle_range
    assert sum(found.middle) / 2 == median(points)
    assert found.middle_range == (sorted(points)[1], sorted(points)[-2])


@settings(max_examples=60)
@given(POINTS)
def test_every_note_is_in_one_week_and_a_week_without_notes_is_not_there(points: list[Point]) -> None:
    weeks = weeks_of(points)
    assert [point for each in weeks for point in each.points] == points
    assert all(each.points and each.first.weekday() == 0 for each in weeks)
    assert all(each.first <= day <= each.last for each in weeks for day, _point in each.points)


@settings(max_examples=60)
@given(st.lists(st.dates(date(2020, 1, 1), date(2026, 12, 31)), max_size=12))
def test_every_day_is_in_one_season_and_seasons_overlap_nowhere(days: list[date]) -> None:
    seasons = seasons_with(days)
    assert all(sum(day in each for each in seasons) == 1 for day in days)
    assert all(one.last < other.first for one, other in pairwise(seasons))
    assert all((each.last - each.first).days == 90 for each in seasons)


@pytest.mark.parametrize(
    ("rates", "found"),
    [([1.0] * 4, None), ([1.0, 2.0, 3.0, 4.0, 5.0], (1.8, 4.2)), ([2.0] * 6, (2.0, 2.0))],
)
def test_her_usual_range_is_the_20th_to_the_80th_percentile_from_five_weeks_on(
    rates: list[float], found: tuple[float, float] | None
) -> None:
    assert middle_range_of(rates) == (pytest.approx(found) if found else None)


@settings(max_examples=30, deadline=None)
@given(POINTS)
def test_a_drawing_holds_one_dot_a_note_and_one_bar_for_each_week_that_has_a_middle(points: list[Point]) -> None:
    group = season_of(SEASON, [day_with(day, today=point) for day, point in points], (), QUESTIONS)
    if not points:
        assert group.figures == ()
        return
    (figure,) = group.figures
    drawing = parsed(figure.drawing)
    full = [each for each in weeks_of(points) if each.middle]
    assert len(drawing.findall(f".//{SVG}circle")) == len(points)
    assert len(drawing.findall(f".//{SVG}rect")) == len(full)
    assert sum(row[2] != "too few" for row in figure.table.rows) == len(full)
    assert sum(row[1].count(",") + 1 for row in figure.table.rows) == len(points)


def test_a_day_further_up_its_scale_stands_further_up() -> None:
    chart = Chart("A sentence.", SEASON, ((1, "low"), (5, "high")), points=[(SEASON.first, 1), (SEASON.last, 5)])
    (x1, y1), (x2, y2) = (
        (float(each.attrib["cx"]), float(each.attrib["cy"])) for each in parsed(drawn(chart)).iter(f"{SVG}circle")
    )
    assert x1 < x2
    assert y1 > y2


def test_a_drawing_is_named_has_real_text_no_style_and_no_colour_of_its_own() -> None:
    bar = Bar(Span(SEASON.first, SEASON.first), 2, 4, at=3)
    drawing = drawn(Chart('Says "so" & <so>.', SEASON, ((1, "<low>"), (5, "high")), bars=[bar], usual=(1, 2)))
    root = parsed(drawing)
    assert (root.attrib["role"], root.attrib["aria-label"]) == ("img", 'Says "so" & <so>.')
    assert "<low>" in [each.text for each in root.iter(f"{SVG}text")]
    assert not re.search(r"style=|#[0-9a-f]{3}|red|green|script", drawing)


def test_marks_are_numbers_in_the_drawing_and_her_words_are_never_in_it() -> None:
    mark = MarkContent(SEASON.first + timedelta(days=3), "his birthday")
    group = season_of(SEASON, [day_with(SEASON.first, today=1)], [mark], QUESTIONS)
    assert group.marks == (mark,)
    assert "birthday" not in group.figures[0].drawing
    assert ">1</text>" in group.figures[0].drawing


def test_a_mark_of_another_season_is_not_in_this_one() -> None:
    mark = MarkContent(SEASON.first - timedelta(days=1), "before")
    assert season_of(SEASON, [day_with(SEASON.first, today=1)], [mark], QUESTIONS).marks == ()


def test_whether_she_wrote_to_them_is_never_drawn() -> None:
    notes = [day_with(SEASON.first, wish=3, acted=1)]
    assert [figure.name for figure in season_of(SEASON, notes, (), QUESTIONS).figures] == ["The wish"]


def test_nothing_is_called_better_or_worse_or_added_up() -> None:
    said = season([(BEGAN + timedelta(days=day), day % 5 + 1) for day in range(60)]).lower()
    assert not re.search(r"better|worse|improve|score|streak|total|average|trend|progress", said)


def test_shares_fill_one_bar_and_each_has_its_name() -> None:
    root = parsed(drawn_shares("Says so.", [("then", 0.5), ("now", 0.3), ("later", 0.2)]))
    assert sum(float(each.attrib["width"]) for each in root.iter(f"{SVG}rect")) == pytest.approx(348, abs=0.3)
    assert [each.text for each in root.iter(f"{SVG}text")] == ["then", "now", "later"]


@pytest.mark.parametrize("shares", [(0.6, 0.38, 0.02), (0.5, 0.3, 0.2), (0.02, 0.03, 0.95), (1, 0, 0), (0, 0, 1)])
def test_each_share_has_its_name_under_it_or_beside_those_of_the_others(shares: tuple[float, ...]) -> None:
    root = parsed(drawn_shares("Says so.", list(zip(("then", "now", "later"), shares, strict=True))))
    places = [float(each.attrib["x"]) for each in root.iter(f"{SVG}text")]
    assert places[0] >= 30
    assert places[-1] <= 320
    assert all(behind - before >= 59 for before, behind in pairwise(places))
    for place, bar in zip(places, root.iter(f"{SVG}rect"), strict=True):
        begin, width = (float(bar.attrib[name]) for name in ("x", "width"))
        assert begin <= place <= begin + width or width < 120


@settings(max_examples=30)
@given(st.dates(date(2, 1, 1), date(9998, 12, 31)), st.text(max_size=80))
def test_a_mark_comes_back_as_it_was_sealed(day: date, line: str) -> None:
    mark = MarkContent(day, line)
    assert MarkContent.from_bytes(mark.as_bytes()) == mark


def test_what_is_drawn_of_a_part_of_a_season_stays_within_it() -> None:
    """A book of chosen days may begin on a Tuesday."""
    days = Span(BEGAN + timedelta(days=1), BEGAN + timedelta(days=12))
    notes = [day_with(days.first + timedelta(days=number), today=number % 5 + 1) for number in range(12)]
    (figure,) = season_of(days, notes, (), QUESTIONS).figures
    bars = [each for each in parsed(figure.drawing).iter(f"{SVG}rect") if each.get("class") == "range"]
    begins = [float(each.attrib["x"]) for each in bars]
    ends = [float(each.attrib["x"]) + float(each.attrib["width"]) for each in bars]
    assert len(bars) == 2
    # Where the scale begins and ends: see `charts`.
    assert 88 <= min(begins) < 90
    assert 342 < max(ends) <= 344


def test_a_single_day_is_named_once() -> None:
    assert season_of(Span(BEGAN, BEGAN), [day_with(BEGAN, today=1)], (), QUESTIONS).name == "17 March 2025"
