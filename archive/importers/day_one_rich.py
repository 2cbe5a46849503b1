"""Day One's `richText`, for the few entries that have no `text`: runs of text with styles, as Markdown.

The shape is that of `richText` in MarcDonald/obsidian-day-one-importer (`Dev Journal.json`): JSON within a string, in
which `contents` are runs, each with `text`, and with `attributes.line` for the line it belongs to. Styles within a line
are left; the words are not.
"""

from collections.abc import Iterator, Mapping

from archive.importers.decoding import NotAPage, items_in, json_of
from archive.importers.found import NotReadable

_DEEPEST_HEADING = 6
_LISTS = {"bulleted": "- ", "numbered": "1. ", "checkbox": "- [ ] "}


def as_markdown(rich: str) -> str:
    """Return the words of a rich text; raise `NotAPage` if it is damaged."""
    if not rich.strip():
        return ""
    try:
        contents = items_in(json_of(rich.encode("utf-8")), "contents")
    except NotReadable as reason:
        raise NotAPage(str(reason)) from None
    return "".join(_marked(contents))


def _marked(contents: list[object]) -> Iterator[str]:
    begins_line = True
    for run in contents:
        text = run.get("text") if isinstance(run, dict) else None
        if isinstance(run, dict) and isinstance(text, str) and text:
            yield (_mark(run) if begins_line and text.strip() else "") + text
            begins_line = text.endswith("\n")


def _mark(run: Mapping[str, object]) -> str:
    """Return what stands before the line that begins with this run."""
    attributes = run.get("attributes")
    line = attributes.get("line") if isinstance(attributes, dict) else None
    if not isinstance(line, dict):
        return ""
    header = line.get("header")
    if isinstance(header, int) and 0 < header <= _DEEPEST_HEADING:
        return "#" * header + " "
    return "> " if line.get("quote") is True else _LISTS.get(str(line.get("listStyle")), "")
