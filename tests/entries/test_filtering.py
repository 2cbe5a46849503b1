"""What part of the journal is asked for, as it stands in an address."""

import re
from datetime import date

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import translation

from entries.filtering import Filter, FilterForm


def _asked(query: str) -> Filter:
    return FilterForm(QueryDict(query)).chosen()


def test_an_address_without_a_question_leaves_nothing_out() -> None:
    assert not _asked("page=3&from=&to=")


def test_days_themes_and_kinds_are_read_from_an_address_and_written_back() -> None:
    query = "from=2025-06-01&to=2025-06-30&theme=letting_go&theme=regret&kind=plain"
    asked = _asked(query)
    assert asked == Filter(
        date(2025, 6, 1), date(2025, 6, 30), frozenset({"regret", "letting_go"}), frozenset({"plain"})
    )
    assert asked.as_query() == query


def test_what_is_no_day_and_no_theme_is_left_out_with_a_sentence() -> None:
    form = FilterForm(QueryDict("from=yesterday&theme=money&kind=plain"))
    assert form.chosen() == Filter(kinds=frozenset({"plain"}))
    assert form.errors == {
        "first": ["This is not a date, so it was left out."],
        "themes": ["One of these is not known here, so none of them was used."],
    }


@pytest.mark.parametrize(
    ("given", "shown"),
    [("14.06.2025", None), ("yesterday", None), ("2025-06-14", "2025-06-14"), ("2025-6-4", "2025-06-04")],
)
def test_a_field_shows_the_day_that_is_asked_for_in_every_language(given: str, shown: str | None) -> None:
    for language in ("en", "de"):
        with translation.override(language):
            form = FilterForm(QueryDict(f"from={given}"))
            assert form.chosen().first == (date.fromisoformat(shown) if shown else None)
            assert ("first" in form.errors) == (shown is None)
            field = render_to_string("components/_day.html", {"field": form["first"]})
            assert re.findall('value="([^"]*)"', field) == ([shown] if shown else [])
            assert ('aria-invalid="true"' in field) == (shown is None)


def test_a_last_day_before_the_first_is_left_out_with_a_sentence() -> None:
    form = FilterForm(QueryDict("from=2025-06-30&to=2025-06-01"))
    assert form.chosen() == Filter(first=date(2025, 6, 30))
    assert form.errors == {"last": ["The last day is before the first one."]}


def test_a_page_is_let_in_by_its_kind_and_by_any_of_the_themes() -> None:
    asked = _asked("theme=regret&theme=self_work&kind=page")
    assert asked.lets_in("page", ["self_work", "letting_go"])
    assert not asked.lets_in("page", ["letting_go"])
    assert not asked.lets_in("letter", ["regret"])
