"""Pairs found for her: only on their page, only when she asks, the gate first, and never one that could harm."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from reflections.then_and_now.content import APART
from reflections.then_and_now.found import HEADS_OPENED, NEWER_PAGES
from tests.people import Person, change
from tests.side_by_side import NEWER, OLDER, TODAY, answered_on
from tests.site.test_doors import snapshot

pytestmark = pytest.mark.django_db
URL = "/then-and-now/"
PAIRS = f"{URL}pairs/"
MISSING = "I miss his laugh in the mornings so much."


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    it_is(monkeypatch, 12)


def it_is(monkeypatch: pytest.MonkeyPatch, hour: int) -> None:
    now = datetime(TODAY.year, TODAY.month, TODAY.day, hour, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: now)


def pairs(person: Person) -> list[tuple[str, str]]:
    """Return the pairs of ids that are shown."""
    answer = person.client.get(PAIRS)
    assert answer.status_code == 200
    return re.findall(r'href="/then-and-now/(?:pages|answers)/([^/]+)/([^/]+)/"', answer.content.decode())


def two(person: Person, body: str, older: date = OLDER, newer: date = NEWER) -> tuple[str, str]:
    return str(person.writes(body, written_on=older).id), str(person.writes(body, written_on=newer).id)


def test_two_pages_that_touch_on_something_alike_are_found_the_older_first(alice: Person) -> None:
    both = two(alice, MISSING)
    alice.writes("It rained, and I cooked.", written_on=NEWER)
    assert pairs(alice) == [both]


def test_two_answers_to_the_same_question_are_found(alice: Person) -> None:
    then, now = answered_on(alice, OLDER, "All of it."), answered_on(alice, NEWER, "A part.")
    answered_on(alice, NEWER, "Another.", prompt="l-far-window")
    assert pairs(alice) == [(str(then.id), str(now.id))]


@pytest.mark.parametrize(("days", "is_found"), [(28, True), (27, False)])
def test_four_weeks_lie_between_the_two(alice: Person, days: int, is_found: bool) -> None:
    two(alice, MISSING, NEWER - timedelta(days=days))
    answered_on(alice, NEWER - timedelta(days=days), "Then.")
    answered_on(alice, NEWER, "Now.")
    assert bool(pairs(alice)) is is_found
    assert len(pairs(alice)) in {0, 2}


def test_they_are_found_only_after_she_asked_and_nothing_of_it_is_kept(alice: Person) -> None:
    both = two(alice, MISSING)
    before = snapshot(alice)
    asked = alice.client.get(URL).content.decode()
    assert "Show me pairs I could look at" in asked
    assert both[0] not in asked
    assert alice.client.post(URL, {"today": "good", "look_for": "pairs"})["Location"] == PAIRS
    assert pairs(alice)
    assert snapshot(alice) == before
    for url in ("/", "/journal/", "/reflections/", "/contents/", "/over-time/"):
        assert PAIRS not in alice.client.get(url).content.decode()


def test_on_a_low_day_and_at_night_none_are_looked_for(alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    two(alice, MISSING)
    shown = alice.client.post(URL, {"today": "low", "look_for": "pairs"}).content.decode()
    assert "Perhaps another day." in shown
    assert PAIRS not in shown
    alice.notes(TODAY, today=2)
    assert alice.client.get(PAIRS)["Location"] == URL
    alice.user.check_ins.all().delete()
    it_is(monkeypatch, 23)
    alice.unlocks()
    assert alice.client.get(PAIRS)["Location"] == URL


def test_after_words_of_dying_help_comes_first(alice: Person) -> None:
    two(alice, MISSING)
    alice.writes("I want to kill myself.", written_on=TODAY)
    shown = alice.client.get(PAIRS).content.decode()
    assert "Not now, perhaps." in shown
    assert "Who to call" in shown
    assert "compare" not in shown
    assert MISSING not in shown


@pytest.mark.parametrize(
    "body",
    [
        f"{MISSING} I wanted to kill myself.",
        f"{MISSING} He hit me last night.",
        "I would do anything to get him back. I would do anything for another chance.",
        "I want to text him. I almost called him again.",
        "It rained, and I cooked.",
    ],
)
def test_what_could_harm_or_lead_back_to_them_is_in_no_pair(alice: Person, body: str) -> None:
    two(alice, body)
    assert pairs(alice) == []


def test_neither_the_trash_nor_what_is_withheld_nor_letters_are_in_a_pair(alice: Person) -> None:
    for change_it in ("discard", "withhold"):
        two(alice, MISSING)
        getattr(alice.user.entries.get(written_on=OLDER), change_it)()
    alice.writes_letter(MISSING, written_on=OLDER)
    alice.writes(MISSING, written_on=OLDER, kind="urge")
    assert pairs(alice) == []


def test_an_answer_about_a_letter_that_is_closed_is_in_no_pair(alice: Person) -> None:
    letter = alice.writes_letter("J., I am sorry.")
    then = alice.answers("Then.", entry=letter)
    alice.user.reflections.filter(id=then.id).update(written_on=OLDER)
    answered_on(alice, NEWER, "Now.")
    assert len(pairs(alice)) == 1
    alice.closes(letter)
    assert pairs(alice) == []


def test_whoever_wants_them_left_out_is_led_to_nothing_about_them(alice: Person) -> None:
    two(alice, "I miss my husband and his laugh so much. I miss him.")
    for day in (OLDER, NEWER):
        answered_on(alice, day, "Mine.", prompt="l-friends-and-why")
    assert len(pairs(alice)) == 2
    change(alice, leave_them_out=True)
    assert pairs(alice) == []


def test_what_does_not_open_is_passed_over(alice: Person) -> None:
    both = two(alice, MISSING)
    alice.writes("damaged", written_on=NEWER)
    alice.user.entries.exclude(id__in=both).update(head=b"x" * 400)
    damaged = answered_on(alice, NEWER, "Damaged.")
    alice.user.reflections.filter(id=damaged.id).update(head=b"x" * 400)
    assert pairs(alice) == [both]


def test_somebody_else_finds_nothing_of_hers(alice: Person, bob: Person) -> None:
    two(alice, MISSING)
    assert pairs(bob) == []
    assert "No pair was found" in bob.client.get(PAIRS).content.decode()


def test_a_signal_is_never_shown_as_a_label(alice: Person) -> None:
    two(alice, MISSING)
    shown = alice.client.get(PAIRS).content.decode()
    assert "Two pages" in shown
    assert "longing" not in shown


def test_few_rows_are_opened_however_long_the_journal_is(
    alice: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    two(alice, MISSING)
    pairs(alice)
    with django_assert_num_queries(QUERIES):
        pairs(alice)
    for number in range(NEWER_PAGES + 3):
        two(alice, f"{MISSING} {number}", OLDER - APART, NEWER)
        answered_on(alice, NEWER - timedelta(days=number * 5), "An answer.")
    with django_assert_num_queries(QUERIES):
        assert 0 < len(pairs(alice)) <= 4
    assert HEADS_OPENED == 120


# Besides the door's and the frame's: the notes of today, newer pages, answers, older pages.
QUERIES = 9
