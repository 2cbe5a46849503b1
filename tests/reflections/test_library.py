"""The library is whole, and a mistake in it stops the start."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from reflections.library import BrokenLibrary, build, library, read_yaml

Mistake = Callable[[dict[str, Any]], Any]


def test_all_86_prompts_stand_on_the_shelves_by_theme_and_stage() -> None:
    shelves = library().shelves()
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
