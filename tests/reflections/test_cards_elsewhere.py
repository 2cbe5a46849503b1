"""Words of dying are met wherever she writes them down: help stands there, and nothing is asked."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.people import Person
from tests.self_work import notes, sets_down, works_on
from tests.side_by_side import notices, two_pages
from tests.waiting import begins, leaves, message

pytestmark = pytest.mark.django_db
CARD = 'class="margin-note card"'
LOUD = "I want to kill myself."


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime(2030, 7, 20, 12, tzinfo=UTC))


def test_beside_a_message_that_was_written_here_without_a_wait(alice: Person) -> None:
    sent = message(LOUD)
    answer = alice.client.post("/wait/write/", sent)
    assert answer["Location"] == f"/journal/{sent['entry_id']}/questions/"
    assert CARD in alice.client.get(answer["Location"]).content.decode()
    assert alice.client.post("/wait/write/", message("I miss you."))["Location"] == "/wait/"


def test_in_a_wait_it_stands_beside_the_wait(alice: Person) -> None:
    begins(alice)
    answer = alice.client.post("/wait/write/", message(LOUD))
    assert answer["Location"] == "/wait/"
    assert CARD in alice.client.get("/wait/").content.decode()


def test_beside_a_check_in_on_a_goal_and_nothing_is_asked_there(alice: Person) -> None:
    goal = works_on(alice)
    for line, has_card in ((LOUD, True), ("It rained.", False)):
        noted = notes(alice, goal, "slipped", line)
        page = alice.client.get(f"/self-work/check-ins/{noted.id}/").content.decode()
        assert (CARD in page, "Or write a little more" in page) == (has_card, not has_card)


def test_beside_a_note_on_then_and_now_and_nothing_is_asked_there(alice: Person) -> None:
    note = notices(alice, two_pages(alice), LOUD)
    closing = alice.client.get(f"{note.get_absolute_url()}close/").content.decode()
    assert (CARD in closing, "put it away first" in closing) == (True, False)
    assert CARD in alice.client.get(note.get_absolute_url()).content.decode()


def test_beside_the_lines_a_page_was_closed_with(alice: Person) -> None:
    page = alice.writes("It rained.")
    for words, leads_to_help in ((LOUD, True), ("Soup.", False)):
        sent = {"closing_id": str(uuid4()), "body_line": words}
        place = alice.client.post(f"/journal/{page.id}/closing/", sent)["Location"]
        assert (CARD in alice.client.get(place).content.decode(), place != "/") == (leads_to_help, leads_to_help)


def test_beside_the_line_she_left_for_the_next_time(alice: Person) -> None:
    assert leaves(alice, LOUD)["Location"] == "/wait/next-time/"
    for url in ("/wait/next-time/", "/wait/"):
        assert CARD in alice.client.get(url).content.decode()
    assert leaves(alice, "It passes.", revision=1)["Location"] == "/"
    assert CARD not in alice.client.get("/wait/").content.decode()


def test_beside_the_line_for_the_next_time_wherever_it_stands(alice: Person) -> None:
    alice.leaves_line(LOUD)
    assert CARD in alice.client.get("/wait/over/").content.decode()
    begins(alice)
    alice.client.post("/wait/write/", message("I miss you."))
    page = alice.client.get("/wait/").content.decode()
    assert (CARD in page, "Not about me" in page, "Write about this wave" in page) == (True, False, False)


def test_beside_the_steps_of_an_open_goal_and_no_longer_once_it_is_set_down(alice: Person) -> None:
    goal = works_on(alice, obstacle=LOUD)
    assert CARD in alice.client.get(goal.get_absolute_url()).content.decode()
    sets_down(alice, goal)
    assert CARD not in alice.client.get(goal.get_absolute_url()).content.decode()


def test_who_wants_no_help_beside_what_she_reads_goes_on_reading(alice: Person) -> None:
    entry = alice.writes(LOUD, written_on=alice.client.get("/").context["today"])
    assert 'name="is_read"' in alice.client.get(entry.get_absolute_url()).content.decode()
    assert 'name="is_read"' not in alice.client.get(f"/journal/{entry.id}/questions/").content.decode()
    hidden = alice.client.post(f"/reflections/hide/{entry.id}/", {"is_read": "yes"})
    assert hidden["Location"] == entry.get_absolute_url()
