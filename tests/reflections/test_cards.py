"""Help beside a page: within reach, never in the way, and nothing kept about it but that she does not want it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reflections.asking.memory import recall
from reflections.cards import cards_for
from reflections.cues import cues_in
from reflections.signals import read_page
from tests.people import Person, change

CARD = 'class="margin-note card"'
LOUD, QUIET = "I want to kill myself.", "I’m not suicidal."


def shown(person: Person, words: str) -> tuple[str, str]:
    entry = person.writes(words)
    return str(entry.id), person.client.get(f"/journal/{entry.id}/questions/").content.decode()


@pytest.mark.parametrize(
    ("words", "kind", "is_quiet"),
    [
        (LOUD, "explicit", False),
        (QUIET, "explicit", True),
        ("I can’t go on like this anymore.", "soft", True),
        ("He hit me last night and I am scared of him.", "hurt_by_someone", False),
        ("He went through my phone again.", "hurt_by_someone", True),
        ("I want to hurt him for what he did.", "might_hurt_someone", False),
    ],
)
def test_there_are_four_kinds_in_two_levels(words: str, kind: str, is_quiet: bool) -> None:
    (card,) = cards_for(cues_in(words))
    assert (card.kind, card.is_quiet) == (kind, is_quiet)


def test_a_card_quotes_the_sentence_and_a_quiet_line_does_not(alice: Person) -> None:
    _, loud = shown(alice, f"It rained. {LOUD}")
    _, quiet = shown(alice, f"It rained. {QUIET}")
    assert f'<q dir="auto">{LOUD}</q>' in loud
    assert "<q " not in quiet
    assert "here is somebody to talk to" in quiet


def test_no_card_says_that_something_was_noticed_or_that_anybody_is_at_risk() -> None:
    texts = [sentence for words in (LOUD, QUIET) for card in cards_for(cues_in(words)) for sentence in card.sentences]
    assert texts
    assert not [text for text in texts if "notice" in text or "detect" in text or "risk" in text or "commit" in text]


def test_the_louder_card_stands_first() -> None:
    cards = cards_for(cues_in(f"He went through my phone. {LOUD}"))
    assert [card.is_quiet for card in cards] == [False, True]


def test_only_beside_thoughts_of_dying_nothing_is_asked(alice: Person) -> None:
    _, loud = shown(alice, f"I miss him so much. {LOUD}")
    _, hurt = shown(alice, "I miss him so much. He hit me last night.")
    assert 'name="prompt"' not in loud
    assert 'name="prompt"' in hurt


def test_a_card_beside_an_answer_is_there_as_well(alice: Person) -> None:
    saved = alice.answers(LOUD)
    assert b"Who to call" in alice.client.get(f"/reflections/{saved.id}/closing/").content


def test_not_about_me_hides_it_for_this_page_and_no_other(alice: Person) -> None:
    about, _ = shown(alice, LOUD)
    alice.client.post(f"/reflections/hide/{about}/")
    assert b"Not about me" not in alice.client.get(f"/journal/{about}/questions/").content
    _, other = shown(alice, LOUD)
    assert "Not about me" in other


def test_whoever_wants_none_sees_none_and_help_stays_at_the_top(alice: Person) -> None:
    change(alice, shows_cards=False)
    _, page = shown(alice, LOUD)
    assert CARD not in page
    assert "/help-now/" in page


def test_nothing_is_stored_by_showing_it(alice: Person) -> None:
    entry = alice.writes(LOUD)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        alice.client.get(f"/journal/{entry.id}/questions/")
    written = [
        query["sql"]
        for query in queries
        if not query["sql"].lstrip("( ").upper().startswith(("SELECT", "SAVEPOINT", "RELEASE"))
    ]
    assert [sql for sql in written if "vaultsession" not in sql.replace("_", "")] == []
    assert recall(alice.user, vault=alice.vault).cards_hidden == ()


def test_the_only_thing_kept_is_the_dismissal(alice: Person) -> None:
    about, _ = shown(alice, LOUD)
    alice.client.post(f"/reflections/hide/{about}/")
    record = recall(alice.user, vault=alice.vault)
    assert record.cards_hidden == (about,)
    assert record == type(record)(cards_hidden=(about,))


def test_who_writes_english_finds_help_beside_it_in_whatever_language_the_journal_is(alice: Person) -> None:
    alice.user.preferences.update(language="de")
    _, page = shown(alice, LOUD)
    assert '<html lang="de"' in page
    assert CARD in page
    assert f'<q dir="auto">{LOUD}</q>' in page
    assert 'name="prompt"' not in page


def test_where_nothing_is_heard_there_is_the_help_page_and_no_card(alice: Person) -> None:
    alice.user.preferences.update(language="de")
    _, page = shown(alice, "Ich will nicht mehr leben.")
    assert CARD not in page
    assert "here is somebody to talk to" not in page
    assert "/help-now/" in page


@pytest.mark.parametrize("title", ["I want to die", "I want to *die*", "_I want to kill myself_", "I want to `die`"])
def test_a_title_may_need_help_as_well(alice: Person, title: str) -> None:
    entry = alice.writes("It rained.", title=title)
    page = alice.client.get(f"/journal/{entry.id}/questions/").content.decode()
    assert "Who to call" in page
    assert 'name="prompt"' not in page


@pytest.mark.parametrize("kind", ["plain", "letter"])
def test_help_comes_beside_a_plain_page_and_a_letter_too(alice: Person, kind: str) -> None:
    sent = {"entry_id": str(uuid4()), "revision": "0", "written_on": "2025-06-14", "body": LOUD, "kind": kind}
    place = alice.client.post("/write/", sent)["Location"]
    page = alice.client.get(place).content.decode()
    assert "Who to call" in page
    assert "find three things you can see" in page


@pytest.mark.parametrize("minutes", [0, 11])
def test_help_comes_beside_what_was_written_while_waiting(alice: Person, minutes: int) -> None:
    alice.waits(minutes=minutes)
    sent = {"entry_id": str(uuid4()), "revision": "0", "written_on": "2025-06-14", "body": LOUD, "kind": "urge"}
    alice.client.post("/wait/write/", sent)
    page = alice.client.get("/wait/").content.decode()
    assert "Who to call" in page
    assert "Write about" not in page
    assert "hoping to hear" not in page
    alice.user.entries.update(body=b"x" * 400)
    assert alice.client.get("/wait/").status_code == 200


@pytest.mark.parametrize(("days_ago", "stands"), [(0, True), (1, True), (2, False)])
def test_a_page_that_was_left_in_mid_sentence_has_its_help_under_it_while_it_is_fresh(
    alice: Person, days_ago: int, stands: bool
) -> None:
    entry = alice.writes(LOUD, written_on=alice.client.get("/").context["today"] - timedelta(days=days_ago))
    page = alice.client.get(entry.get_absolute_url()).content.decode()
    assert (CARD in page, "Answer a question about this page" in page) == (stands, not stands)
    alice.client.post(f"/reflections/hide/{entry.id}/")
    assert CARD not in alice.client.get(entry.get_absolute_url()).content.decode()


def test_a_letter_that_was_left_in_mid_sentence_has_its_help_under_it_as_well(alice: Person) -> None:
    letter = alice.writes(LOUD, kind="letter", written_on=alice.client.get("/").context["today"])
    assert CARD in alice.client.get(f"/letters/{letter.id}/?read=now").content.decode()


def test_help_comes_beside_a_goal_whether_it_is_begun_or_kept_for_later(alice: Person) -> None:
    half = {"goal_id": str(uuid4()), "revision": "0", "sitting": str(uuid4()), "sequence": "0", "obstacle": LOUD}
    assert CARD in alice.client.post("/self-work/new/", half, follow=True).content.decode()
    begun = half | {"goal_id": str(uuid4()), "moment": "It is night", "act": "I call Jo", "begin": "yes"}
    assert CARD in alice.client.post("/self-work/new/", begun, follow=True).content.decode()


def test_where_what_is_remembered_does_not_open_help_is_shown_rather_than_not(alice: Person) -> None:
    about, _ = shown(alice, LOUD)
    alice.client.post(f"/reflections/hide/{about}/")
    alice.user.askings.update(record=b"x" * 400)
    assert b"Who to call" in alice.client.get(f"/journal/{about}/closing/").content


def test_a_sentence_that_needs_help_is_never_quoted_for_a_question() -> None:
    page = read_page("I miss him so much that I want to die. It rained.")
    assert page.quote_for({"longing"}) is not None
    assert page.apart_from_danger().quote_for({"longing"}) is None
