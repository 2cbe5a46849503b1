"""Questions she asks herself: made, answered, taken off the list, and shown as damaged where one does not open."""

import re
from uuid import uuid4

import pytest

from tests.people import Person


def test_a_question_of_her_own_is_asked_answered_and_taken_off_the_list(alice: Person) -> None:
    sent = {"row_id": str(uuid4()), "title": "What did the sea say?", "theme": "letting_go"}
    place = alice.client.post("/reflections/own/", sent)["Location"]
    assert b"What did the sea say?" in alice.client.get(place).content
    alice.client.post(place, {"reflection_id": str(uuid4()), "revision": "0", "answer": "It said come back tomorrow."})
    assert alice.user.reflections.get().read(alice.vault).question == "What did the sea say?"
    assert b"What did the sea say?" in alice.client.get("/reflections/").content
    alice.client.post(f"/reflections/own/{alice.user.own_prompts.get().id}/delete/")
    assert (alice.user.own_prompts.count(), alice.user.reflections.count()) == (0, 1)


@pytest.mark.parametrize("question", ["", "   ", "x" * 501])
def test_a_question_of_her_own_that_cannot_be_asked_says_why(alice: Person, question: str) -> None:
    page = alice.client.post("/reflections/own/", {"row_id": str(uuid4()), "title": question, "theme": "regret"})
    assert page.status_code == 200
    assert b'class="wrong"' in page.content
    assert alice.user.own_prompts.count() == 0


def test_an_answer_to_a_question_that_is_deleted_meanwhile_is_kept(alice: Person) -> None:
    sent = {"row_id": str(uuid4()), "title": "What did the sea say?", "theme": "self_work"}
    url = alice.client.post("/reflections/own/", sent)["Location"]
    page = alice.client.get(url).content.decode()
    fields = {
        name: re.search(rf'name="{name}" value="([^"]+)"', page) for name in ("question", "theme", "reflection_id")
    }
    brought = {name: found[1] for name, found in fields.items() if found}
    alice.user.own_prompts.all().delete()
    assert alice.client.post(url, brought | {"revision": "0", "answer": "Nothing new."}).status_code == 302
    kept = alice.user.reflections.get().read(alice.vault)
    assert (kept.question, kept.theme, kept.answer) == ("What did the sea say?", "self_work", "Nothing new.")
    assert alice.client.get(url).status_code == 404


@pytest.mark.parametrize("slug", ["own-x", f"own-{uuid4()}", "own-"])
def test_a_question_that_is_nobodys_is_not_there(alice: Person, slug: str) -> None:
    assert alice.client.get(f"/reflections/prompts/{slug}/").status_code == 404


def test_a_damaged_question_of_her_own_says_so_and_hides_no_other(alice: Person) -> None:
    for question in ("What did I give?", "What would I keep?"):
        alice.client.post("/reflections/own/", {"row_id": str(uuid4()), "title": question, "theme": "regret"})
    whole, damaged = alice.user.own_prompts.all()
    alice.user.own_prompts.filter(id=damaged.id).update(question=b"x" * 400)
    listed = alice.client.get("/reflections/").content.decode()
    assert "A question of yours cannot be opened." in listed
    assert whole.read(alice.vault).question in listed
