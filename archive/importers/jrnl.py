"""jrnl: its journal file and text export (`[2025-06-14 15:20] Title`), and its JSON export.

The shapes are those of jrnl's own code (jrnl-org/jrnl, `journals/Journal.py`, `journals/Entry.py` and
`plugins/json_exporter.py`). jrnl lets a person choose how dates look; those that begin with year, month and day are
read, which is how they look if nothing was chosen. jrnl knows no time zones.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from zoneinfo import ZoneInfo

from archive.importers.decoding import day_and_moment, fingerprint, items_in, mapping, texts_in, words_in
from archive.importers.found import FoundPage
from archive.importers.gathering import Gathering, number, page_of

SOURCE = "jrnl"
_HEAD = re.compile(r"^\[(\d{4}-\d\d-\d\d(?:[ T]\d{1,2}:\d\d(?::\d\d)?(?: [AaPp][Mm])?)?)\](?: |$)", re.MULTILINE)
_TWELVE_HOURS = ("%Y-%m-%d %I:%M %p", "%Y-%m-%d %I:%M:%S %p")


def is_text(text: str) -> bool:
    """Tell whether this text begins as a journal of jrnl does."""
    return _HEAD.match(text.lstrip()) is not None


def is_document(document: object) -> bool:
    """Tell whether this JSON is jrnl's export."""
    return any(isinstance(entry, dict) and "date" in entry for entry in items_in(document, "entries"))


def gather_text(gathering: Gathering, text: str, file: str, zone: ZoneInfo) -> None:
    """Gather the pages of a journal file; `file` is what it is called, empty if it came by itself."""
    for place, (when, words) in enumerate(_entries(text.lstrip()), start=1):
        gathering.bring(number(place, file), _page_of_text(when, words, zone))


def gather_document(gathering: Gathering, document: object, file: str, zone: ZoneInfo) -> None:
    """Gather the pages of a JSON export; `file` is what it is called, empty if it came by itself."""
    for place, entry in enumerate(items_in(document, "entries"), start=1):
        gathering.bring(number(place, file), _page_of_entry(entry, zone))
        if isinstance(entry, dict) and entry.get("starred") is True:
            gathering.leave_details()


def _entries(text: str) -> Iterator[tuple[str, str]]:
    heads = list(_HEAD.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    for head, end in zip(heads, ends, strict=True):
        yield head.group(1), text[head.end() : end]


def _page_of_text(when: str, words: str, zone: ZoneInfo) -> Callable[[], FoundPage]:
    def page() -> FoundPage:
        title, _newline, body = words.strip().partition("\n")
        # A star behind the title is jrnl's mark for a favourite.
        return _page("", when, title.removesuffix(" *"), body, zone)

    return page


def _page_of_entry(entry: object, zone: ZoneInfo) -> Callable[[], FoundPage]:
    def page() -> FoundPage:
        fields = mapping(entry)
        when = f"{words_in(fields, 'date')} {words_in(fields, 'time')}"
        title, body = words_in(fields, "title"), words_in(fields, "body")
        return _page(
            words_in(fields, "uuid"), when, title, body, zone, [tag.lstrip("@") for tag in texts_in(fields, "tags")]
        )

    return page


def _page(source_id: str, when: str, title: str, body: str, zone: ZoneInfo, tags: Sequence[str] = ()) -> FoundPage:
    day, at = _day_and_moment(when, zone)
    title, body = title.strip(), body.strip()
    return page_of(source_id or fingerprint(when.strip(), title, body), day, at, title, body, tags)


def _day_and_moment(when: str, zone: ZoneInfo) -> tuple[date, datetime | None]:
    for shape in _TWELVE_HOURS:
        with suppress(ValueError):
            at = datetime.strptime(when.upper(), shape).replace(tzinfo=zone)
            return at.date(), at
    return day_and_moment(when, zone)
