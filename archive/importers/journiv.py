"""Journiv's export: a zip with `data.json`, and a folder of media for each page that has any.

The shape is that of Journiv's own code (journiv/journiv-app, `app/schemas/dto.py`, `app/services/export_service.py`).
Up to export version 1.2 `journals` hold `entries`, each with its day, and `moments` are notes without an entry; in
version 1.4 `moments` hold the day, and the `entry` if there is one. The words are in `content_delta`, with a copy
without styles in `content_plain_text`; at first they were in `content`.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from archive.importers import quill
from archive.importers.decoding import (
    day_and_moment,
    fingerprint,
    items_in,
    mapping,
    moment,
    texts_in,
    words_in,
    zone_named,
)
from archive.importers.found import FoundPage
from archive.importers.gathering import Gathering, number, page_of

SOURCE = "Journiv"
_DAYS = ("entry_date", "logged_date_tz", "logged_date")
_INSTANTS = ("entry_datetime_utc", "logged_at_utc", "logged_at")
_ZONES = ("entry_timezone", "logged_timezone")
_WORDS = ("content_plain_text", "content")
_NOTED_BESIDE = ("moment", "mood_log")
_DETAILS = ("location_json", "location_data", "weather_json", "weather_data", "mood_activity", "is_pinned")


def is_document(document: object) -> bool:
    """Tell whether this JSON is Journiv's export."""
    return isinstance(document, dict) and isinstance(document.get("journals"), list)


def gather(gathering: Gathering, document: object, names: Collection[str], zone: ZoneInfo) -> None:
    """Gather the pages and the notes of an export.

    `document` is the JSON, `names` are those of all files in the zip, and `zone` is for entries that name none.
    """
    files = {PurePosixPath(name).name for name in names}
    for place, (dated, entry) in enumerate(_entries(document), start=1):
        gathering.bring(number(place), _page(dated, entry, zone))
        if isinstance(dated, dict):
            _name_details(gathering, number(place), dated, files)


def _entries(document: object) -> Iterator[tuple[object, object]]:
    """Yield what has the day, and what has the words: in older exports they are one."""
    for journal in items_in(document, "journals"):
        for entry in items_in(journal, "entries"):
            yield entry, entry
    for noted in items_in(document, "moments"):
        if not isinstance(noted, dict) or noted.get("entry") or noted.get("note"):
            yield noted, (noted.get("entry") if isinstance(noted, dict) else None) or {}


def _page(dated: object, entry: object, zone: ZoneInfo) -> Callable[[], FoundPage]:
    def page() -> FoundPage:
        outer, inner = mapping(dated), mapping(entry)
        day, at = _day_and_moment(outer, zone)
        begun = words_in(inner, "created_at") or words_in(outer, "created_at") or f"{day} {at}"
        source_id = words_in(inner, "external_id") or words_in(outer, "external_id") or fingerprint(begun)
        tags = texts_in(inner, "tags") or texts_in(outer, "tags")
        return page_of(source_id, day, at, words_in(inner, "title"), _body(outer, inner), tags)

    return page


def _day_and_moment(dated: Mapping[str, object], zone: ZoneInfo) -> tuple[date, datetime | None]:
    """Return the day that Journiv shows the entry under, which need not be that of the moment."""
    instant, day = _first(dated, _INSTANTS), _first(dated, _DAYS)
    at = moment(instant, zone_named(_first(dated, _ZONES), zone)) if instant else None
    return at.date() if at and not day else day_and_moment(day, zone)[0], at


def _body(dated: Mapping[str, object], entry: Mapping[str, object]) -> str:
    """Return the question that was answered, the words, and the note that went with the mood."""
    question = "\n".join(f"> {line}" for line in words_in(dated, "prompt_text").splitlines())
    words = quill.as_markdown(entry.get("content_delta"))
    notes = [words_in(dated, "note")]
    for name in _NOTED_BESIDE:
        beside = dated.get(name)
        notes.append(words_in(beside, "note") if isinstance(beside, dict) else "")
    parts = (question, words if words.strip() else _first(entry, _WORDS), *notes)
    return "\n\n".join(part.strip("\n") for part in parts if part.strip())


def _first(fields: Mapping[str, object], names: Collection[str]) -> str:
    return next((words for name in names if (words := words_in(fields, name)).strip()), "")


def _name_details(gathering: Gathering, what: str, entry: Mapping[str, object], files: Collection[str]) -> None:
    if any(entry.get(name) for name in (*_DETAILS, *_NOTED_BESIDE)):
        gathering.leave_details()
    media = [medium for medium in items_in(entry, "media") if isinstance(medium, dict)]
    if any(PurePosixPath(str(medium.get("file_path"))).name not in files for medium in media):
        gathering.miss(what)
