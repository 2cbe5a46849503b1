"""Two texts side by side: nothing of either is left out, and what is marked is what differs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entries.comparing import Comparison, compare

WORDS = st.lists(st.sampled_from(["I", "was", "calm", ".", "\n\n", " ", "那", "天"]), max_size=60).map("".join)


def said(pieces: Comparison) -> tuple[str, str]:
    return "".join(piece.text for piece in pieces.before), "".join(piece.text for piece in pieces.after)


def same(pieces: Comparison) -> tuple[str, str]:
    sides = (pieces.before, pieces.after)
    before, after = ("".join(piece.text for piece in side if not piece.differs) for side in sides)
    return before, after


@given(WORDS | st.text(max_size=200), WORDS | st.text(max_size=200))
def test_both_texts_are_shown_whole_and_what_is_not_marked_is_the_same_in_both(before: str, after: str) -> None:
    compared = compare(before, after)
    assert said(compared) == (before, after)
    kept, also_kept = same(compared)
    assert kept == also_kept
    assert compared.differ == (before != after)


@pytest.mark.parametrize(
    ("before", "after", "gone", "new"),
    [
        ("I was calm.", "I was not calm.", [], ["not "]),
        ("one\n\ntwo\n\nthree", "one\n\nthree", ["two\n\n"], []),
        ("我很好。", "我不好。", ["很"], ["不"]),
        ("", "words", [], ["words"]),
        ("same", "same", [], []),
    ],
)
def test_what_differs_is_marked_word_by_word(before: str, after: str, gone: list[str], new: list[str]) -> None:
    compared = compare(before, after)
    assert [piece.text for piece in compared.before if piece.differs] == gone
    assert [piece.text for piece in compared.after if piece.differs] == new


@pytest.mark.parametrize("word", ["a\n", "a ", "天"])
def test_what_would_take_long_to_match_is_shown_whole(word: str) -> None:
    before, after = word * 12_000, f"b{word}" * 12_000 + word * 9_000
    compared = compare(before, after)
    assert said(compared) == (before, after)
    assert compared.differ


def test_texts_without_a_word_in_common_are_told_apart_at_once() -> None:
    """Spaces are no words: apart from these they would all match each other, which takes minutes."""
    before, after = (" ".join(f"{letter}{number}" for number in range(20_000)) for letter in "ab")
    assert [piece.differs for piece in compare(before, after).after] == [True]
