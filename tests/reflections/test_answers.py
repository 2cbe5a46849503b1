"""Answering, reading, changing and deleting an answer."""

from uuid import uuid4

import pytest

from tests.people import PROMPT, Person

PAGE = "It rained. I wasn’t trying to break his trust. Then he left."
QUOTE = "I wasn’t trying to break his trust."
PLACE = f"{PAGE.index(QUOTE)}-{PAGE.index(QUOTE) + len(QUOTE)}"


def fields(**changed: str) -> dict[str, str]:
    return {"reflection_id": str(uuid4()), "revision": "0", "passage": "", "answer": "One honest line."} | changed


def test_a_question_can_be_answered_freely(alice: Person) -> None:
    alice.client.post(f"/reflections/prompts/{PROMPT}/", fields())
    content = alice.user.reflections.get().read(alice.vault)
    assert (content.prompt, content.answer, content.quote) == (PROMPT, "One honest line.", "")


def test_a_question_can_be_answered_about_one_sentence_of_a_page(alice: Person) -> None:
    entry = alice.writes(PAGE)
    url = f"/reflections/prompts/{PROMPT}/?entry={entry.id}"
    assert f'value="{PLACE}"' in alice.client.get(url).content.decode()
    alice.client.post(url, fields(passage=PLACE))
    saved = alice.user.reflections.get()
    content = saved.read(alice.vault)
    assert (content.quote, content.start, content.end) == (QUOTE, *map(int, PLACE.split("-")))
    assert QUOTE in alice.client.get(f"/reflections/{saved.id}/").content.decode()
    assert f'<mark data-theme="regret">{QUOTE}</mark>' in alice.client.get(f"/journal/{entry.id}/").content.decode()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"answer": "  "}, "nothing to keep yet"),
        ({"passage": "1-2"}, "sentence has changed"),
        ({"passage": "x"}, "changed"),
    ],
)
def test_an_answer_that_cannot_be_kept_says_why_and_gives_the_words_back(
    alice: Person, changed: dict[str, str], sentence: str
) -> None:
    url = f"/reflections/prompts/{PROMPT}/?entry={alice.writes(PAGE).id}"
    sent = fields() | changed
    page = alice.client.post(url, sent).content.decode()
    assert sentence in page
    assert sent["answer"].strip() in page
    assert alice.user.reflections.count() == 0


def test_an_answer_sent_twice_is_one_answer(alice: Person) -> None:
    sent = fields()
    for _ in range(2):
        alice.client.post(f"/reflections/prompts/{PROMPT}/", sent)
    assert alice.user.reflections.count() == 1


def test_an_answer_can_be_changed_and_keeps_its_day_and_sentence(alice: Person) -> None:
    entry = alice.writes(PAGE)
    saved = alice.answers("first", entry=entry, quote=QUOTE)
    form = alice.client.get(f"/reflections/{saved.id}/revise/").context["form"]
    assert form["passage"].value() == PLACE
    sent = fields(reflection_id=str(saved.id), revision="1", passage=PLACE, answer="second")
    alice.client.post(f"/reflections/{saved.id}/revise/", sent)
    again = alice.user.reflections.get()
    assert (again.read(alice.vault).answer, again.read(alice.vault).quote) == ("second", QUOTE)
    assert (again.written_on, again.entry_id) == (saved.written_on, entry.id)


def test_an_answer_changed_elsewhere_shows_both(alice: Person) -> None:
    saved = alice.answers("from the phone")
    sent = fields(reflection_id=str(saved.id), revision="0", answer="from the laptop")
    both = alice.client.post(f"/reflections/{saved.id}/revise/", sent)
    assert both.status_code == 409
    assert b"from the phone" in both.content
    assert b"from the laptop" in both.content
    alice.client.post(f"/reflections/{saved.id}/revise/", sent | {"revision": "1"})
    assert alice.user.reflections.get().read(alice.vault).answer == "from the laptop"


def test_only_a_new_answer_is_kept_half_made(alice: Person) -> None:
    """One that is changed, or changed elsewhere, would be gone: answers have no history."""
    new = alice.client.get(f"/reflections/prompts/{PROMPT}/").content
    saved = alice.answers("from the phone")
    changed = alice.client.get(f"/reflections/{saved.id}/revise/").content
    sent = fields(reflection_id=str(saved.id), revision="0", answer="from the laptop")
    both = [
        alice.client.post(url, sent) for url in (f"/reflections/{saved.id}/revise/", f"/reflections/prompts/{PROMPT}/")
    ]
    assert [answer.status_code for answer in both] == [409, 409]
    assert [b"data-keeps" in page for page in (new, changed, *(answer.content for answer in both))] == [
        True,
        False,
        False,
        False,
    ]


def test_an_earlier_answer_to_the_same_question_is_there_folded(alice: Person) -> None:
    alice.answers("what I said in June")
    alice.answers("something about another question", prompt="r-sorry-for")
    page = alice.client.get(f"/reflections/prompts/{PROMPT}/").content.decode()
    assert "what I said in June" in page
    assert "something about another question" not in page


def test_deleting_asks_first_and_leaves_the_page_it_was_about(alice: Person) -> None:
    entry = alice.writes(PAGE)
    saved = alice.answers("gone soon", entry=entry)
    assert b"Delete this answer?" in alice.client.get(f"/reflections/{saved.id}/delete/").content
    assert alice.user.reflections.count() == 1
    alice.client.post(f"/reflections/{saved.id}/delete/")
    assert alice.user.reflections.count() == 0
    assert alice.user.entries.count() == 1


def test_answers_and_pages_of_somebody_else_are_not_there(alice: Person, bob: Person) -> None:
    entry = alice.writes(PAGE)
    saved = alice.answers("hers", entry=entry)
    for url in (f"/reflections/{saved.id}/", f"/reflections/{saved.id}/revise/", f"/reflections/{saved.id}/delete/"):
        assert bob.client.get(url).status_code == 404
        assert bob.client.post(url, fields()).status_code in {404, 405}
    assert bob.client.get(f"/reflections/?entry={entry.id}").status_code == 404
    assert bob.client.get(f"/reflections/prompts/{PROMPT}/?entry={entry.id}").status_code == 404
    assert alice.user.reflections.count() == 1


def test_an_answer_about_a_page_that_is_gone_meanwhile_is_kept_by_itself(alice: Person) -> None:
    url = f"/reflections/prompts/{PROMPT}/?entry={alice.writes(PAGE).id}"
    alice.user.entries.all().delete()
    alice.client.post(url, fields(answer="still mine", passage=PLACE))
    kept = alice.user.reflections.get()
    assert (kept.entry_id, kept.read(alice.vault).answer) == (None, "still mine")


def test_an_answer_that_was_deleted_in_another_tab_is_made_anew_from_this_one(alice: Person) -> None:
    saved = alice.answers("first")
    url, sent = f"/reflections/{saved.id}/revise/", fields(reflection_id=str(saved.id), revision="1", prompt=PROMPT)
    assert f'name="prompt" value="{PROMPT}"' in alice.client.get(url).content.decode()
    alice.user.reflections.all().delete()
    alice.client.post(url, sent | {"answer": "still mine"})
    assert alice.user.reflections.get().read(alice.vault).answer == "still mine"


def test_an_answer_that_was_saved_on_the_way_is_no_conflict_with_its_own_writer(alice: Person) -> None:
    """As when the journal locked itself in mid-sentence, and saved first."""
    sitting = {"reflection_id": str(uuid4()), "sitting": str(uuid4())}
    for sequence, answer in enumerate(["half an", "half an answer, and more"]):
        sent = fields(**sitting, sequence=str(sequence), answer=answer)
        assert alice.client.post(f"/reflections/prompts/{PROMPT}/", sent).status_code == 302
    assert alice.user.reflections.get().read(alice.vault).answer == "half an answer, and more"


def test_an_answer_to_a_page_that_is_in_the_trash_meanwhile_stays_with_it(alice: Person) -> None:
    entry = alice.writes(PAGE)
    entry.discard()
    alice.client.post(f"/reflections/prompts/{PROMPT}/?entry={entry.id}", fields(passage=PLACE))
    kept = alice.user.reflections.get()
    assert (kept.entry_id, kept.read(alice.vault).quote) == (entry.id, QUOTE)


def test_a_question_that_is_not_in_the_library_is_not_there(alice: Person) -> None:
    assert alice.client.get("/reflections/prompts/win-him-back/").status_code == 404


def test_a_damaged_answer_does_not_hide_the_others(alice: Person) -> None:
    damaged = alice.answers("damaged")
    alice.answers("whole")
    alice.user.reflections.filter(id=damaged.id).update(head=b"x" * 400)
    page = alice.client.get("/reflections/").content
    assert b"cannot be opened" in page
    assert b"whole" in page
