"""Markdown, parsed once: into blocks of plain spans, from which the page takes its HTML and the book its paragraphs.

CommonMark without raw HTML, images and reference definitions; single newlines are kept, because people press Return.
No word may vanish: what cannot be read as Markdown stays text. Nothing here fetches, follows or runs anything.
"""

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

Kind = Literal["paragraph", "heading", "quote", "bullets", "numbers", "item", "code", "rule"]

DEEPEST_NESTING = 20
# Of signs and lines in one page, each of which the parser takes some ten millionths of a second for: a list of 15,000
# lines, a page of 30,000. Pages of more are rather made to keep a server busy than written.
MOST_MARKS = 30_000
BETWEEN_BLOCKS = "\n\n"
LINE_AS_LONG_AS_A_PARAGRAPH = 120
_CONTAINERS: dict[str, Kind] = {
    "blockquote_open": "quote",
    "bullet_list_open": "bullets",
    "ordered_list_open": "numbers",
    "list_item_open": "item",
}
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_PARSER = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST_NESTING}).disable(
    ["html_block", "html_inline", "image", "entity", "reference"]
)
# Where none of these stands, every line is what it says and nothing is taken out: the parser would find paragraphs and
# nothing else. The last is looked for behind a newline, and made so that `re` skips quickly to where it may stand.
_IN_LINES = ("*", "_", "`", "<", "\\", "](")
_NO_PLAIN_SPACE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_BEFORE_LINES = re.compile(r"\n(?: *(?:[#>\-+=~]|\d+[.)])| {4})")
_MARKS = re.compile(r"\n(?: *[#>\-+=~*\d.)])*|[*_`<\[\\]")
_EMPTY_LINES = re.compile(r"\n(?: *\n)+")
_SHORT_SENTENCE = re.compile(r"[^.!?…]{1,60}[.!?…]+(?=\s|$)|[^。！？]{1,30}[。！？]")
_WORDS_OF_A_TITLE = 8


class _Parts(dict[int, str]):
    """What each sign is in a word: a part of it (a), what joins two parts (-), or neither (a space)."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        self[code] = part = "-" if sign in "'’-" else "a" if sign.isalnum() or sign == "_" else " "
        return part


_parts = _Parts()


def _parts_of_others(error: Any) -> tuple[str, int]:
    """Return what stands for signs that are none of the West, where a text is told a byte at a time."""
    return error.object[error.start : error.end].translate(_parts), error.end


codecs.register_error("afterword.parts", _parts_of_others)
# The signs of the West, which are nearly all there are in most texts, are told a byte at a time.
_PARTS_OF_THE_WEST = "".join(_parts[ord(sign)] for sign in bytes(range(256)).decode("cp1252", "replace")).encode()


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style. `address` is the target of a link, which is shown and never followed."""

    text: str
    emphasis: bool = False
    strong: bool = False
    code: bool = False
    address: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or something that holds paragraphs.

    `start` is where the text of a leaf begins in the plain text; `level` is a heading's, or a list's first number.
    """

    kind: Kind
    spans: tuple[Span, ...] = ()
    children: tuple["Block", ...] = ()
    level: int = 0
    start: int = 0

    @property
    def text(self) -> str:
        """Return the text of a leaf."""
        return "".join(span.text for span in self.spans)


def parse(text: str) -> tuple[Block, ...]:
    """Return the blocks of a page."""
    if not _may_hold_markup(text):
        return tuple(_plain_blocks(text))
    text = _CONTROLS.sub("", text)
    if _marks_in(text) > MOST_MARKS:
        return tuple(_paragraphs(text))
    tokens = _PARSER.parse(text)
    # The parser drops what is nested deeper than its limit, so a page that reaches it is taken as plain paragraphs.
    if any(token.level >= DEEPEST_NESTING - 1 for token in tokens):
        return tuple(_paragraphs(text))
    return tuple(_placed(_blocks(iter(tokens))))


def leaves(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks that hold text themselves, in reading order."""
    for block in blocks:
        if block.spans:
            yield block
        yield from leaves(block.children)


def plain_text(blocks: Iterable[Block]) -> str:
    """Return the text of all leaves, with an empty line between them."""
    return BETWEEN_BLOCKS.join(leaf.text for leaf in leaves(blocks))


def plain(text: str) -> str:
    """Return the plain text of a page that is not parsed yet."""
    # Many people write a paragraph, and nothing else.
    is_paragraph = "\n" not in text and not _may_hold_markup(text)
    return text.strip() if is_paragraph else plain_text(parse(text))


def span_of(block: Block) -> tuple[int, int]:
    """Return where all text of a block begins and ends in the plain text."""
    inside = list(leaves([block]))
    if not inside:
        return block.start, block.start
    return inside[0].start, inside[-1].start + len(inside[-1].text)


def count_words(plain: str) -> int:
    r"""Count the words of a text: what `\w+(?:['’-]\w+)*` finds."""
    parts = plain.encode("cp1252", "afterword.parts").translate(_PARTS_OF_THE_WEST)
    # Two joints join nothing; one alone is a part of what it joins, or of nothing.
    return (b" " + parts.replace(b"--", b" ").translate(None, b"-")).count(b" a")


def opening(plain: str, length: int = 200) -> str:
    """Return the first words of a text on one line, cut between words."""
    line = " ".join(plain[: length * 5 // 4].split())
    if len(line) <= length:
        # Much white space: further on there may be more.
        line = " ".join(plain[: length * 2].split())
    if len(line) <= length:
        return line
    return line[: length + 1].rsplit(" ", 1)[0][:length].rstrip(" .,;:") + "…"


def first_words(line: str) -> tuple[str, str]:
    """Return what may stand for a title (a short first sentence, or eight words), and how the line goes on."""
    sentence = _SHORT_SENTENCE.match(line)
    if sentence:
        return sentence.group(), line[sentence.end() :].strip()
    words = line.split(" ")
    if len(words) <= _WORDS_OF_A_TITLE:
        return line, ""
    return " ".join(words[:_WORDS_OF_A_TITLE]) + " …", "… " + " ".join(words[_WORDS_OF_A_TITLE:])


def _may_hold_markup(text: str) -> bool:
    if any(sign in text for sign in _IN_LINES) or _BEFORE_LINES.search(f"\n{text}"):
        return True
    # Whether all can be printed is known in a third of the time.
    return not text.replace("\n", "").isprintable() and _NO_PLAIN_SPACE.search(text) is not None


def _marks_in(text: str) -> int:
    """Count what may be markup, and the lines; of a line that begins with several signs, each of them."""
    return sum(len(found.replace(" ", "")) for found in _MARKS.findall(text))


def _plain_blocks(text: str) -> Iterator[Block]:
    """Yield what the parser makes of a text without markup: the same, in a quarter of the time."""
    at = 0
    for lines in filter(None, map(str.strip, _EMPTY_LINES.split(text) if "\n" in text else [text])):
        spans = [Span(line) for each in lines.split("\n") for line in ("\n", each.strip(" "))][1:]
        for paragraph in _paragraphs_in(spans):
            block = Block("paragraph", spans=paragraph, start=at)
            at += len(block.text) + len(BETWEEN_BLOCKS)
            yield block


def _paragraphs(text: str) -> Iterator[Block]:
    at = 0
    for words in filter(None, map(str.strip, re.split(r"\n\s*\n", text))):
        yield Block("paragraph", spans=(Span(words),), start=at)
        at += len(words) + len(BETWEEN_BLOCKS)


def _blocks(tokens: Iterator[Token]) -> Iterator[Block]:
    for token in tokens:
        if token.type.endswith("_close"):
            return
        if token.type in _CONTAINERS:
            yield _container(token, tokens)
        elif token.type in {"paragraph_open", "heading_open"}:
            yield from _text_blocks(token, tokens)
        elif token.type == "hr":
            yield Block("rule")
        else:
            yield Block("code", spans=(Span(f"{token.info}\n{token.content}".strip("\n"), code=True),))


def _container(opened: Token, tokens: Iterator[Token]) -> Block:
    # "1987. What a year" is a list that begins at 1987.
    first = int(opened.attrGet("start") or 1) if opened.type == "ordered_list_open" else 0
    return Block(_CONTAINERS[opened.type], children=tuple(_blocks(tokens)), level=first)


def _text_blocks(opened: Token, tokens: Iterator[Token]) -> Iterator[Block]:
    spans = _spans(next(tokens).children or [])
    next(tokens)
    if opened.type == "heading_open":
        yield Block("heading", spans=tuple(spans), level=int(opened.tag[1:]))
    else:
        yield from (Block("paragraph", spans=paragraph) for paragraph in _paragraphs_in(spans))


def _paragraphs_in(spans: Iterable[Span]) -> Iterator[tuple[Span, ...]]:
    """Yield a paragraph for each line that is as long as one: many people press Return once to begin the next."""
    paragraph: list[Span] = []
    line = 0
    for span in spans:
        if span.text == "\n" and line >= LINE_AS_LONG_AS_A_PARAGRAPH:
            yield tuple(paragraph)
            paragraph, line = [], 0
            continue
        paragraph.append(span)
        line = 0 if span.text == "\n" else line + len(span.text)
    yield tuple(paragraph)


def _spans(tokens: Iterable[Token]) -> Iterator[Span]:
    style = Span("")
    for token in tokens:
        style = _restyled(style, token) if token.nesting else style
        text = "\n" if token.type in {"softbreak", "hardbreak"} else token.content
        if text:
            yield Span(text, style.emphasis, style.strong, token.type == "code_inline", style.address)


def _restyled(style: Span, token: Token) -> Span:
    match token.type:
        case "em_open" | "em_close":
            return replace(style, emphasis=token.nesting == 1)
        case "strong_open" | "strong_close":
            return replace(style, strong=token.nesting == 1)
        case "link_open" | "link_close":
            return replace(style, address=str(token.attrGet("href") or ""))
    return style


def _placed(blocks: Iterable[Block], at: int = 0) -> Iterator[Block]:
    for block in blocks:
        children = tuple(_placed(block.children, at))
        yield replace(block, start=at, children=children)
        at += _length(block)


def _length(block: Block) -> int:
    """Return how much of the plain text is a block's, with the empty line behind each of its leaves."""
    own = len(block.text) + len(BETWEEN_BLOCKS) if block.spans else 0
    return own + sum(map(_length, block.children))
