"""Figures of words: off until she asks, off again at any time, never kept, and never of letters."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from entries.content import LETTER, PLAIN, URGE
from tests.over_time import wants_words_counted, writes_pages
from tests.people import Person, change
from tests.site.test_doors import snapshot
from vault.models import SealedModel

pytestmark = pytest.mark.django_db
URL = "/over-time/words/"
BODY = "We went because I realised it. " * 200
JUNE = [date(2025, 6, day) for day in (1, 3, 5)]
TODAY = date(2025, 6, 14)


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime(2025, 6, 14, 12, tzinfo=UTC))


@pytest.fixture
def counting(alice: Person) -> Person:
    wants_words_counted(alice)
    return alice


def page(person: Person, url: str = URL) -> str:
    answer = person.client.get(url)
    assert answer.status_code == 200, url
    return str(answer.content.decode())


def cells(shown: str) -> list[str]:
    return re.findall(r"<td>([^<]*)</td>", shown)


def test_nothing_is_counted_until_she_asks_and_nothing_any_more_once_she_stops(alice: Person) -> None:
    writes_pages(alice, BODY, JUNE)
    assert "Nothing is counted until you ask" in page(alice)
    assert 'class="chart"' not in page(alice)
    alice.client.post(URL, {"count": "yes"})
    assert cells(page(alice))[:2] == ["3,600", "16.7, give or take 1.8"]
    alice.client.post(URL, {"count": "no"})
    assert "Nothing is counted until you ask" in page(alice)


def test_that_she_asked_is_sealed_and_survives_a_change_of_settings(alice: Person) -> None:
    alice.client.post(URL, {"count": "yes"})
    settings = {"tab_name": "Notes", "idle_minutes": "15", "day_ends_at": "0", "their_pronoun": "him", "night": "off"}
    alice.client.post("/settings/", settings)
    personal = alice.user.preferences.get().read_personal(alice.vault)
    assert (personal.counts_words, personal.their_pronoun) == (True, "him")
    columns = {field.name for model in apps.get_models() for field in model._meta.concrete_fields}
    assert not {each for each in columns if "words" in each and each != "words"}


def test_what_is_counted_is_kept_nowhere(counting: Person) -> None:
    writes_pages(counting, BODY, JUNE)
    before = snapshot(counting)
    numbers = {model: model._base_manager.count() for model in apps.get_models() if issubclass(model, SealedModel)}
    page(counting)
    page(counting, f"{URL}we-words/")
    assert snapshot(counting) == before
    assert numbers == {model: model._base_manager.count() for model in numbers}


def test_beside_every_figure_stands_that_it_does_not_know_how_she_is(counting: Person) -> None:
    writes_pages(counting, BODY, JUNE)
    shown = page(counting)
    assert "These are counts of words. They do not know how you are." in shown
    assert shown.count("What it cannot tell: ") == shown.count('<figure class="figure">') >= 3


def test_below_enough_words_it_says_so(counting: Person) -> None:
    writes_pages(counting, "To it we went. " * 25, JUNE)
    assert cells(page(counting))[:2] == ["300", "not enough words yet"]
    writes_pages(counting, BODY * 3, [date(2025, 5, 1)])
    assert cells(page(counting))[:3] == ["3,600", "not enough words yet", ""]


@pytest.mark.parametrize("kind", [LETTER, PLAIN, URGE])
def test_letters_plain_pages_and_unsent_messages_are_left_out(counting: Person, kind: str) -> None:
    writes_pages(counting, BODY, JUNE, kind=kind)
    assert "There are no pages of this year to count in." in page(counting)


def test_what_was_not_found_claims_no_certainty(counting: Person) -> None:
    writes_pages(counting, "He stayed with the dog. " * 250, JUNE)
    assert cells(page(counting))[:2] == ["3,750", "none found"]
    assert "0.0, give or take" not in page(counting)


def test_pages_in_another_language_are_left_out(counting: Person) -> None:
    """Was, am and will are German words as well."""
    writes_pages(counting, BODY, JUNE)
    for body in ("Was will ich am Morgen, us allen? Es ist so, und wir sind hier. " * 100, "Ich will in us weg."):
        writes_pages(counting, body, [date(2025, 6, 9)])
    shown = page(counting)
    assert cells(shown)[:1] == ["3,600"]
    assert "2 pages seem to be in another language, and are left out." in shown
    sentences = page(counting, f"{URL}we-words/?month=2025-06-01")
    assert "We went because I realised it." in sentences
    assert "us allen" not in sentences


def test_short_pages_are_known_by_one_another(counting: Person) -> None:
    """Short is what grief often is."""
    days = [date(2025, 6, day) for day in range(1, 13)]
    writes_pages(counting, "We ate. I ran. Rained.", days)
    writes_pages(counting, "I miss him. I miss us. We had such a good summer.", days)
    shown = page(counting)
    assert cells(shown)[:1] == ["204"]
    assert "another language, and" not in shown


def test_the_trash_and_what_is_withheld_are_left_out(counting: Person) -> None:
    writes_pages(counting, BODY, JUNE)
    discarded, closed, _stays = counting.user.entries.oldest_first()
    discarded.discard()
    closed.withhold()
    assert cells(page(counting))[:1] == ["1,200"]


def test_a_damaged_page_is_named_and_the_others_are_counted(counting: Person) -> None:
    writes_pages(counting, BODY, [*JUNE, date(2025, 6, 7)])
    counting.user.entries.filter(written_on=JUNE[0]).update(body=b"x" * 400)
    shown = page(counting)
    assert cells(shown)[:1] == ["3,600"]
    assert "Pages of these days cannot be opened, and are not counted." in shown
    assert "1 June 2025" in shown


def test_a_year_is_shown_at_a_time_and_the_nearest_others_are_one_step_away(counting: Person) -> None:
    writes_pages(counting, BODY, [*JUNE, date(2019, 2, 1)])
    shown = page(counting)
    assert f'href="{URL}?year=2019"' in shown
    assert "February" not in shown
    assert f'href="{URL}?year=2025"' in page(counting, f"{URL}?year=2019")


@pytest.mark.parametrize("asked", ["", "x", "0", "99999", "-1", "²"])
def test_a_year_that_is_none_shows_the_present_one(counting: Person, asked: str) -> None:
    assert "Words of 2025" in page(counting, f"{URL}?year={asked}")


def test_the_sentences_with_we_and_if_only_can_be_looked_at_and_lead_to_their_pages(counting: Person) -> None:
    writes_pages(
        counting, "If only I had stayed. Then we left. It rained.\n\n> we sang\n\n♪ we are the champions", JUNE[:1]
    )
    entry = counting.user.entries.get()
    ours, wishes = (page(counting, f"{URL}{name}/?month=2025-06-01") for name in ("we-words", "if-onlys"))
    assert re.findall(r'class="quoted" dir="auto">([^<]+)<', ours) == ["Then we left."]
    assert re.findall(r'class="quoted" dir="auto">([^<]+)<', wishes) == ["If only I had stayed."]
    assert "Is one of them a lesson?" in wishes
    assert f'href="/journal/{entry.id}/"' in ours
    assert "Then we left." not in page(counting, f"{URL}we-words/?month=2025-05-01")


def test_sentences_are_shown_for_no_other_figure_and_not_before_she_asked(alice: Person) -> None:
    assert alice.client.get(f"{URL}we-words/")["Location"] == URL
    wants_words_counted(alice)
    assert alice.client.get(f"{URL}because-words/").status_code == 404
    assert alice.client.get(f"{URL}nothing/").status_code == 404


def test_how_many_answers_look_on_from_outside_is_said_of_a_year(counting: Person) -> None:
    counting.answers("One.", prompt="r-say-it-plain")
    counting.answers("Two.", prompt="l-far-window")
    shown = page(counting)
    assert "Of the answers in these days: 1 of 2." in shown
    assert "It does not measure a mood." in shown


def test_somebody_else_sees_none_of_it(counting: Person, bob: Person) -> None:
    writes_pages(counting, BODY, JUNE)
    assert "Nothing is counted until you ask" in page(bob)
    wants_words_counted(bob)
    assert "There are no pages of this year to count in." in page(bob)


def test_in_a_language_without_lists_nothing_is_counted(counting: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reflections.over_time.word_lists.get_language", lambda: "de")
    for url in ("/over-time/", URL):
        assert "There are no lists of words in your language yet" in page(counting, url)
        assert "Stop counting" in page(counting, url)
    counting.client.post(URL, {"count": "no"})
    assert "Stop counting" not in page(counting, "/over-time/") + page(counting)


def test_it_opens_in_as_many_queries_however_much_was_written(
    counting: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    writes_pages(counting, BODY, JUNE)
    page(counting)
    with django_assert_num_queries(QUERIES):
        page(counting)
    writes_pages(counting, BODY, [TODAY - timedelta(days=each) for each in range(60)])
    with django_assert_num_queries(QUERIES):
        page(counting)


def test_marks_stand_in_the_figures_of_words_too(counting: Person) -> None:
    writes_pages(counting, BODY, JUNE)
    counting.marks(date(2025, 3, 3), "the call")
    shown: Any = page(counting)
    assert "<bdi>the call</bdi>" in shown


def test_whoever_wants_them_left_out_still_has_her_own_words(counting: Person) -> None:
    change(counting, leave_them_out=True)
    writes_pages(counting, BODY, JUNE)
    assert "we, us, our" in page(counting)


# Besides the door's and the frame's: pages, answers, marks, the years before and after.
QUERIES = 10
