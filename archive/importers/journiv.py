"""Journiv's export: a zip with `data.json`, and a folder of media for each page that has any.

The shape is that of Journiv's own code (journiv/journiv-app, `app/schemas/dto.py` and `app/services/export_service.py`,
export versions 1.0 to 1.4): `journals`, each with `entries`, and `moments`, which are notes without a page. The words of an
entry are in `content_delta`, with a copy without styles in `content_plain_text`; they were in `content` in version 1.0.
Entries have no id in an export, so the moment at which they were begun tells them apart.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from archive.importers import quill
from archive.importers.decoding import (
    NotAPage,
    day_and_moment,
    fingerprint,
    items_in,
    mapping,
    moment,
    words_in,
    zone_named,
)
from archive.importers.found import FoundPage
from archive.importers.gathering import Gathering, number, page_of

SOURCE = "Journiv"
_DETAILS = ("tags", "location_json", "weather_json", "location_data", "weather_data", "mood_activity", "is_pinned")
_WORDS = ("content_plain_text", "content")


def is_document(document: object) -> bool:
    """Tell whether this JSON is Journiv's export."""
    return isinstance(document, dict) and isinstance(document.get("journals"), list)


def gather(gathering: Gathering, document: object, names: Collection[str], zone: ZoneInfo) -> None:
    """Gather the pages and the notes of an export.

    `document` is the JSON, `names` are those of all files in the zip, and `zone` is for entries that name none.
    """
    entries = [entry for journal in items_in(document, "journals") for entry in items_in(journal, "entries")]
    notes = [each for each in items_in(document, "moments") if isinstance(each, dict) and each.get("note")]
    stems = {PurePosixPath(name).name for name in names}
    for place, entry in enumerate([*entries, *notes], start=1):
        gathering.bring(number(place), _page(entry, zone))
        if isinstance(entry, dict):
            _name_details(gathering, number(place), entry, stems)


def _page(entry: object, zone: ZoneInfo) -> Callable[[], FoundPage]:
    def page() -> FoundPage:
        fields = mapping(entry)
        day, at = _day_and_moment(fields, zone)
        source_id = words_in(fields, "external_id") or fingerprint(
            words_in(fields, "created_at") or day.isoformat(), words_in(fields, "entry_datetime_utc")
        )
        return page_of(source_id, day, at, words_in(fields, "title"), _body(fields))

    return page


def _day_and_moment(entry: Mapping[str, object], zone: ZoneInfo) -> tuple[date, datetime | None]:
    """Return the day that Journiv shows the entry under, which need not be that of the moment."""
    kind, day_name = ("logged", "logged_date") if "logged_date" in entry else ("entry", "entry_date")
    instant = words_in(entry, "logged_at" if kind == "logged" else "entry_datetime_utc")
    at = moment(instant, zone_named(words_in(entry, f"{kind}_timezone"), zone)) if instant else None
    day = words_in(entry, day_name)
    if day:
        return day_and_moment(day, zone)[0], at
    if at is None:
        raise NotAPage(_("Its date is missing or cannot be read."))
    return at.date(), at


def _body(entry: Mapping[str, object]) -> str:
    """Return the question that was answered, the words, and the note that went with the mood."""
    question, words = words_in(entry, "prompt_text").strip(), quill.as_markdown(entry.get("content_delta")).strip()
    for name in _WORDS:
        words = words or words_in(entry, name).strip()
    notes = [words_in(entry, "note").strip()]
    for name in ("moment", "mood_log"):
        beside = entry.get(name)
        notes.append(words_in(beside, "note").strip() if isinstance(beside, dict) else "")
    quoted = "\n".join(f"> {line}" for line in question.splitlines())
    return "\n\n".join(part for part in (quoted, words, *notes) if part)


def _name_details(gathering: Gathering, what: str, entry: Mapping[str, object], names: Collection[str]) -> None:
    if any(entry.get(name) for name in _DETAILS) or entry.get("moment") or entry.get("mood_log"):
        gathering.leave_details()
    media = [medium for medium in items_in(entry, "media") if isinstance(medium, dict)]
    if any(PurePosixPath(str(medium.get("file_path"))).name not in names for medium in media):
        gathering.leave(
            what, _("A photo, a film, sound or a PDF belongs to this page, and its file is not in what you chose.")
        )
