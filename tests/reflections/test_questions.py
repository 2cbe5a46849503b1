"""After a page: stopping comes first, then up to three questions with her own sentences; what becomes of them."""

import re
from uuid import uuid4

import pytest
from django.utils import timezone, translation

from entries.endings import Sitting
from entries.models import Entry
from reflections.asking import memory
from reflections.asking.flows import note_ending, offer_about, offer_after
from reflections.asking.memory import pages_of_the_week, recall
from reflections.choosing import PLAIN_PAGE
from reflections.recent import HEAVIER
from tests.asking import AFTERNOON, PAGE, SENTENCE, asked, choose, done, questions
from tests.people import Person, change
from tests.self_work import notes, works_on

pytestmark = pytest.mark.usefixtures("afternoon")


def test_done_leads_to_the_questions_and_stopping_comes_first(alice: Person) -> None:
    url, page = questions(alice)
    assert re.fullmatch(r"/journal/[0-9a-f-]+/questions/", url)
    assert page.index("You can stop here.") < page.index("Because you wrote:")
    assert page.index("Enough for today") < page.index("Because you wrote:")


def test_at_most_three_are_offered_a_plain_page_among_them_and_each_quotes_a_whole_sentence(alice: Person) -> None:
    _, page = questions(alice)
    assert len(asked(page)) == 3
    assert asked(page)[-1] == PLAIN_PAGE
    assert f'<blockquote class="quoted" dir="auto">{SENTENCE}</blockquote>' in page


def test_after_a_plain_page_nothing_is_asked(alice: Person) -> None:
    page = alice.client.get(done(alice, PAGE, kind="plain")).content.decode()
    assert asked(page) == []
    assert "You can stop here." in page


def test_what_was_offered_stays_the_same_however_often_the_page_is_shown(alice: Person) -> None:
    url, page = questions(alice)
    assert asked(alice.client.get(url).content.decode()) == asked(page)


def test_showing_the_questions_changes_nothing(alice: Person) -> None:
    entry = alice.writes(PAGE)
    alice.client.get(f"/journal/{entry.id}/questions/")
    assert alice.user.askings.count() == 0


def test_answering_leads_to_the_question_with_her_sentence_chosen(alice: Person) -> None:
    url, page = questions(alice)
    prompt = asked(page)[0]
    place = choose(alice, url, prompt, "answer")
    form = alice.client.get(place)
    assert f"/reflections/prompts/{prompt}/?entry=" in place
    assert re.search(r'value="\d+-\d+" checked', form.content.decode())
    assert asked(alice.client.get(url).content.decode()) == asked(page)[1:]


def test_a_plain_page_is_answered_on_the_writing_page(alice: Person) -> None:
    url, _ = questions(alice)
    assert choose(alice, url, PLAIN_PAGE, "answer") == "/write/?kind=plain"


def test_not_this_one_hides_the_question_and_no_other_takes_its_place(alice: Person) -> None:
    url, page = questions(alice)
    choose(alice, url, asked(page)[0], "no")
    assert asked(alice.client.get(url).content.decode()) == asked(page)[1:]


def test_the_sentence_of_an_unwanted_question_is_not_quoted_again(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, page = questions(alice, f"It rained. {SENTENCE}")
    choose(alice, url, asked(page)[0], "no")
    monkeypatch.setattr(timezone, "now", lambda: AFTERNOON.replace(day=28))
    assert SENTENCE[6:] not in alice.client.get(url).content.decode()


def test_no_question_is_offered_twice_running(alice: Person) -> None:
    _, first = questions(alice)
    _, second = questions(alice, f"Again. {PAGE}")
    assert set(asked(first)) & set(asked(second)) == {PLAIN_PAGE}


def test_whoever_stops_the_questions_is_asked_nothing_and_can_bring_them_back(alice: Person) -> None:
    url, _ = questions(alice)
    alice.client.post("/reflections/stop/")
    page = alice.client.get(url).content.decode()
    assert asked(page) == []
    assert "Offer questions again" in page
    change(alice, offers_questions=True)
    assert asked(alice.client.get(url).content.decode())


def test_beside_words_of_dying_nothing_is_asked_and_help_is_there(alice: Person) -> None:
    _, page = questions(alice, "I miss him. I want to kill myself.")
    assert asked(page) == []
    assert "Who to call" in page
    assert "find three things you can see" in page
    assert "Enough for today" in page


def test_nothing_is_kept_about_what_was_heard(alice: Person) -> None:
    """Which prompts were offered is remembered, sealed; neither a signal nor a word of the page is."""
    questions(alice, f"I want to die. {PAGE}")
    questions(alice)
    said = recall(alice.user, vault=alice.vault).as_bytes().decode()
    assert not re.search("crisis|longing|self_blame|kettle|die", said)


def test_who_writes_in_another_language_is_offered_a_plain_page(alice: Person) -> None:
    entry = alice.writes("Ich vermisse ihn so sehr. Ich hätte ihm besser zuhören sollen, und jetzt ist es zu spät.")
    with translation.override("de"):
        offer = offer_about(entry, entry.read(alice.vault), alice.user.preferences.get(), vault=alice.vault)
    assert [question.prompt.slug for question in offer.questions] == [PLAIN_PAGE]


def test_words_that_quote_hostile_markup_stay_words(alice: Person) -> None:
    _, page = questions(alice, "I miss <script>alert(1)</script> him so much today.")
    assert "<script>alert" not in page


def test_a_page_as_long_as_a_page_can_be_is_asked_about(alice: Person) -> None:
    _, page = questions(alice, "I miss him so much. " * 20_000)
    assert len(asked(page)) >= 2


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"prompt": "win-him-back", "do": "later", "row_id": str(uuid4())},
        {"prompt": "l-this-wave", "do": "x", "row_id": str(uuid4())},
        {"prompt": "l-this-wave", "do": "later", "row_id": "x"},
    ],
)
def test_a_form_that_is_not_ours_changes_nothing(alice: Person, sent: dict[str, str]) -> None:
    url, page = questions(alice)
    before = recall(alice.user, vault=alice.vault)
    assert asked(alice.client.post(url, sent).content.decode()) == asked(page)
    assert (recall(alice.user, vault=alice.vault), alice.user.kept_for_later.count()) == (before, 0)


def test_questions_about_somebody_elses_page_are_not_there(alice: Person, bob: Person) -> None:
    url, _ = questions(alice)
    assert bob.client.get(url).status_code == 404
    assert bob.client.post(url, {"prompt": "l-this-wave", "do": "later", "row_id": str(uuid4())}).status_code == 404


def test_saving_is_said_even_where_what_is_remembered_does_not_open(alice: Person) -> None:
    questions(alice)
    alice.user.askings.update(record=b"x" * 400)
    place = done(alice, PAGE)
    entry = Entry.kept_by(alice.user).get(id=place.split("/")[2])
    assert (place, entry.read(alice.vault).body) == (f"/journal/{entry.id}/", PAGE)
    assert b"damaged" in alice.client.get(f"{place}questions/").content


def test_an_answer_and_a_closing_are_kept_once_where_what_is_remembered_does_not_open(alice: Person) -> None:
    questions(alice)
    alice.user.askings.update(record=b"x" * 400)
    sent = {"reflection_id": str(uuid4()), "revision": "0", "answer": "One honest line."}
    for _ in range(2):
        place = alice.client.post("/reflections/prompts/r-say-it-plain/", sent)["Location"]
    closing = {"closing_id": str(uuid4()), "body_line": "Soup.", "felt": "same"}
    assert alice.client.post(place, closing).status_code == 302
    assert (alice.user.reflections.count(), alice.user.closings.count()) == (1, 1)


def test_a_damaged_goal_or_program_bars_no_question(alice: Person) -> None:
    alice.client.post("/reflections/programs/the-first-week/begin/", {"run_id": str(uuid4())})
    noted = notes(alice, works_on(alice), "slipped", "A line.")
    alice.user.program_runs.update(run=b"x" * 400)
    alice.user.goal_check_ins.filter(id=noted.id).update(content=b"x" * 400)
    _, page = questions(alice)
    assert len(asked(page)) == 3
    assert alice.client.get("/reflections/programs/the-first-week/").status_code == 200


def test_how_a_page_of_the_week_felt_is_known_beside_it(alice: Person) -> None:
    first = alice.writes("It rained.")
    alice.writes("It rained again.")
    note_ending(alice.user, about=first.id, felt=HEAVIER, day=AFTERNOON.date(), vault=alice.vault)
    _newest, recent = memory.lately(alice.user.preferences.get(), vault=alice.vault)
    assert [sitting.felt for sitting in recent.sittings] == [HEAVIER]


def test_who_has_taken_up_a_question_about_a_page_is_offered_no_new_ones_about_it(alice: Person) -> None:
    url, page = questions(alice)
    first, *others = asked(page)
    choose(alice, url, first, "later")
    entry = Entry.kept_by(alice.user).get(id=url.split("/")[2])
    sitting = Sitting(entry, entry.read(alice.vault), minutes=0)
    offer = offer_after(sitting, alice.user.preferences.get(), vault=alice.vault)
    assert [each.prompt.slug for each in offer.questions] == others
    assert recall(alice.user, vault=alice.vault).offers[0].settled == (first,)


def test_of_the_pages_of_a_week_the_one_just_written_is_no_other(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "PAGES_READ", 2)
    first, second, third = (alice.writes(f"{what} rained.") for what in ("It", "Nothing", "Everything"))

    def words_besides(page: Entry | None) -> int:
        week = pages_of_the_week(alice.user, AFTERNOON.date(), besides=page, vault=alice.vault)
        return sum(sitting.reading.words for sitting in week)

    assert [words_besides(page) for page in (first, second, third, None)] == [4, 4, 4, 4]
    monkeypatch.setattr(memory, "PAGES_READ", 3)
    assert [words_besides(page) for page in (second, None)] == [4, 6]


def test_of_the_other_pages_of_a_week_whole_paragraphs_are_read_and_no_half_sentence(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "CHARACTERS_READ", 60)
    alice.writes("It rained.\n\nI am fine, and nothing of it is true: I don’t want to die.\n\nI miss him so much.")
    (sitting,) = pages_of_the_week(alice.user, AFTERNOON.date(), vault=alice.vault)
    assert sitting.reading.signals == ("longing",)
