"""Day One's JSON export: a zip with a JSON file for each journal, and photos, sound, films and PDFs beside it.

The shape was taken from an export kept in the repository MarcDonald/obsidian-day-one-importer (`Dev Journal.json`) and
from Journiv's reader (journiv/journiv-app, `app/data_transfer/dayone`): `creationDate` is in UTC and `timeZone` names
the place it was written at, `text` is Markdown in which Day One escapes punctuation, and media stand in it as
`![](dayone-moment://ID)`, their files named by `md5`.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from archive.importers import day_one_rich
from archive.importers.decoding import fingerprint, items_in, mapping, moment, texts_in, words_in, zone_named
from archive.importers.found import FoundPage
from archive.importers.gathering import Gathering, number, page_of

SOURCE = "Day One"
_MEDIA = ("photos", "videos", "audios", "pdfAttachments")
_DETAILS = ("location", "weather", "starred")
_MOMENT = re.compile(r"!\[([^\[\]\n]*)\]\(dayone-moment:([^()\s]*)\)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
# What must keep its backslashes, then those that are needed nowhere else.
_NEEDED_OR_NOT = re.compile(
    r"""^[ \t>]*(?:[ ]{4}|\t).*       # an indented line is code
    | ^[ \t\d>*+.)-]*\\.              # a line that must not begin a list or a rule
    | <[^<>\s]*> | \]\([^()\s]*\) | \]\\\(
    | (?<=[^\W_])\\(?P<within>_)(?=[^\W_])
    | \\(?P<tag>\#)(?=\w)
    | \\(?P<free>[.!(){}|=:;,/?&%$@^~+-])
    | \\.""",
    re.MULTILINE | re.VERBOSE,
)


def is_document(document: object) -> bool:
    """Tell whether this JSON is a journal of Day One's."""
    return any(isinstance(entry, dict) and "creationDate" in entry for entry in items_in(document, "entries"))


def gather(gathering: Gathering, document: object, file: str, names: Collection[str], zone: ZoneInfo) -> None:
    """Gather the pages of one journal.

    `document` is the JSON, `file` what the JSON is called (empty if it came by itself), `names` are those of all
    files in the zip, and `zone` is for entries that name none.
    """
    stems = {PurePosixPath(name).stem.lower() for name in names}
    for place, entry in enumerate(items_in(document, "entries"), start=1):
        what = number(place, file)
        gathering.bring(what, _page(entry, zone))
        if isinstance(entry, dict):
            _name_details(gathering, what, entry, stems)


def _page(entry: object, zone: ZoneInfo) -> Callable[[], FoundPage]:
    def page() -> FoundPage:
        fields = mapping(entry)
        at = moment(words_in(fields, "creationDate"), zone_named(words_in(fields, "timeZone"), zone))
        title, body = _title_and_body(_words(fields))
        source_id = words_in(fields, "uuid") or fingerprint(words_in(fields, "creationDate"), title, body)
        # For a whole day the time is midnight, which nobody meant.
        at_its_time = None if fields.get("isAllDay") is True else at
        return page_of(source_id, at.date(), at_its_time, title, body, texts_in(fields, "tags"))

    return page


def _words(entry: Mapping[str, object]) -> str:
    text = words_in(entry, "text")
    if text.strip():
        return _without_escapes(_MOMENT.sub(r"\1", text)).strip()
    return day_one_rich.as_markdown(words_in(entry, "richText")).strip()


def _title_and_body(text: str) -> tuple[str, str]:
    first, _newline, rest = text.partition("\n")
    if not first.startswith("# "):
        return "", text
    return _ESCAPE.sub(r"\1", first[2:].strip()), rest.strip("\n")


def _without_escapes(text: str) -> str:
    """Take off the backslashes wherever the page reads the same without them; a page with code in it keeps them."""
    if "`" in text or "~~~" in text:
        return text
    return _NEEDED_OR_NOT.sub(lambda found: found[found.lastgroup] if found.lastgroup else found[0], text)


def _name_details(gathering: Gathering, what: str, entry: Mapping[str, object], stems: Collection[str]) -> None:
    if any(entry.get(name) for name in _DETAILS):
        gathering.leave_details()
    if any(stem not in stems for stem in _media_of(entry)):
        gathering.miss(what)


def _media_of(entry: Mapping[str, object]) -> Iterator[str]:
    """Yield what the media of an entry are called in the zip, in lower case."""
    files = {}
    for name in _MEDIA:
        for medium in items_in(entry, name):
            if isinstance(medium, dict):
                files[str(medium.get("identifier")).lower()] = str(medium.get("md5")).lower()
    yield from files.values()
    text = entry.get("text")
    for found in _MOMENT.finditer(text if isinstance(text, str) else ""):
        identifier = found.group(2).rpartition("/")[2].lower()
        yield files.get(identifier, identifier)
