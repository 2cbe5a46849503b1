"""Programs: one sitting at a time, which survive gaps; their rules make them wait, rest or stop, and never scold."""

import re
from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from reflections.asking.memory import recall
from reflections.programs.content import Run, Taken, programs
from reflections.programs.models import ProgramRun
from tests.people import Person, change

A_MORNING = datetime(2025, 6, 2, 10, tzinfo=ZoneInfo("UTC"))
WEEK, REPAIR, LETTING_GO = "the-first-week", "regret-to-repair", "letting-go"
Clock = pytest.MonkeyPatch
# Ids and tokens, which differ each time a page is made.
CHANGES = re.compile(r'value="[^"]+"')


@pytest.fixture(autouse=True)
def clock(monkeypatch: Clock) -> Clock:
    it_is(monkeypatch, 0)
    return monkeypatch


def it_is(monkeypatch: Clock, days: int, hour: int = 10) -> None:
    """Let so many days have passed since the first of June's Mondays."""
    now = A_MORNING.replace(hour=hour) + timedelta(days=days)
    monkeypatch.setattr(timezone, "now", lambda: now)


def page(person: Person, slug: str) -> str:
    person.signs_in()
    person.unlocks()
    return person.client.get(f"/reflections/programs/{slug}/").content.decode()


def begins(person: Person, slug: str, sitting: int = 0) -> None:
    person.client.post(f"/reflections/programs/{slug}/begin/", {"run_id": str(uuid4())})
    if sitting:
        does(person, "go to", sitting)


def does(person: Person, do: str, sitting: int | None = None) -> str:
    """Take a step on the way that was begun last, and return where it leads."""
    person.signs_in()
    person.unlocks()
    sent = {"do": do} | ({} if sitting is None else {"sitting": str(sitting)})
    return str(person.client.post(f"/reflections/programs/runs/{newest(person).id}/", sent)["Location"])


def run(person: Person) -> Run:
    return newest(person).read(person.vault)


def newest(person: Person) -> ProgramRun:
    return person.user.program_runs.order_by("-created_at")[0]


@pytest.mark.parametrize(("slug", "sittings"), [(WEEK, 7), (REPAIR, 7), (LETTING_GO, 10)])
def test_there_are_three_and_each_says_what_it_is(alice: Person, slug: str, sittings: int) -> None:
    assert len(programs()) == 3
    assert f"/reflections/programs/{slug}/" in alice.client.get("/reflections/").content.decode()
    assert page(alice, slug).count('<h2 class="t3">') == sittings


def test_a_sitting_leads_to_its_question_and_the_next_is_there_another_day(alice: Person, clock: Clock) -> None:
    begins(alice, REPAIR)
    assert does(alice, "take", 0) == "/reflections/prompts/r-say-it-plain/"
    assert "Enough for now" in page(alice, REPAIR)
    assert does(alice, "take", 1) == f"/reflections/programs/{REPAIR}/"
    it_is(clock, 1)
    assert does(alice, "take", 1) == "/reflections/prompts/r-what-you-knew/"


def test_the_first_sitting_of_the_first_week_is_a_plain_page_and_the_fourth_a_day_of_rest(alice: Person) -> None:
    begins(alice, WEEK)
    assert does(alice, "take", 0) == "/write/?kind=plain"
    assert b"Begin with what is solid." in alice.client.get("/write/?kind=plain").content
    begins(alice, WEEK, sitting=3)
    assert does(alice, "take", 3) == f"/reflections/programs/{WEEK}/"
    assert run(alice).next == 4


def test_a_gap_of_months_is_never_mentioned(alice: Person, clock: Clock) -> None:
    begins(alice, REPAIR)
    does(alice, "take", 0)
    it_is(clock, 1)
    soon = page(alice, REPAIR)
    it_is(clock, 200)
    assert re.sub(CHANGES, "", page(alice, REPAIR)) == re.sub(CHANGES, "", soon)


def test_it_can_rest_and_be_gone_on_with_at_any_sitting(alice: Person) -> None:
    begins(alice, REPAIR)
    does(alice, "pause")
    assert "It rests." in page(alice, REPAIR)
    does(alice, "go to", 4)
    assert (run(alice).next, run(alice).is_paused) == (4, False)


def test_a_sitting_can_be_skipped_or_taken_once_more(alice: Person, clock: Clock) -> None:
    begins(alice, REPAIR)
    does(alice, "skip", 0)
    assert does(alice, "take", 1) == "/reflections/prompts/r-what-you-knew/"
    it_is(clock, 3)
    does(alice, "go to", 0)
    assert does(alice, "take", 0) == "/reflections/prompts/r-say-it-plain/"


def test_beginning_again_stands_beside_the_time_before(alice: Person) -> None:
    begins(alice, REPAIR)
    does(alice, "take", 0)
    begins(alice, REPAIR)
    assert alice.user.program_runs.count() == 2
    assert run(alice) == Run(REPAIR)
    assert "You have begun it before." in page(alice, REPAIR)


def test_begun_twice_at_once_it_is_begun_once(alice: Person) -> None:
    sent = {"run_id": str(uuid4())}
    for _ in range(2):
        alice.client.post(f"/reflections/programs/{WEEK}/begin/", sent)
    assert alice.user.program_runs.count() == 1


def test_three_low_days_in_a_row_let_the_first_week_rest_and_bring_help(alice: Person) -> None:
    begins(alice, WEEK)
    for days in range(3):
        assert "can wait; a person is worth more" not in page(alice, WEEK)
        alice.notes((A_MORNING - timedelta(days=days)).date(), today=2)
    shown = page(alice, WEEK)
    assert "can wait; a person is worth more" in shown
    assert "/reflections/prompts/l-one-person/" in shown
    assert does(alice, "take", 0) == f"/reflections/programs/{WEEK}/"
    assert run(alice).is_paused


def test_words_of_fear_stop_a_program_about_ones_own_regret(alice: Person, clock: Clock) -> None:
    begins(alice, REPAIR)
    alice.writes("He hit me last night and I am scared of him.", written_on=A_MORNING.date())
    shown = page(alice, REPAIR)
    assert "This one stops here." in shown
    assert "/reflections/prompts/s-was-i-at-ease/" in shown
    does(alice, "take", 0)
    it_is(clock, 30)
    assert run(alice).is_stopped
    assert "This one stops here." in page(alice, REPAIR)


def test_what_goes_round_gets_a_plain_page_and_two_days(alice: Person, clock: Clock) -> None:
    begins(alice, REPAIR)
    scene = "He stood in the hall with his coat on and said that he was tired of it. "
    for words in ("I made tea.", "It rained."):
        alice.writes(scene + words, written_on=A_MORNING.date())
    assert "The same things have come back" in page(alice, REPAIR)
    assert does(alice, "plain") == "/write/?kind=plain"
    alice.user.entries.all().delete()
    it_is(clock, 1)
    assert does(alice, "take", 0) == f"/reflections/programs/{REPAIR}/"
    it_is(clock, 2)
    assert does(alice, "take", 0) == "/reflections/prompts/r-say-it-plain/"


def test_beside_words_of_dying_no_sitting_begins(alice: Person) -> None:
    begins(alice, LETTING_GO)
    alice.writes("I want to die.", written_on=A_MORNING.date())
    alice.writes("It rained.", written_on=A_MORNING.date())
    assert "This can wait." in page(alice, LETTING_GO)
    assert 'name="sitting"' not in page(alice, LETTING_GO)
    assert does(alice, "take", 0) == f"/reflections/programs/{LETTING_GO}/"
    assert run(alice).taken == ()


def test_the_lost_house_is_for_the_day(alice: Person, clock: Clock) -> None:
    begins(alice, LETTING_GO, sitting=2)
    it_is(clock, 0, hour=23)
    assert "for the day" in page(alice, LETTING_GO)
    it_is(clock, 1)
    assert does(alice, "take", 2) == "/reflections/prompts/l-lost-house/"


def test_three_sittings_a_week_are_enough_for_letting_go(alice: Person, clock: Clock) -> None:
    begins(alice, LETTING_GO)
    for day, sitting in enumerate((0, 1, 3)):
        it_is(clock, day)
        assert does(alice, "take", sitting) != f"/reflections/programs/{LETTING_GO}/"
    it_is(clock, 4)
    assert "Enough for now" in page(alice, LETTING_GO)
    it_is(clock, 7)
    assert "Enough for now" not in page(alice, LETTING_GO)


@pytest.mark.parametrize(("notes", "waits"), [([], True), ([4], True), ([4, 2], True), ([2, 3, 4], False)])
def test_the_last_sittings_wait_for_two_calmer_days(alice: Person, notes: list[int], waits: bool) -> None:
    begins(alice, LETTING_GO, sitting=7)
    for days, point in enumerate(reversed(notes)):
        alice.notes((A_MORNING - timedelta(days=days)).date(), today=point)
    assert ("two calmer days" in page(alice, LETTING_GO)) is waits


def test_after_the_last_one_the_theme_can_rest_for_two_weeks(alice: Person) -> None:
    begins(alice, LETTING_GO, sitting=9)
    does(alice, "take", 9)
    assert "That was the last one." in page(alice, LETTING_GO)
    does(alice, "rest")
    assert recall(alice.user, vault=alice.vault).rests == {"letting_go": "2025-06-16"}


def test_where_they_are_left_out_a_plain_page_stands_in(alice: Person) -> None:
    change(alice, leave_them_out=True)
    begins(alice, REPAIR, sitting=3)
    assert does(alice, "take", 3) == "/write/?kind=plain"


def test_whoever_circles_tells_no_story_yet(alice: Person) -> None:
    begins(alice, LETTING_GO, sitting=8)
    alice.writes("Why did he go? Why then? Why me?", written_on=A_MORNING.date())
    for days in range(2):
        alice.notes((A_MORNING - timedelta(days=days)).date(), today=4)
    assert does(alice, "take", 8) == "/write/?kind=plain"


@pytest.mark.parametrize("sent", [{}, {"do": "win"}, {"do": "take", "sitting": "x"}, {"do": "take", "sitting": "99"}])
def test_a_step_that_is_none_breaks_nothing(alice: Person, sent: dict[str, str]) -> None:
    begins(alice, WEEK)
    row = alice.user.program_runs.get()
    assert alice.client.post(f"/reflections/programs/runs/{row.id}/", sent).status_code == 302
    assert alice.client.get("/reflections/programs/win-him-back/").status_code == 404


def test_somebody_elses_way_is_not_there(alice: Person, bob: Person) -> None:
    begins(alice, WEEK)
    row = alice.user.program_runs.get()
    assert bob.client.post(f"/reflections/programs/runs/{row.id}/", {"do": "pause"}).status_code == 404
    assert "Go on here" not in page(bob, WEEK)


def test_a_sitting_begun_twice_in_a_day_is_one() -> None:
    day = A_MORNING.date()
    assert Run(WEEK).with_taken(0, day).with_taken(0, day).taken == (Taken(0, str(day)),)


def test_who_said_that_contact_is_not_safe_is_not_asked_about_her_part(alice: Person) -> None:
    change(alice, contact_is_unsafe=True)
    shown = page(alice, REPAIR)
    assert "This one stops here." in shown
    assert "on your pages" not in shown
    assert 'name="run_id"' not in shown
    assert 'name="run_id"' in page(alice, WEEK)
