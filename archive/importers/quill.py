"""Quill's Delta, in which Journiv keeps its pages, as Markdown: lines with their kind, and emphasis within them.

The shape is that of Journiv's `app/utils/quill_delta.py` and of the Delta format itself (quilljs.com, "Delta"): `ops`,
each of which inserts text or an embed; what a line is stands at the newline that ends it.
"""

from collections.abc import Iterator, Mapping

from archive.importers.decoding import items_in

_DEEPEST_HEADING = 6
_LISTS = {"bullet": "- ", "ordered": "1. ", "unchecked": "- [ ] ", "checked": "- [x] "}


def as_markdown(delta: object) -> str:
    """Return the words of a delta; embeds (photos, films, sound) are passed over."""
    return "".join(_lines(delta))


def _lines(delta: object) -> Iterator[str]:
    line = ""
    for text, styles in _runs(delta):
        *ended, last = text.split("\n")
        for part in ended:
            yield _mark(styles) + line + _styled(part, styles) + "\n"
            line = ""
        line += _styled(last, styles)
    yield line


def _runs(delta: object) -> Iterator[tuple[str, Mapping[str, object]]]:
    for op in items_in(delta, "ops"):
        text = op.get("insert") if isinstance(op, dict) else None
        if isinstance(op, dict) and isinstance(text, str):
            styles = op.get("attributes")
            yield text, styles if isinstance(styles, dict) else {}


def _mark(styles: Mapping[str, object]) -> str:
    header = styles.get("header")
    if isinstance(header, int) and 0 < header <= _DEEPEST_HEADING:
        return "#" * header + " "
    return "> " if styles.get("blockquote") is True else _LISTS.get(str(styles.get("list")), "")


def _styled(text: str, styles: Mapping[str, object]) -> str:
    sign = "*" * (2 * (styles.get("bold") is True) + (styles.get("italic") is True))
    inner = text.strip()
    return text.replace(inner, f"{sign}{inner}{sign}", 1) if sign and inner else text
