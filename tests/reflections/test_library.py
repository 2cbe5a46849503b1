"""The library is whole, and a mistake in it stops the start."""

import copy
import re
from collections.abc import Callable
from typing import Any

import pytest

from accounts.personal import Personal
from reflections.library import BrokenLibrary, build, library, read_yaml
from tests.people import Person, change

Mistake = Callable[[dict[str, Any]], Any]


def test_all_86_prompts_stand_on_the_shelves_by_theme_and_stage() -> None:
    shelves = library().shelves(Personal())
    on_shelves = [prompt for shelf in shelves for part in shelf.stages for prompt in part.prompts]
    assert [shelf.theme.id for shelf in shelves] == ["regret", "self_work", "letting_go"]
    assert len(on_shelves) == len({prompt.slug for prompt in on_shelves}) == 86
    assert all(part.prompts for shelf in shelves for part in shelf.stages)


@pytest.mark.parametrize(
    ("mistake", "named"),
    [
        (lambda data: data["prompts"].append(data["prompts"][0]), "stands twice"),
        (lambda data: data["prompts"][0].update(theme="revenge"), "theme 'revenge'"),
        (lambda data: data["prompts"][0].update(stage="later"), "stage 'later'"),
        (lambda data: data["prompts"][0].update(depth="abyss"), "depth 'abyss'"),
        (lambda data: data["prompts"][0].update(follow_with="nowhere"), "follow_with 'nowhere'"),
        (lambda data: data["prompts"][0].update(source=["nobody1999"]), "source 'nobody1999'"),
        (lambda data: data["prompts"][0]["offer"].update(any=["mood"]), "signal 'mood'"),
        (lambda data: data["prompts"][0].update(question="?" * 134), "1 to 133 characters"),
        (lambda data: data["prompts"][0].update(question=""), "1 to 133 characters"),
        (lambda data: data["prompts"][0].update(nudges=["only one"]), "two or three nudges"),
        (lambda data: data["prompts"][0].update(title=""), "title, why and minutes"),
    ],
)
def test_a_mistake_in_the_library_is_refused_and_named(mistake: Mistake, named: str) -> None:
    data = copy.deepcopy(read_yaml("prompts.yaml"))
    mistake(data)
    with pytest.raises(BrokenLibrary, match=named):
        build(data)


def test_questions_name_the_other_person_as_she_chose(alice: Person) -> None:
    change(alice, their_name="Sam", their_pronoun="him")
    page = alice.client.get("/reflections/prompts/l-this-wave/").content.decode()
    assert "A wave of missing Sam is here." in page
    assert "{" not in alice.client.get("/reflections/").content.decode()


def test_whoever_leaves_them_out_for_now_is_asked_nothing_about_them(alice: Person) -> None:
    change(alice, leave_them_out=True)
    page = alice.client.get("/reflections/").content.decode()
    about_them = {prompt.slug for prompt in library().prompts.values() if prompt.is_about_them}
    assert len(about_them) == 15
    assert not [slug for slug in about_them if slug in page]
    assert len(re.findall(r'href="/reflections/prompts/', page)) == 86 - len(about_them)
    nudged = alice.client.get("/reflections/prompts/s-what-i-saw/").content.decode()
    assert "Which one came first to mind?" in nudged
    assert "apart from" not in nudged
