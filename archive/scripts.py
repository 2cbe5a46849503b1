"""Scripts: by which language's rules a run of text is broken into lines, and which typeface a script is lacking.

Unicode names a letter by its script (TAMIL LETTER A), so no table of ranges is kept here.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import groupby

EMOJI = "emoji"
# Latin is not among them: it is read as the language of the book.
_LANGUAGES = {
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HALFWIDTH KATAKANA": "ja",
    "HANGUL": "ko",
    "CJK": "zh",
    "BOPOMOFO": "zh",
    "IDEOGRAPHIC": "zh",
    "FULLWIDTH": "zh",
    "THAI": "th",
    "LAO": "lo",
    "KHMER": "km",
    "MYANMAR": "my",
    "TIBETAN": "bo",
    "ARABIC": "ar",
    "HEBREW": "he",
    "SYRIAC": "syr",
    "THAANA": "dv",
    "CYRILLIC": "ru",
    "GREEK": "el",
    "DEVANAGARI": "hi",
    "BENGALI": "bn",
    "GURMUKHI": "pa",
    "GUJARATI": "gu",
    "ORIYA": "or",
    "TAMIL": "ta",
    "TELUGU": "te",
    "KANNADA": "kn",
    "MALAYALAM": "ml",
    "SINHALA": "si",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
    "ETHIOPIC": "am",
    "KHUTSURI": "ka",
}
_FAMILIES = {
    EMOJI: "Noto Color Emoji",
    "SYMBOLS": "Noto Sans Symbols 2",
    "LATIN": "Noto Sans",
    "GREEK": "Noto Sans",
    "CYRILLIC": "Noto Sans",
    "MATHEMATICAL": "Noto Sans Math",
    "EGYPTIAN": "Noto Sans Egyptian Hieroglyphs",
    "ANATOLIAN": "Noto Sans Anatolian Hieroglyphs",
    "CANADIAN": "Noto Sans Canadian Aboriginal",
    "TIBETAN": "Noto Serif Tibetan",
    "TANGUT": "Noto Serif Tangut",
} | dict.fromkeys(
    ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "FULLWIDTH", "HALFWIDTH KATAKANA"),
    "Noto Serif CJK",
)
_NAMES = {"CJK": "Chinese characters"}
_AFTER_SCRIPT = re.compile(
    "(?:^|[ -])(?:LETTER|SMALL|CAPITAL|SYLLABLE|SYLLABLES|SYLLABICS|CHARACTER|VOWEL|CONSONANT|SIGN|MARK|DIGIT|NUMBER"
    "|NUMERAL|FRACTION|PUNCTUATION|SYMBOL|IDEOGRAPH|IDEOGRAM|HIEROGLYPH|COMPONENT|JONGSEONG|CHOSEONG|JUNGSEONG|UNIFIED"
    "|COMPATIBILITY|RADICAL|STROKE|DANDA|COMMA|FULL|STOP|SEMICOLON|QUESTION|CURRENCY|LIGATURE|FINAL|INITIAL|MEDIAL"
    "|ISOLATED|INDEPENDENT|DEPENDENT|SUBJOINED|TONE|COMBINING|MODIFIER|ACCENT|POINT|CANTILLATION|DOUBLE|HALF|BOLD"
    "|ITALIC|SCRIPT|FRAKTUR|SANS|MONOSPACE|LEFT|RIGHT|SPACE|ITERATION|CLOSING)(?:[ -].*)?$"
)
# A flag; a keycap; a sign that asks for its coloured form, or has no other; and several of them joined into one.
_ONE_EMOJI = (
    "(?:[\U0001f1e6-\U0001f1ff]{2}|[0-9#*]\ufe0f?\u20e3|[\u00a9\u00ae\u203c-\u3299]\ufe0f|"
    "[\u2600-\u27bf][\U0001f3fb-\U0001f3ff]|[\u231a\u231b\u23e9-\u23f3\u2728\u274c\u2753-\u2757\u2b1b\u2b1c\u2b50\u2b55]|"
    "[\U0001f004\U0001f0cf\U0001f18e-\U0001f19a\U0001f201-\U0001faff]\ufe0f?[\U0001f3fb-\U0001f3ff]?"
    "[\U000e0020-\U000e007f]*)"
)
_EMOJI = re.compile(f"({_ONE_EMOJI}(?:\u200d(?:{_ONE_EMOJI}|[\u2600-\u27bf]))*)")
# What may stand in a text whose every letter is Latin.
_PLAIN = re.compile("[\\s\u0000-\u036f\u1e00-\u1eff\u2010-\u2027\u2030-\u203b\u20a0-\u20bf]*")
_UNJOINED = frozenset({"", "el", "ru"})
_ENDLESS = re.compile("[^\\s\u0300-\u036f]{40,}")
_CHUNK = re.compile(".{20}(?=.{8})")
_MOST_NAMED = 3


def runs(text: str, han: str) -> list[tuple[str, str]]:
    """Return a text in pieces, each with its language, `EMOJI`, or nothing where it is the language of the book.

    `han` is the language of Chinese characters here: see `language_of_han`.
    """
    if text.isascii() or _PLAIN.fullmatch(text):
        return [(_breakable(text), "")]
    pieces: list[tuple[str, str]] = []
    for index, piece in enumerate(_EMOJI.split(text)):
        pieces += [(piece, EMOJI)] if index % 2 else list(_by_language(piece, han))
    return [(piece, language) for piece, language in pieces if piece]


def language_of_han(text: str) -> str:
    """Return whose Chinese characters a whole text has: beside kana they are Japanese, beside Hangul Korean."""
    if text.isascii() or _PLAIN.fullmatch(text):
        return "zh"
    languages = {_LANGUAGES.get(script_of(character)) for character in set(text)}
    return next((language for language in ("ja", "ko") if language in languages), "zh")


def without_typeface(text: str, is_set: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the names of the scripts in a text that lack a typeface here, each with one to install.

    `is_set` tells whether a few characters are set without a gap. It is asked once for each script.
    """
    by_script: dict[str, set[str]] = defaultdict(set)
    for cluster in set(_clusters(text)):
        if not cluster.isascii() and unicodedata.category(cluster[0]) not in {"Cf", "Cc", "Zs"}:
            by_script[_named((cluster.rstrip("\ufe0e\ufe0f") or cluster)[-1])].add(cluster)
    lacking = [script for script, used in sorted(by_script.items()) if not is_set(" ".join(sorted(used)))]
    return tuple(dict.fromkeys(_to_install(script, by_script[script]) for script in lacking))


@lru_cache(maxsize=1 << 14)
def script_of(character: str) -> str:
    """Return the script a character is named by, in capitals; empty for one that has no name."""
    return _AFTER_SCRIPT.sub("", unicodedata.name(character, ""))


def _by_language(text: str, han: str) -> Iterator[tuple[str, str]]:
    """Cut a text where the language changes; what has none of its own, such as a comma, stays with what is before."""
    of = {character: _language(character, han) for character in set(text)}
    if not any(of.values()):
        yield _breakable(text), ""
        return
    before = next((found for character in text if (found := of[character]) is not None), "")
    languages = [before := before if (found := of[character]) is None else found for character in text]
    for language, piece in groupby(zip(text, languages, strict=True), key=lambda pair: pair[1]):
        run = "".join(character for character, _language in piece)
        yield (_breakable(run) if language in _UNJOINED else run), language


def _language(character: str, han: str) -> str | None:
    if not character.isalpha():
        return None
    found = _LANGUAGES.get(script_of(character), "")
    return han if found == "zh" else found


def _breakable(text: str) -> str:
    """Let a word without an end, such as an address, be broken; letters that are joined to one another never are."""
    if max(map(len, text.split()), default=0) < 40:
        return text
    return _ENDLESS.sub(lambda word: _CHUNK.sub(lambda chunk: chunk[0] + "\u200b", word[0]), text)


def _clusters(text: str) -> Iterator[str]:
    """Give each character with the marks that stand on it: a typeface may have both, and not the two together."""
    cluster = ""
    for character in text:
        if unicodedata.category(character)[0] != "M":
            yield cluster
            cluster = ""
        cluster += character
    yield cluster


def _named(character: str) -> str:
    if _EMOJI.fullmatch(character):
        return EMOJI
    if unicodedata.category(character) in {"Cn", "Co", "Cs"}:
        return ""
    if unicodedata.category(character)[0] not in "LMN" or not script_of(character):
        return "SYMBOLS"
    script = script_of(character)
    first = script.split(" ")[0]
    return first if first in _FAMILIES else script


def _to_install(script: str, used: set[str]) -> str:
    if not script:
        points = [f"U+{ord(cluster[0]):04X}" for cluster in sorted(used)]
        return ", ".join(points[:_MOST_NAMED]) + (" …" if len(points) > _MOST_NAMED else "")
    name = _NAMES.get(script, script.title())
    return f"{name} ({_FAMILIES.get(script, f'Noto Sans {name}')})"
