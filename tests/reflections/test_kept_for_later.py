"""A question kept for later: on the list with its sentence, until it is answered or let go."""

from uuid import uuid4

import pytest

from entries.models import Entry
from tests.asking import asked, choose, questions
from tests.people import Person

pytestmark = pytest.mark.usefixtures("afternoon")


def test_what_is_kept_for_later_is_on_the_list_with_its_sentence_and_leaves_it_when_she_says(alice: Person) -> None:
    url, page = questions(alice)
    prompt = asked(page)[0]
    assert choose(alice, url, prompt, "later") == url
    assert prompt not in asked(alice.client.get(url).content.decode())
    listed = alice.client.get("/reflections/").content.decode()
    kept = alice.user.kept_for_later.get()
    assert "Kept for later" in listed
    assert kept.read(alice.vault).quote in listed
    alice.client.post(f"/reflections/later/{kept.id}/let-go/")
    assert alice.user.kept_for_later.count() == 0


def test_what_is_kept_for_later_leaves_the_list_once_it_is_answered_about_its_page(alice: Person) -> None:
    url, page = questions(alice)
    kept, other = asked(page)[:2]
    for prompt in (kept, other):
        choose(alice, url, prompt, "later")
    about = f"?entry={url.split('/')[2]}"
    sent = {"reflection_id": str(uuid4()), "revision": "0", "passage": "", "answer": "It was both of us."}
    alice.client.post(f"/reflections/prompts/{kept}/", sent)
    assert alice.user.kept_for_later.count() == 2
    alice.client.post(f"/reflections/prompts/{kept}/{about}", sent | {"reflection_id": str(uuid4())})
    assert [row.read(alice.vault).prompt for row in alice.user.kept_for_later.all()] == [other]


def test_a_question_kept_for_later_once_more_outlives_a_change_of_its_old_answer(alice: Person) -> None:
    url, page = questions(alice)
    entry = Entry.kept_by(alice.user).get(id=url.split("/")[2])
    answer = alice.answers("It was both of us.", entry=entry, prompt=asked(page)[0])
    choose(alice, url, asked(page)[0], "later")
    sent = {"reflection_id": str(answer.id), "revision": "1", "passage": "", "answer": "It was both of us, in the end."}
    alice.client.post(f"{answer.get_absolute_url()}revise/", sent)
    assert answer.read(alice.vault).answer != alice.user.reflections.get().read(alice.vault).answer
    assert alice.user.kept_for_later.count() == 1


def test_keeping_twice_keeps_one(alice: Person) -> None:
    url, page = questions(alice)
    sent = {"prompt": asked(page)[0], "do": "later", "row_id": str(uuid4())}
    for _ in range(2):
        alice.client.post(url, sent)
    assert alice.user.kept_for_later.count() == 1


def test_a_damaged_question_kept_for_later_says_so_and_hides_no_other(alice: Person) -> None:
    url, page = questions(alice)
    for prompt in asked(page)[:2]:
        choose(alice, url, prompt, "later")
    whole, damaged = alice.user.kept_for_later.all()
    alice.user.kept_for_later.filter(id=damaged.id).update(question=b"x" * 400)
    listed = alice.client.get("/reflections/").content.decode()
    assert "A question you kept for later cannot be opened." in listed
    assert whole.read(alice.vault).quote in listed


def test_a_question_about_a_page_that_is_sealed_or_in_the_trash_is_not_listed(alice: Person) -> None:
    url, page = questions(alice)
    choose(alice, url, asked(page)[0], "later")
    entry = Entry.kept_by(alice.user).get(id=url.split("/")[2])
    assert b"Kept for later" in alice.client.get("/reflections/").content
    entry.withhold()
    assert b"Kept for later" not in alice.client.get("/reflections/").content
    entry.show_again()
    entry.discard()
    assert b"Kept for later" not in alice.client.get("/reflections/").content
