"""Cues: what is heard in a sentence, what is not, and where exactly it stands."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from entries import markdown
from reflections import cue_lists
from reflections.cue_lists import cue_list
from reflections.cues import Cue, cues_in, cues_on, heard_on
from reflections.library import library, read_yaml

ENGLISH = Path(__file__).parent / "english"
TRAPS = yaml.safe_load((ENGLISH / "traps.yaml").read_text())
SIGNALS = yaml.safe_load((ENGLISH / "signals.yaml").read_text())
CARDS = {"explicit", "soft", "hurt_by_someone", "might_hurt_someone"}
SENTENCES_OF_ALL = [row["text"] for row in TRAPS["must"]] + [text for row in SIGNALS.values() for text in row["must"]]
MOST_FALSE_ALARMS = 0.05


def heard(text: str) -> set[str]:
    """Return signals, cards and links of a text by name."""
    cues = cues_in(text)
    cards = {f"{'link' if cue.is_quiet else 'card'} {cue.card}" for cue in cues if cue.card}
    return cards | {cue.card for cue in cues} | {cue.signal for cue in cues}


def test_nothing_is_heard_in_a_saying_a_denial_or_somebody_elses_words() -> None:
    wrong = [row["text"] for row in TRAPS["must_not"] if not heard(row["text"]).isdisjoint(row["none_of"])]
    assert (len(TRAPS["must_not"]), wrong) == (53, [])


def test_what_is_said_plainly_is_heard() -> None:
    missed = [row["text"] for row in TRAPS["must"] if heard(row["text"]).isdisjoint(row["any_of"])]
    assert (len(TRAPS["must"]), missed) == (61, [])


@pytest.mark.parametrize("name", SIGNALS)
def test_each_signal_and_card_is_heard_where_it_is_meant_and_nowhere_else(name: str) -> None:
    missed = [text for text in SIGNALS[name]["must"] if name not in heard(text)]
    false = [text for text in SIGNALS[name]["must_not"] if name in heard(text)]
    assert (missed, false) == ([], [])


def test_every_signal_of_a_text_has_sentences_in_which_it_must_and_must_not_be_heard() -> None:
    of_texts = {name for name, signal in read_yaml("prompts.yaml")["signals"].items() if signal["kind"] == "text"}
    assert of_texts | CARDS <= SIGNALS.keys()
    assert all(row["must"] and row["must_not"] for row in SIGNALS.values())
    assert of_texts <= {rule.signal for rule in cue_list("en").rules.values()}


def test_ordinary_days_are_left_in_peace() -> None:
    days = (ENGLISH / "everyday.txt").read_text().splitlines()
    assert len(days) >= 400
    false_alarms = [day for day in days if cues_in(day)]
    assert len(false_alarms) <= MOST_FALSE_ALARMS * len(days)
    assert [day for day in days if any(cue.card and not cue.is_quiet for cue in cues_in(day))] == []


def test_the_essay_is_heard_in_most_of_its_sentences_and_brings_no_card(essay: str) -> None:
    cues = cues_in(essay)
    assert len({cue.sentence.start for cue in cues}) >= 60
    assert [cue for cue in cues if cue.card] == []


def test_a_quote_is_the_whole_sentence_verbatim_and_the_words_stand_where_they_are_said_to() -> None:
    page = "\n\n".join(["Nothing yet.", *SENTENCES_OF_ALL, "Nothing more."])
    cues = cues_in(page)
    assert len(cues) > len(SENTENCES_OF_ALL) / 2
    for cue in cues:
        assert page[cue.sentence.start : cue.sentence.end] == cue.sentence.text
        assert cue.sentence.start <= cue.start < cue.end <= cue.sentence.end


def places(cues: list[Cue]) -> list[tuple[int, int, str]]:
    return [(cue.start, cue.end, cue.signal) for cue in cues]


def test_apostrophes_may_be_straight_or_curly_and_letters_large_or_small() -> None:
    for text in SENTENCES_OF_ALL:
        straight = text.replace("’", "'")
        assert places(cues_in(straight)) == places(cues_in(straight.replace("'", "’")))
        assert places(cues_in(text.upper())) == places(cues_in(text.lower()))


@pytest.mark.parametrize(
    "text",
    ["i dont want to be here anymore", "ive ruined everything", "id do anything to get him back", "im so jealous"],
)
def test_apostrophes_may_be_missing(text: str) -> None:
    assert cues_in(text)


@given(st.text(max_size=400))
def test_any_text_at_all_is_read_and_every_place_is_a_place_in_it(text: str) -> None:
    for cue in cues_in(text):
        assert text[cue.sentence.start : cue.sentence.end] == cue.sentence.text
        assert 0 <= cue.start < cue.end <= len(text)


@given(st.lists(st.sampled_from(SENTENCES_OF_ALL), max_size=4), st.sampled_from(["İ", "ﬃ", "😀", "\u0301", "ẞ"]))
def test_letters_that_change_their_length_move_no_place(sentences: list[str], letter: str) -> None:
    page = letter.join(sentences)
    assert all(page[cue.sentence.start : cue.sentence.end] == cue.sentence.text for cue in cues_in(page))


def test_on_a_page_places_are_those_of_its_plain_text() -> None:
    blocks = markdown.parse("# A heading\n\nIt *rained*.\n\n- If **only** I had called.")
    plain = markdown.plain_text(blocks)
    (cue,) = cues_on(blocks)
    assert (plain[cue.start : cue.end], cue.signal) == ("If only", "counterfactual")
    assert cue.sentence.text == "If only I had called."


def test_an_initial_that_ends_a_paragraph_does_not_join_it_to_the_next() -> None:
    heard = heard_on(markdown.parse("He signed as S. P.\n\nIf only I had called."))
    assert [each.text for each in heard] == ["He signed as S. P.", "If only I had called."]


def test_a_quotation_is_not_her_own_words_and_words_of_danger_in_it_bring_a_quiet_line_only() -> None:
    assert cues_on(markdown.parse("> If only I could turn back time.")) == []
    (cue,) = cues_on(markdown.parse("> I want to kill myself."))
    assert (cue.card, cue.is_quiet) == ("explicit", True)


@pytest.mark.parametrize(
    ("text", "is_quiet"),
    [
        ("I want to die.", False),
        ("I’m not suicidal.", True),
        ("My brother tried to kill himself last year.", True),
        ("He choked me last night.", False),
        ("He never hit me.", True),
        ("He threatened to kill himself if I leave.", True),
    ],
)
def test_what_is_denied_past_or_somebody_elses_is_never_dropped_but_quiet(text: str, is_quiet: bool) -> None:
    assert {cue.is_quiet for cue in cues_in(text) if cue.card} == {is_quiet}


@pytest.mark.parametrize(
    "text", ["x" * 200_000, "if " * 2_000, "i wish " * 3_000, "( " * 5_000, "\n" * 100_000, '"' * 10_001]
)
def test_hostile_texts_are_read_to_their_end(text: str) -> None:
    cues_in(text)


def test_another_language_is_a_folder_and_no_change_of_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "de"
    folder.mkdir()
    classes = "\n".join(f"{name} = ''" for name in cue_list("en").words if name not in {"personal", "negators"})
    words = f"[words]\npersonal = 'ich mir'\nnegators = 'nicht nie'\n{classes}"
    (folder / "language.toml").write_text(f"said_by_me = 'ich sagte'\n{words}\n[macros]\nich = '(ich|wir)'")
    (folder / "regret.toml").write_text("[counterfactual]\ncues = ['hätte* {ich} doch']")
    monkeypatch.setattr(cue_lists, "FOLDER", tmp_path)
    (cue,) = cues_in("Es regnet. Hätte ich doch angerufen!", "de")
    assert (cue.signal, cue.sentence.text) == ("counterfactual", "Hätte ich doch angerufen!")


def test_every_prompt_that_a_text_may_bring_can_be_brought_by_the_cues() -> None:
    rules = {rule.signal for rule in cue_list("en").rules.values()}
    texts = {name for name, signal in read_yaml("prompts.yaml")["signals"].items() if signal["kind"] == "text"}
    brought = {signal for prompt in library().prompts.values() for signal in prompt.offer.signals} & texts
    assert brought <= rules


def test_nothing_of_a_page_is_remembered_between_two_readings() -> None:
    cues_in("If only zorvalquinte had called me.")
    held = repr(vars(cue_list("en"))) + repr(vars(cue_list("en").cues))
    assert not re.search("zorvalquinte", held)


@pytest.mark.parametrize(
    "words",
    [
        "i should " + "a," * 20_000,
        "i miss " + "," * 20_000,
        "it is not my fault and " * 5_000,
        "she misses him and " * 5_000,
        "regret" * 20_000,
        "wanted" * 20_000,
    ],
)
def test_a_text_that_is_made_to_be_slow_is_heard_like_any(words: str) -> None:
    assert [cue.signal for cue in cues_in(f"I miss him so much. {words}")] == ["longing"]
