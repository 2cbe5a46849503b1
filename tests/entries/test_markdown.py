"""Markdown: no word may vanish, nothing a person writes becomes code, and every place is where it says."""

import random
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entries import markdown
from entries.html import to_html
from entries.markdown import Block, count_words, leaves, opening, parse, plain_text
from entries.marks import Mark
from entries.sentences import find_passage, sentences

ALPHABET = [
    "word",
    " ",
    "\n",
    "\n\n",
    "> ",
    "- ",
    "1. ",
    "# ",
    "*",
    "**",
    "_",
    "`",
    "[",
    "](",
    ")",
    "<b>",
    "&amp;",
    "é",
    "💔",
    "عشق",
    ".",
]


def html_of(text: str, *marks: Mark) -> str:
    return "".join(to_html(parse(text), marks))


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[click](javascript:alert(1))",
        "![picture](https://evil.example/a.png)",
        "<https://evil.example>",
        "&lt;b&gt; &#x3c;script&#x3e;",
        '[a](http://x "onmouseover=alert(1)")',
    ],
)
def test_hostile_text_comes_out_as_text(hostile: str) -> None:
    html = html_of(hostile)
    assert "<script" not in html
    assert "<img" not in html
    assert "<a " not in html
    assert "href" not in html


def test_single_newlines_are_kept() -> None:
    assert html_of("one\ntwo") == "<p>one<br>two</p>"


def test_a_line_as_long_as_a_paragraph_is_one() -> None:
    long = "a long line " * 20
    assert html_of(f"{long}\nnext") == f"<p>{long.strip()}</p><p>next</p>"


PIECES = [
    *ALPHABET,
    "\0",
    "\r",
    "\u2028",
    "\u2060",
    "~~~",
    "===",
    "+ ",
    "    ",
    "\t",
    "\u00a0",
    "2) ",
    "\\",
    "!",
    "]",
    "&",
    "a long line " * 12,
]


@given(st.lists(st.sampled_from(PIECES)) | st.lists(st.sampled_from(["word", " ", "\n", "[", "a long line " * 12])))
def test_a_text_without_markup_is_read_as_the_parser_reads_it(pieces: list[str]) -> None:
    text = "".join(pieces)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(markdown, "_IN_LINES", ("",))
        by_the_parser = parse(text)
    assert parse(text) == by_the_parser


@given(st.lists(st.sampled_from([*PIECES, "word"]), max_size=6))
def test_the_plain_text_of_a_page_is_that_of_its_blocks(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert markdown.plain(text) == plain_text(parse(text))


def test_a_link_is_inert_and_shows_its_address() -> None:
    assert html_of("[him](https://example.org/a)") == '<p>him <span class="address">(https://example.org/a)</span></p>'


@pytest.mark.parametrize(
    "text",
    [
        "> " * 500 + "still here",
        "- " * 500 + "still here",
        "[note]: still here",
        "1987. still here",
        "```still here\n```",
    ],
)
def test_no_word_vanishes(text: str) -> None:
    shown = plain_text(parse(text))
    assert "still" in shown
    assert "here" in shown


def test_a_year_that_begins_a_line_stays_a_year() -> None:
    assert html_of("1987. What a year") == '<ol start="1987"><li><p>What a year</p></li></ol>'


def test_control_characters_are_dropped() -> None:
    assert plain_text(parse("a\x00b\x1bc\u0085d")) == "abcd"


@pytest.mark.parametrize(
    "text", ["*" * 50_000, "[" * 20_000, "`" * 20_000, "> " * 20_000, "**a " * 10_000, "a" * 1_000_000]
)
def test_no_text_takes_the_page_down(text: str) -> None:
    assert to_html(parse(text))


@pytest.mark.parametrize("piece", ["- a\n", "- - - - a\n", "*a* ", "> a\n\n"])
def test_a_page_made_to_keep_the_server_busy_is_read_soon_and_keeps_its_words(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    begun = time.thread_time()
    plain = plain_text(parse(text))
    assert time.thread_time() - begun < 2
    assert plain.count("a") == text.count("a")


def test_a_long_list_is_a_list() -> None:
    assert [block.kind for block in parse("- a line of it\n" * 5_000)] == ["bullets"]


def test_every_leaf_is_where_it_says() -> None:
    chance = random.Random(7)
    for _ in range(300):
        text = "".join(chance.choices(ALPHABET, k=40))
        blocks = parse(text)
        plain = plain_text(blocks)
        for leaf in leaves(blocks):
            assert plain[leaf.start : leaf.start + len(leaf.text)] == leaf.text


def test_every_sentence_is_a_verbatim_slice_of_the_page() -> None:
    chance = random.Random(11)
    for _ in range(300):
        blocks = parse("".join(chance.choices(ALPHABET, k=60)))
        plain = plain_text(blocks)
        for passage in (each for leaf in sentences(blocks) for each in leaf):
            assert plain[passage.start : passage.end] == passage.text
            assert passage.text == passage.text.strip()


def test_the_essay_has_its_sentences(essay: str) -> None:
    found = [each.text for leaf in sentences(parse(essay)) for each in leaf]
    assert "I wasn’t trying to break his trust." in found
    assert "All because I screwed up one too many times." in found
    assert 70 <= len(found) <= 85


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Mr. Gunning came. He sat down.", 2),
        ("i miss him. i miss her too.", 2),
        ("Did he? Yes! No…", 3),
        ("He said “go.” Then he went.", 2),
        ("我想你。你不在。", 2),
        ("هل هو هنا؟ لا أعرف.", 2),
        ("Я скучаю по нему. Он ушёл. Я молчала.", 3),
        ("я скучаю по нему. он ушёл.", 2),
        ("Μου λείπει. Έφυγε. Δεν μίλησα.", 3),
        ("אני מתגעגעת. הוא הלך.", 2),
        ("أفتقده كثيرًا. ذهب في الصباح. لم أقل شيئًا.", 3),
        ("მენატრება. წავიდა.", 2),
        ("Сегодня я читал А. С. Пушкина и плакал. Это была я. Он ушёл.", 3),
        ("Заплатил 200 руб. За обед.", 1),
        ("قابلت د. أحمد اليوم. ثم عدت.", 2),
        ("פגשתי את ד. כהן.", 1),
        ("Ο κ. Γιώργος ήρθε. Έφυγα.", 2),
        ("Նա գնաց։ Ես լռեցի։", 2),
        ("No full stop at all", 1),
        ("3.5 hours passed", 1),
    ],
)
def test_sentences_end_where_a_reader_would_say(text: str, number: int) -> None:
    assert sum(len(leaf) for leaf in sentences(parse(text))) == number


def test_a_passage_is_marked_in_the_ink_of_its_theme() -> None:
    assert html_of("one two three", Mark(4, 7, "self_work")) == (
        '<p>one <mark data-theme="self-work">two</mark> three</p>'
    )


def test_a_mark_goes_through_styles_and_lines() -> None:
    html = html_of("a *b* c\nd", Mark(0, 5, "regret"))
    assert html == (
        '<p><mark data-theme="regret">a </mark><mark data-theme="regret"><em>b</em></mark>'
        '<mark data-theme="regret"> c</mark><br>d</p>'
    )


@pytest.mark.parametrize(
    ("plain", "place"),
    [
        ("x. Quote. y", (3, 9)),
        ("Quote. x. y", (0, 6)),
        ("x. y", None),
        ("Quote. Quote.", None),
    ],
)
def test_a_quote_is_found_again_only_where_there_is_no_doubt(plain: str, place: tuple[int, int] | None) -> None:
    assert find_passage(plain, 3, 9, "Quote.") == place


def test_words_are_counted_as_people_count_them() -> None:
    assert count_words("I don’t know, well-kept — 3 o’clock…") == 6


@given(st.text(st.sampled_from("ab7_'’- .\n—²éж中"), max_size=20))
def test_the_quick_count_of_words_is_the_count(plain: str) -> None:
    assert count_words(plain) == len(re.findall(r"\w+(?:['’-]\w+)*", plain))


def test_an_opening_ends_between_words() -> None:
    assert opening("one two\n\nthree four", 12) == "one two…"
    assert opening("short") == "short"
    assert opening("and I did. Then more", 12) == "and I did…"
    assert opening("white" + " " * 300 + "space") == "white space"


def test_a_block_without_text_has_a_place() -> None:
    rule = next(block for block in parse("a\n\n---\n\nb") if block.kind == "rule")
    assert markdown.span_of(rule) == (3, 3)
    assert isinstance(rule, Block)
