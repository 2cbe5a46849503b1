"""The chapters of an EPUB as XHTML, made of the same data as the typesetter takes. Everything is escaped."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from archive.scripts import EMOJI
from entries.content import LETTER
from reflections.over_time.charts import tabled

Data = Mapping[str, Any]

_TAGS = {"paragraph": "p", "quote": "blockquote", "bullets": "ul", "item": "li", "code": "pre"}
_EMPTY = mark_safe("")


def words_of(line: Data) -> str:
    """Return the words of a line without their styles."""
    return "".join(" ".join(run["lines"]) for run in line["runs"])


def title_page(book: Data) -> SafeString:
    """Return the title, the volume and the years."""
    below = _joined(format_html("<p>{}</p>", words) for words in (book["volume"], book["years"]) if words)
    parts = (_line("h1", book["title"]), below, mark_safe('<p class="comma" aria-hidden="true">,</p>'))
    return format_html('<section class="title" epub:type="titlepage">{}</section>', _joined(parts))


def dedication(book: Data) -> SafeString:
    """Return to whom it is."""
    return format_html(
        '<section epub:type="dedication" role="doc-dedication">{}</section>', _blocks(book["dedication"])
    )


def month(chapter: Data) -> SafeString:
    """Return a month of pages; each can be reached by `page-` and its number."""
    return _chapter(chapter["name"], (_page(number, page) for number, page in enumerate(chapter["pages"], start=1)))


def answers(chapter: Data) -> SafeString:
    """Return the answers that are about no page in the book."""
    return _chapter(chapter["title"], map(_answer, chapter["items"]))


def comparisons(chapter: Data) -> SafeString:
    """Return what was read side by side."""
    return _chapter(chapter["title"], map(_comparison, chapter["items"]))


def goals(chapter: Data) -> SafeString:
    """Return the goals with their facts."""
    return _chapter(chapter["title"], map(_goal, chapter["items"]))


def check_ins(chapter: Data) -> SafeString:
    """Return the notes by day."""
    days = _joined(_said(day["date"], _paragraphs(day["lines"])) for day in chapter["items"])
    return _chapter(chapter["title"], [_paragraphs([chapter["note"]]), format_html("<dl>{}</dl>", days)])


def figures(chapter: Data) -> SafeString:
    """Return the figures over time, drawn in the ink of the reader's own, each with its table."""
    return _chapter(chapter["title"], map(_group, chapter["items"]))


def colophon(book: Data) -> SafeString:
    """Return what could not be opened."""
    return format_html('<section epub:type="colophon" role="doc-colophon">{}</section>', _paragraphs([book["damaged"]]))


def _chapter(name: str, parts: Iterable[SafeString]) -> SafeString:
    inside = _joined(parts)
    return format_html('<section epub:type="chapter" role="doc-chapter"><h1>{}</h1>{}</section>', name, inside)


def _page(number: int, page: Data) -> SafeString:
    when = ", ".join(filter(None, (page["date"], page["dress"])))
    if words_of(page["title"]):
        heading = format_html('<p class="rubric">{}</p>{}', when, _line("h2", page["title"]))
    else:
        heading = format_html('<h2 class="rubric">{}</h2>', when)
    blocks = zip(page["blocks"], _parts_of_a_letter(page), strict=True)
    body = _joined(_block(block, part) + _joined(map(_answer, block["answers"])) for block, part in blocks)
    dress = "letter" if page["kind"] == LETTER else "page"
    after = _joined(map(_answer, page["answers"]))
    return format_html(
        '<article id="page-{}">{}<div class="{}">{}</div>{}</article>', number, heading, dress, body, after
    )


def _parts_of_a_letter(page: Data) -> list[str]:
    parts = [""] * len(page["blocks"])
    if page["kind"] == LETTER and page["is_greeted"]:
        parts[0] = "greeting"
    if page["kind"] == LETTER and page["is_signed"]:
        parts[-1] = "signature"
    return parts


def _answer(answer: Data) -> SafeString:
    label = f"{answer['theme_name']}, {answer['date']}"
    quote = format_html("<blockquote>{}</blockquote>", _line("p", answer["quote"])) if _has(answer["quote"]) else _EMPTY
    parts = (quote, _line("p", answer["question"], "question"), _blocks(answer["blocks"]))
    return format_html(
        '<aside class="{0}" aria-label="{1}"><p class="label">{1}</p>{2}</aside>',
        _class(answer["theme"]) + (" short" if answer["is_short"] else ""),
        label,
        _joined(parts),
    )


def _comparison(item: Data) -> SafeString:
    leaves = _joined(_said(leaf["label"], _leaf(leaf)) for leaf in item["leaves"])
    said = _joined(_line("p", each["question"], "question") + _blocks(each["blocks"]) for each in item["said"])
    closing = _paragraphs(filter(None, [item["closing"]]))
    return format_html(
        '<article><h2 class="rubric">{}</h2><dl>{}</dl>{}{}</article>', item["date"], leaves, said, closing
    )


def _leaf(leaf: Data) -> SafeString:
    return _joined(_line("p", leaf[part]) for part in ("heading", "opening") if _has(leaf[part]))


def _group(group: Data) -> SafeString:
    marks = _joined(_said(mark["label"], _line("p", mark["text"])) for mark in group["marks"])
    key = format_html("<dl>{}</dl>", marks) if marks else _EMPTY
    parts = (_paragraphs(group["notes"]), key, _joined(map(_figure, group["figures"])))
    return format_html("<section><h2>{}</h2>{}</section>", group["name"], _joined(parts))


def _figure(figure: Data) -> SafeString:
    return format_html(
        "<section><h3>{}</h3><figure>{}<figcaption>{}</figcaption></figure>{}</section>",
        figure["name"],
        mark_safe(figure["drawing"]),  # noqa: S308  drawn by us, every name in it escaped
        _paragraphs(figure["notes"]),
        tabled(figure["heads"], figure["rows"]),
    )


def _goal(goal: Data) -> SafeString:
    facts = [(fact["label"], _paragraphs([fact["says"]]) + _line("p", fact["text"])) for fact in goal["facts"]]
    parts, history = ([(part["label"], _line("p", part["text"])) for part in goal[key]] for key in ("parts", "history"))
    heading = format_html('<p class="rubric">{}</p>{}', goal["when"], _line("h2", goal["name"]))
    said = _joined(_said(label, says) for label, says in (*parts, *facts, *history))
    return format_html("<article>{}<dl>{}</dl></article>", heading, said)


def _said(label: str, says: SafeString) -> SafeString:
    return format_html("<dt>{}</dt><dd>{}</dd>", label, says)


def _blocks(blocks: Iterable[Data]) -> SafeString:
    return _joined(map(_block, blocks))


def _block(block: Data, name: str = "") -> SafeString:
    if block["kind"] == "rule":
        return mark_safe("<hr/>")
    inside = _joined(_spans(block["spans"])) if block["spans"] else _blocks(block["children"])
    if block["kind"] == "numbers":
        return format_html('<ol start="{}"{}>{}</ol>', block["level"], _dir(block), inside)
    # The chapter and its page come first, so the writer's headings begin two levels below.
    tag = f"h{min(block['level'] + 2, 6)}" if block["kind"] == "heading" else _TAGS[block["kind"]]
    attributes = _named(name) + _dir(block)
    return format_html("<{0}{1}>{2}</{0}>", mark_safe(tag), attributes, inside)  # noqa: S308  a tag of ours


def _spans(spans: list[Data]) -> Iterable[SafeString]:
    for index, span in enumerate(spans):
        yield _styled(span)
        following = spans[index + 1]["address"] if index + 1 < len(spans) else ""
        if span["address"] and span["address"] != following:
            yield format_html(' <span class="address">({})</span>', span["address"])


def _styled(span: Data) -> SafeString:
    html = _run(span)
    for applies, tag in ((span["code"], "code"), (span["emphasis"], "em"), (span["strong"], "strong")):
        if applies:
            html = format_html("<{0}>{1}</{0}>", mark_safe(tag), html)  # noqa: S308  a tag of ours
    return format_html('<mark class="{}">{}</mark>', _class(span["mark"]), html) if span["mark"] and html else html


def _run(run: Data) -> SafeString:
    html = mark_safe("<br/>").join(format_html("{}", line) for line in run["lines"])
    if run["lang"] in {"", EMOJI}:
        return SafeString(html)
    return format_html('<span lang="{0}" xml:lang="{0}">{1}</span>', run["lang"], SafeString(html))


def _line(tag: str, line: Data, name: str = "") -> SafeString:
    """Return a line in a tag of ours, or nothing for an empty one."""
    if not _has(line):
        return _EMPTY
    runs = _joined(map(_run, line["runs"]))
    attributes = _named(name) + _dir(line)
    return format_html("<{0}{1}>{2}</{0}>", mark_safe(tag), attributes, runs)  # noqa: S308  a tag of ours


def _paragraphs(lines: Iterable[str]) -> SafeString:
    return _joined(format_html("<p>{}</p>", line) for line in lines)


def _named(name: str) -> SafeString:
    return format_html(' class="{}"', name) if name else _EMPTY


def _dir(of: Data) -> SafeString:
    # The direction of the page around it is that of another language.
    return format_html(' dir="{}"', of["dir"])


def _has(line: Data) -> bool:
    return bool(words_of(line).strip())


def _class(theme: str) -> str:
    return theme.replace("_", "-")


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return mark_safe("".join(parts))  # noqa: S308  every part is escaped already
