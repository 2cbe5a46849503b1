"""The language of cues: each element matches what it says, and a cue that is not well made stops the start."""

import re

import pytest

from reflections.cue_language import BrokenCue, Compiler, key_of, keys_of
from reflections.cue_lists import CueList, cue_list

COMPILER = Compiler({"i": "(i|i've)", "ex": "(him|her)"}, negators={"not"}, common={"i", "the"})


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("if only", "oh, if only he had"),
        ("(a|a b) a", "xa a b a"),
        ("regret* it", "i regretted it"),
        ("*ed badly", "it ended badly"),
        ("{i} [really] miss {ex}", "i really miss her"),
        ("{i} [really] miss {ex}", "i've miss her"),
        ("miss ~ much", "i miss him so very much"),
        ("miss ~5 much", "miss one two three four five much"),
        ("(turn|take) back !(the page)", "turn back the clock"),
        ("don't care", "i dont care"),
        ("i'm fine", "im fine"),
        ("i'd stay", "id stay"),
        ("back then !(*)", "that was back then."),
    ],
)
def test_a_cue_matches_what_it_says(cue: str, text: str) -> None:
    assert list(COMPILER.compile(cue).places(text))


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("if only", "if onlyness"),
        ("if only", "elif only"),
        ("miss ~ much", "miss one two three four much"),
        ("(turn|take) back !(the page)", "turn back the page"),
        ("*ed badly", "end badly"),
        ("back then !(*)", "back then we were happy"),
    ],
)
def test_a_cue_matches_nothing_else(cue: str, text: str) -> None:
    assert not list(COMPILER.compile(cue).places(text))


@pytest.mark.parametrize("cue", ["if (only", "if only)", "[maybe]", "a{9}?", "{nobody} knows", "~3", "a|b", ""])
def test_a_cue_that_is_not_well_made_is_refused(cue: str) -> None:
    with pytest.raises(BrokenCue):
        COMPILER.compile(cue)


def test_a_cue_is_looked_up_by_its_rarest_words() -> None:
    needs = COMPILER.compile("i [just] regret* (him|her)").needs
    assert needs == (frozenset({"regre*"}), frozenset({"him", "her"}), frozenset({"i"}))
    assert key_of("regret*") in keys_of("regretted")


def test_a_cue_with_a_denial_of_its_own_is_known() -> None:
    assert COMPILER.compile("not my fault").denies
    assert not COMPILER.compile("my fault").denies


def test_a_table_with_an_unknown_option_is_refused() -> None:
    language = {"words": {"negators": "", "common": ""}, "macros": {}, "said_by_me": "x"}
    with pytest.raises(BrokenCue, match="loudly"):
        CueList(language, {"longing": {"cues": ["miss"], "loudly": True}})


def test_the_cues_of_english_are_all_well_made() -> None:
    assert len(cue_list("en").rules) > 25


def test_no_cue_reads_on_without_an_end_or_in_two_ways() -> None:
    cues = cue_list("en").cues
    patterns = [pattern.regex.pattern.replace(r"\*", "") for _number, _rule, pattern in cues.possible(set(cues.needed))]
    assert len(patterns) > 1000
    endless = {found for pattern in patterns for found in re.findall(r"(\[[^\]]*\]|\\.|.)[*+]", pattern)}
    # What stands between two words, and what a word between is made of, have no letter in common.
    assert endless == {r"\s", r"[\s,]", r"[^\s,]"}
