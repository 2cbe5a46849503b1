"""An entry as it is read: its blocks, the passages that answers are about, and the notes beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from entries import markdown
from entries.html import to_html
from entries.margin import Note
from entries.markdown import Block
from entries.marks import Mark
from entries.sentences import find_passage


@dataclass(slots=True)
class ReadingBlock:
    """One paragraph (or list, or quotation) as HTML, and the notes in its margin."""

    html: SafeString
    notes: list[Note] = field(default_factory=list)


def lay_out(blocks: Sequence[Block], notes: Iterable[Note]) -> tuple[list[ReadingBlock], list[Note]]:
    """Return the blocks with their notes, and the notes without a place: about the whole page, or a sentence gone."""
    plain = markdown.plain_text(blocks)
    placed = [(note, find_passage(plain, note.start, note.end, note.quote)) for note in notes]
    marks = [Mark(*at, theme=note.theme) for note, at in placed if at]
    page = [ReadingBlock(html) for html in to_html(blocks, marks)]
    starts = [markdown.span_of(block)[0] for block in blocks]
    for note, at in placed:
        if at:
            page[_last_at_or_before(starts, at[0])].notes.append(note)
    return page, [note for note, at in placed if not at]


def _last_at_or_before(starts: Sequence[int], place: int) -> int:
    return max(index for index, start in enumerate(starts) if start <= place)
