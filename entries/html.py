"""Blocks as HTML, with the passages that answers are about underlined. Everything is escaped; links are inert."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from entries.markdown import Block, Span
from entries.marks import Mark, marked_spans

_TAGS = {"paragraph": "p", "quote": "blockquote", "bullets": "ul", "item": "li", "code": "pre"}


def to_html(blocks: Iterable[Block], marks: Sequence[Mark] = ()) -> list[SafeString]:
    """Return the HTML of each top-level block."""
    return [_block(block, marks) for block in blocks]


def _block(block: Block, marks: Sequence[Mark]) -> SafeString:
    if block.kind == "rule":
        return mark_safe("<hr>")
    inside = (
        _joined(_pieces(block, marks)) if block.spans else _joined(_block(child, marks) for child in block.children)
    )
    if block.kind == "numbers":
        return format_html('<ol start="{}">{}</ol>', block.level, inside)
    if block.kind == "heading":
        # The page has its own title, so the writer's headings begin one level below it.
        return format_html("<h{0}>{1}</h{0}>", min(block.level + 1, 6), inside)
    return format_html("<{0}>{1}</{0}>", mark_safe(_TAGS[block.kind]), inside)  # noqa: S308  a tag of ours


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return mark_safe("".join(parts))  # noqa: S308  every part is escaped already


def _pieces(leaf: Block, marks: Sequence[Mark]) -> Iterator[SafeString]:
    address = ""
    for span, mark in marked_spans(leaf, marks):
        if address and span.address != address:
            yield _inert(address)
        address = span.address
        yield _marked(_styled(span), mark)
    if address:
        yield _inert(address)


def _inert(address: str) -> SafeString:
    return format_html(' <span class="address">({})</span>', address)


def _styled(span: Span) -> SafeString:
    html = SafeString(format_html("{}", span.text).replace("\n", "<br>"))
    for applies, tag in ((span.code, "code"), (span.emphasis, "em"), (span.strong, "strong")):
        if applies:
            html = format_html("<{0}>{1}</{0}>", tag, html)
    return html


def _marked(html: SafeString, mark: Mark | None) -> SafeString:
    if mark is None or not html:
        return html
    return format_html('<mark data-theme="{}">{}</mark>', mark.theme.replace("_", "-"), html)
