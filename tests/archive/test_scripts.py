"""Which language a run of text is in, and which typefaces are lacking."""

import pytest
from hypothesis import HealthCheck, given, settings

from archive.scripts import EMOJI, language_of_han, runs, without_typeface
from tests.archive.any_text import any_markdown


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("He said: “naïve, Đêm dài!” — 3 €", [""]),
        ("今日は雨。", ["ja"]),
        ("今天下雨，很长。", ["zh"]),
        ("오늘 漢字", ["ko"]),
        ("วันนี้", ["th"]),
        ("Σήμερα, έγραψα", ["el"]),
        ("said сегодня, and", ["", "ru", ""]),
        ("כתבתי 12 and", ["he", ""]),
        ("كتبت", ["ar"]),
        ("आज मैंने", ["hi"]),
        ("👩🏾‍🚀", [EMOJI]),
        ("a 🇫🇷🏳️‍🌈 b", ["", EMOJI, EMOJI, ""]),
        ("1️⃣ ❤️ ☺ 12", [EMOJI, "", EMOJI, ""]),
    ],
)
def test_a_run_is_read_in_the_language_of_its_script(text: str, languages: list[str]) -> None:
    assert [language for _run, language in runs(text, language_of_han(text))] == languages


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(any_markdown)
def test_no_character_is_lost_between_runs(text: str) -> None:
    whole = "".join(run for run, _language in runs(text, "zh"))
    assert whole.replace("\u200b", "") == text.replace("\u200b", "")


def test_a_word_without_an_end_can_be_broken_and_joined_letters_are_not() -> None:
    ((address, _language),) = runs("x" * 100, "zh")
    assert address.count("\u200b") > 2
    ((word, _language),) = runs("क्षि" * 60, "zh")
    assert "\u200b" not in word


def test_scripts_without_a_typeface_are_named_with_one_to_install() -> None:
    asked = []

    def only_latin(characters: str) -> bool:
        asked.append(characters)
        return characters.isascii() or "é" in characters

    lacking = without_typeface("é தமிழ் 日本 日 ᚠ ⚔ 👩🏾‍🚀 \u0378 \ue000 \ue001 \ue002", only_latin)
    assert lacking == (
        "U+0378, U+E000, U+E001 …",
        "Chinese characters (Noto Serif CJK)",
        "Runic (Noto Sans Runic)",
        "Symbols (Noto Sans Symbols 2)",
        "Tamil (Noto Sans Tamil)",
        "Emoji (Noto Color Emoji)",
    )
    assert len(asked) == 7


def test_a_mark_that_no_typeface_can_put_on_its_letter_is_named() -> None:
    assert without_typeface("x\u20d7 y", lambda characters: "x\u20d7" not in characters) == (
        "Symbols (Noto Sans Symbols 2)",
    )
