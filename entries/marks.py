"""Passages to underline, cut out of the runs of text they stand in; the page and the book draw them alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from entries.markdown import Block, Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage to underline, by its place in the plain text, in the ink of a theme."""

    start: int
    end: int
    theme: str


def marked_spans(leaf: Block, marks: Sequence[Mark]) -> Iterator[tuple[Span, Mark | None]]:
    """Yield the spans of a leaf, cut where marks begin and end, each with the mark it stands in.

    Where two overlap, the one that begins first is drawn.
    """
    if not marks:
        yield from ((span, None) for span in leaf.spans)
        return
    at = leaf.start
    for span in leaf.spans:
        edges = {edge - at for mark in marks for edge in (mark.start, mark.end) if at < edge < at + len(span.text)}
        for begin, end in pairwise([0, *sorted(edges), len(span.text)]):
            covering = [mark for mark in marks if mark.start <= at + begin and at + end <= mark.end]
            yield replace(span, text=span.text[begin:end]), min(covering, key=lambda mark: mark.start, default=None)
        at += len(span.text)
