"""What she notices beside two leaves: kept once, read, changed and deleted, whatever becomes of the two."""

import re
from uuid import uuid4

import pytest

from reflections.library import library
from reflections.then_and_now.content import Answers, Kind, Pair
from reflections.then_and_now.note_views import CLOSES_WITH
from tests.people import Person
from tests.side_by_side import NEWER, OLDER, answered_on, note, notices, two_pages
from tests.words import given_back, lenient

HELP = "That nothing has changed is an answer too."


def kept(person: Person) -> list[Answers]:
    return [row.read(person.vault).answers for row in person.user.comparisons.newest_first()]


def sent_from(person: Person, url: str, **words: str) -> dict[str, str]:
    """Open the form at this address, and return what it sends with these words in it."""
    form = person.client.get(url).context["form"]
    hidden = {field.name: str(field.value()) for field in form.hidden_fields()}
    return hidden | words


def test_the_four_answers_are_kept_with_the_two_they_are_about(alice: Person) -> None:
    url = two_pages(alice)
    words = {
        "answer_hurt_then": "His silence.",
        "answer_hurt_now": "Sundays.",
        "answer_known_now": "That it ends.",
        "answer_to_the_writer": "Sleep.",
    }
    answer = alice.client.post(url, sent_from(alice, url, **words))
    saved = alice.user.comparisons.get()
    assert answer["Location"] == f"/then-and-now/notes/{saved.id}/close/"
    content = saved.read(alice.vault)
    assert content.answers == Answers("His silence.", "Sundays.", "That it ends.", "Sleep.")
    assert (content.pair.kind, content.pair.older_on, content.pair.newer_on) == (Kind.PAGES, OLDER, NEWER)
    assert [str(content.pair.older), str(content.pair.newer)] == url.split("/")[-3:-1]
    shown = alice.client.get(saved.get_absolute_url()).content.decode()
    assert all(each in shown for each in [*words.values(), "What hurts most now?", "an older page", "a newer page"])


def test_each_question_may_stay_empty_but_not_all_of_them(alice: Person) -> None:
    url = two_pages(alice)
    assert "There is nothing to keep yet" in alice.client.post(url, note(answer_hurt_then=" ")).content.decode()
    assert kept(alice) == []
    alice.client.post(url, note(answer_hurt_then="", answer_to_the_writer="Sleep."))
    assert kept(alice) == [Answers(to_the_writer="Sleep.")]
    shown = alice.client.get(alice.user.comparisons.get().get_absolute_url()).content.decode()
    assert "What hurts most now?" not in shown


def test_that_nothing_has_changed_is_an_answer_and_brings_help_in_one_line(alice: Person) -> None:
    url = two_pages(alice)
    closing = alice.client.post(url, note(answer_hurt_then="", nothing_has_changed="on"), follow=True).content.decode()
    assert kept(alice) == [Answers(nothing_has_changed=True)]
    saved = alice.user.comparisons.get()
    for shown in (closing, alice.client.get(saved.get_absolute_url()).content.decode()):
        assert HELP in shown
    assert "Nothing has changed." in alice.client.get("/then-and-now/").content.decode()
    revised = alice.client.get(f"/then-and-now/notes/{saved.id}/revise/").content.decode()
    assert re.search(r'name="nothing_has_changed"[^>]* checked', revised)


def test_it_ends_calmly_with_a_way_to_set_it_down(alice: Person) -> None:
    closing = alice.client.post(two_pages(alice), note(), follow=True).content.decode()
    assert "You can stop here." in closing
    assert f'href="/reflections/prompts/{CLOSES_WITH}/"' in closing
    assert library().prompts[CLOSES_WITH].title in closing
    assert HELP not in closing


def test_a_note_sent_twice_is_one_note(alice: Person) -> None:
    url, sent = two_pages(alice), note()
    for _ in range(2):
        assert alice.client.post(url, sent).status_code == 302
    assert len(kept(alice)) == 1


def test_a_note_about_two_that_are_too_near_is_refused_and_gives_the_words_back(alice: Person) -> None:
    url = two_pages(alice)
    sent = sent_from(alice, url, answer_hurt_then="His silence.")
    alice.user.entries.filter(written_on=NEWER).update(written_on=OLDER)
    shown = alice.client.post(url, sent).content.decode()
    assert "Fewer than four weeks lie between these two" in shown
    assert "His silence." in shown
    assert kept(alice) == []


def test_a_note_can_be_changed_and_keeps_its_day_and_what_it_is_about(alice: Person) -> None:
    saved = notices(alice, two_pages(alice), "first")
    url = f"/then-and-now/notes/{saved.id}/revise/"
    sent = sent_from(alice, url, answer_hurt_then="second")
    assert alice.client.post(url, sent)["Location"] == saved.get_absolute_url()
    again = alice.user.comparisons.get()
    assert again.read(alice.vault).answers == Answers("second")
    assert (again.written_on, again.read(alice.vault).pair) == (saved.written_on, saved.read(alice.vault).pair)


def test_a_note_changed_elsewhere_shows_both_and_overwrites_nothing(alice: Person) -> None:
    saved = notices(alice, two_pages(alice), "before")
    url = f"/then-and-now/notes/{saved.id}/revise/"
    laptop = sent_from(alice, url, answer_hurt_then="from the laptop")
    alice.client.post(url, sent_from(alice, url, answer_hurt_then="from the phone", nothing_has_changed="on"))
    both = alice.client.post(url, laptop)
    assert both.status_code == 409
    shown = both.content.decode()
    assert all(each in shown for each in ("from the phone", "from the laptop", "What stands saved"))
    assert kept(alice) == [Answers("from the phone", nothing_has_changed=True)]
    alice.client.post(url, sent_again(both.content.decode(), laptop))
    assert kept(alice) == [Answers("from the laptop")]


def test_a_form_that_was_sent_and_changed_shows_both_and_can_then_be_kept(alice: Person) -> None:
    """As when somebody goes back to the form in her browser."""
    url = two_pages(alice)
    sent = sent_from(alice, url, answer_hurt_then="first")
    alice.client.post(url, sent)
    both = alice.client.post(url, sent | {"answer_hurt_then": "second"})
    assert both.status_code == 409
    alice.client.post(url, sent_again(both.content.decode(), sent | {"answer_hurt_then": "second"}))
    assert kept(alice) == [Answers("second")]


def sent_again(shown: str, sent: dict[str, str]) -> dict[str, str]:
    return sent | dict(re.findall(r'<input type="hidden" name="(revision|sitting)" value="([^"]*)"', shown))


@pytest.mark.parametrize("both", [False, True])
def test_a_note_stays_readable_and_can_be_changed_when_what_it_is_about_is_gone(alice: Person, both: bool) -> None:
    saved = notices(alice, two_pages(alice), "still here")
    alice.user.entries.filter(written_on__in=[OLDER, NEWER] if both else [OLDER]).delete()
    shown = alice.client.get(saved.get_absolute_url()).content.decode()
    assert "still here" in shown
    assert shown.count("This cannot be shown here") == 1 + both
    assert ("a newer page" in shown) is not both
    url = f"/then-and-now/notes/{saved.id}/revise/"
    alice.client.post(url, sent_from(alice, url, answer_hurt_then="changed"))
    assert kept(alice) == [Answers("changed")]


def test_a_page_in_the_trash_is_not_shown_beside_a_note(alice: Person) -> None:
    saved = notices(alice, two_pages(alice), "still here")
    alice.user.entries.get(written_on=OLDER).discard()
    shown = alice.client.get(saved.get_absolute_url()).content.decode()
    assert "an older page" not in shown
    assert "still here" in shown


def test_words_about_two_of_which_one_was_deleted_meanwhile_are_kept(alice: Person) -> None:
    older, newer = answered_on(alice, OLDER, "then"), answered_on(alice, NEWER, "now")
    url = f"/then-and-now/answers/{older.id}/{newer.id}/"
    sent = sent_from(alice, url, answer_hurt_then="still mine")
    alice.client.post(f"/reflections/{older.id}/delete/")
    assert alice.client.post(url, sent).status_code == 302
    content = alice.user.comparisons.get().read(alice.vault)
    assert content.answers == Answers("still mine")
    assert content.pair == Pair(Kind.ANSWERS, older.id, OLDER, newer.id, NEWER)


def test_a_note_that_was_deleted_in_another_tab_is_made_anew_from_this_one(alice: Person) -> None:
    saved = notices(alice, two_pages(alice), "first")
    url = f"/then-and-now/notes/{saved.id}/revise/"
    sent = sent_from(alice, url, answer_hurt_then="still mine")
    alice.client.post(f"/then-and-now/notes/{saved.id}/delete/")
    assert kept(alice) == []
    alice.client.post(url, sent)
    assert kept(alice) == [Answers("still mine")]


def test_words_over_a_damaged_note_become_a_note_of_their_own(alice: Person) -> None:
    saved = notices(alice, two_pages(alice), "first")
    url, browser = f"/then-and-now/notes/{saved.id}/revise/", lenient(alice)
    sent = sent_from(alice, url, answer_hurt_then="still mine")
    alice.user.comparisons.filter(id=saved.id).update(body=b"x" * 400)
    answer = browser.post(url, sent)
    assert answer.status_code == 500
    assert browser.post(url, given_back(answer)).status_code == 302
    apart = alice.user.comparisons.exclude(id=saved.id).get()
    assert apart.read(alice.vault).answers == Answers("still mine")


def test_words_that_meet_a_locked_journal_come_back_all_four(alice: Person) -> None:
    url = two_pages(alice)
    words = {"answer_hurt_then": "one\nand more", "answer_hurt_now": "two", "answer_known_now": "", "pair": ""}
    sent = sent_from(alice, url, **words, nothing_has_changed="on")
    alice.locks()
    answer = alice.client.post(url, sent)
    assert answer.status_code == 423
    alice.client.post(url, given_back(answer) | {"vault_password": alice.password})
    assert kept(alice) == [Answers("one\nand more", "two", nothing_has_changed=True)]


def test_deleting_asks_first_and_leaves_the_two_it_was_about(alice: Person) -> None:
    saved = notices(alice, two_pages(alice), "gone soon")
    url = f"/then-and-now/notes/{saved.id}/delete/"
    assert "Delete this note?" in alice.client.get(url).content.decode()
    assert len(kept(alice)) == 1
    alice.client.post(url)
    assert kept(alice) == []
    assert alice.user.entries.count() == 2


def test_notes_are_listed_thirty_a_page_and_a_damaged_one_hides_no_other(alice: Person) -> None:
    url = two_pages(alice)
    rows = [notices(alice, url, f"note {number}") for number in range(31)]
    alice.user.comparisons.filter(id=rows[0].id).update(head=b"x" * 400)
    pages = [alice.client.get(f"/then-and-now/?page={number}").content.decode() for number in (1, 2)]
    assert [page.count('href="/then-and-now/notes/') for page in pages] == [30, 1]
    assert "This note cannot be opened" in pages[1]
    assert "1 March 2025 and 24 May 2025" in pages[0]


def test_a_note_of_somebody_else_is_not_there(alice: Person, bob: Person) -> None:
    saved = notices(alice, two_pages(alice), "hers")
    for url in (f"/then-and-now/notes/{saved.id}/{part}" for part in ("", "close/", "revise/", "delete/")):
        assert bob.client.get(url).status_code == 404
        assert bob.client.post(url, note()).status_code in {404, 405}
    assert len(kept(alice)) == 1


@pytest.mark.parametrize("sent", [{"pair": "pages x"}, {"pair": ""}, {}])
def test_a_note_about_nothing_that_is_hers_is_not_kept(alice: Person, sent: dict[str, str]) -> None:
    url = f"/then-and-now/pages/{uuid4()}/{uuid4()}/"
    assert alice.client.post(url, note(**sent)).status_code == 404
    assert kept(alice) == []
