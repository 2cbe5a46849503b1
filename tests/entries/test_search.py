"""What is looked for and where it stands: words, phrases, beginnings of words, in any script."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entries.folding import Folded, fold, plain_words
from entries.search import Piece, Query

LETTERS = st.characters(exclude_categories=["Cs"])
# Any text, and with more of what is folded than chance would bring.
TEXTS = st.text(st.one_of(LETTERS, st.sampled_from("aAeEsß ıİłæéÉ́’“…—-.\n\u2060\u00ad がガกำकिשּׁمُ東京❤️")), max_size=40)
FEW = settings(max_examples=150, deadline=None)


def found_in(text: str, typed: str) -> list[str]:
    """Return what is marked, as it was written."""
    return [piece.text for piece in Query.of(typed).marked(text) if piece.is_found]


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("trust", "I trust him. Trusting is hard.", ["trust", "Trust"]),
        ("trust", "I distrust him, mistrustful as I am.", []),
        ('"trust"', "I trust him. Trusting is hard.", ["trust"]),
        ("mia left", "He left. Mia stayed. I was leftover.", ["left", "Mia", "left"]),
        (
            '"never good enough"',
            "I was never *good* enough, never good\nenough.",
            ["never *good* enough", "never good\nenough"],
        ),
        ('"never good"', "never goodness", []),
        ('"no no"', "No, no. Nothing.", ["No, no"]),
        ("“never good”", "never good", ["never good"]),
        ('"never good', "never good", ["never good"]),
        ("don't", "I don’t, I don't", ["don’t", "don't"]),
        ("I'm", "I must go. I’m gone. I, me.", ["I’m"]),
        ("it's", "do it, she said. And it's so", ["it's"]),
        ('"I\'d say"', "I'd say. I did say. I d say", ["I'd say"]),
        ("'tis", "'Tis so, tis it", ["Tis", "tis"]),
        ("l'amour", "l’amour, l amour", ["l’amour"]),
        ("geht's", "geht´s, geht`s, geht’s", ["geht´s", "geht`s", "geht’s"]),
        ("п'ять", "п′ять", ["п′ять"]),
        ("צ'ק", "צ׳ק", ["צ׳ק"]),
        ("amour", "l’amour", ["amour"]),
        ("self-work", "self-work, self work, selfwork", ["self-work", "self work"]),
        ("it's", "its", []),
        ("a", "A banana", ["A"]),
        ("2025", "In 2025, and 12025", ["2025"]),
        ("_very_", "_very_ much", ["very"]),
        ("...", "So... and so", ["..."]),
        ("😀", "well 😀.", ["😀"]),
        ("❤", "I ❤️ you", ["❤️"]),
    ],
)
def test_words_are_found_at_their_beginning_and_phrases_whole(typed: str, text: str, found: list[str]) -> None:
    assert found_in(text, typed) == found


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("cafe", "Café, CAFÉ, cafe\u0301", ["Café", "CAFÉ", "cafe\u0301"]),
        ("CAFÉ", "cafe", ["cafe"]),
        ("strasse", "Straße", ["Straße"]),
        ("Straße", "STRASSE", ["STRASSE"]),
        ("ışık", "IŞIK, isik, ışık", ["IŞIK", "isik", "ışık"]),
        ("istanbul", "İstanbul", ["İstanbul"]),
        ("lodz", "Łódź", ["Łódź"]),
        ("coeur", "mon cœur", ["cœur"]),
        ("ПРИВЕТ", "привет", ["привет"]),
        ("елка", "ёлка", ["ёлка"]),
        ("σοφος", "ΣΟΦΌΣ, σοφός", ["ΣΟΦΌΣ", "σοφός"]),
        ("محمد", "مُحَمَّد", ["مُحَمَّد"]),
        ("احمد", "أحمد", ["أحمد"]),
        ("שלום", "שָׁלוֹם", ["שָׁלוֹם"]),
        ("東京", "私は東京に行く", ["東京"]),
        ('"東京"', "私は東京に行く", ["東京"]),
        ("がく", "大学(だいがく)", ["がく"]),
        ("がく", "かく", []),
        ("รัก", "ฉันรักเขา", ["รัก"]),
        ("हिन्दी", "हिन्दी में", ["हिन्दी"]),
        ("क", "कि", ["कि"]),
        ("사랑", "사랑해요, 첫사랑", ["사랑"]),
        ("fi", "ﬁne", ["ﬁ"]),
        ("١٢", "١٢٣", ["١٢"]),
        ("naive", "na\u00adïve", ["na\u00adïve"]),
    ],
)
def test_case_accents_and_points_do_not_count_in_any_script(typed: str, text: str, found: list[str]) -> None:
    assert found_in(text, typed) == found
    assert not found or Query.of(typed).may_be_in(text.encode())


@pytest.mark.parametrize("typed", ["", "  ", '""', "“ ”", "\u200d"])
def test_nothing_typed_looks_for_nothing(typed: str) -> None:
    assert Query.of(typed).terms == ()


def test_every_word_must_occur_in_one_of_the_texts() -> None:
    assert Query.of("rain mia").is_in(["Mia", "It rained."])
    assert not Query.of("rain leo").is_in(["Mia", "It rained."])
    assert not Query.of('"rain mia"').is_in(["rain", "Mia"])


def test_a_phrase_does_not_go_on_in_the_next_paragraph() -> None:
    assert found_in("never good\n\nenough", '"good enough"') == []
    assert found_in("never good \r\n enough", '"good enough"') != []


def test_the_sentence_with_most_of_it_is_quoted_as_it_was_written() -> None:
    leaves = ["Mia came. It rained all day.", "Then Mia said: “It’s only rain.” And left."]
    assert Query.of("mia rain").quoted(leaves) == (
        1,
        [Piece("Then "), Piece("Mia", True), Piece(" said: “It’s only "), Piece("rain", True), Piece(".”")],
    )
    assert Query.of("mia").quoted(leaves) == (0, [Piece("Mia", True), Piece(" came.")])
    assert Query.of("leo").quoted(leaves) == (0, [])


def test_a_phrase_over_two_sentences_is_quoted_with_both() -> None:
    assert Query.of('"day mia"').quoted(["It rained all day. Mia came. I slept."]) == (
        0,
        [Piece("It rained all "), Piece("day. Mia", True), Piece(" came.")],
    )


def test_of_a_long_sentence_only_what_stands_around_the_find_is_quoted() -> None:
    leaf = "so " * 200 + "rain" + " and" * 200
    _number, pieces = Query.of("rain").quoted([leaf])
    text = "".join(piece.text for piece in pieces)
    assert text.startswith("… so ")
    assert text.endswith(" and …")
    assert 150 < len(text) < 300
    _number, pieces = Query.of("東京").quoted(["私" * 500 + "東京" + "私" * 500])
    assert Piece("東京", True) in pieces


def test_two_finds_that_overlap_are_marked_once() -> None:
    assert found_in("good enough", '"good enough" enough good') == ["good enough"]


@FEW
@given(TEXTS)
def test_the_pieces_are_the_text(text: str) -> None:
    for typed in (text, text[:3], "a", '"e s"'):
        assert "".join(piece.text for piece in Query.of(typed).marked(text)) == text


@FEW
@given(TEXTS, st.data())
def test_a_folded_place_leads_to_what_was_written_there(text: str, data: st.DataObject) -> None:
    folded = Folded(text)
    if folded.text:
        start = data.draw(st.integers(0, len(folded.text) - 1))
        end = data.draw(st.integers(start + 1, len(folded.text)))
        begin, behind = folded.place(start, end)
        assert 0 <= begin < behind <= len(text)
        assert folded.text[start:end] in fold(text[begin:behind])


@FEW
@given(TEXTS, TEXTS)
def test_the_fold_of_two_texts_is_the_folds_of_both(one: str, other: str) -> None:
    assert fold(one + other) == fold(one) + fold(other)
    assert fold(fold(one)) == fold(one)


@FEW
@given(TEXTS)
def test_whatever_is_written_can_be_found_again_in_any_spelling(text: str) -> None:
    for word in text.split():
        for typed in (word, word.swapcase(), unicodedata.normalize("NFC", word), unicodedata.normalize("NFD", word)):
            terms = Query.of(typed.replace('"', " ")).terms
            if terms and typed.casefold() == word.casefold():
                assert Query.of(typed).is_in([text]), typed


@FEW
@given(TEXTS, TEXTS)
def test_the_quick_look_misses_nothing(text: str, other: str) -> None:
    for typed in (*text.split(), other):
        query = Query.of(typed)
        assert query.may_be_in(text.encode()) or not query.is_in([text])


@FEW
@given(TEXTS)
def test_the_quick_fold_holds_every_word_of_ascii(text: str) -> None:
    words = "".join(each if each.isalnum() and each.isascii() else " " for each in fold(text)).split()
    assert all(word.encode() in plain_words(text.encode()) for word in words)
