"""Which journal a file comes from, told by what is in it, and all of its pages."""

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from archive.importers import dailytxt, day_one, journiv, jrnl, markdown
from archive.importers.decoding import MOST_VALUES, json_of, text_of, too_much, values_in
from archive.importers.found import Found, NotReadable
from archive.importers.gathering import Gathering
from archive.zip_reader import LARGEST_MEMBER, Zip, is_zip

_KINDS = (
    (journiv.SOURCE, journiv.is_document),
    (day_one.SOURCE, day_one.is_document),
    (jrnl.SOURCE, jrnl.is_document),
)
# How files begin that are text to a computer only.
_MARKUP = ("<!doctype", "<html", "<?xml", "{\\rtf", "%pdf")


def read(upload: bytes, name: str, zone: ZoneInfo, day: date | None = None) -> Found:
    """Return the pages in a file that another journal exported, and what stays behind.

    `upload` is the whole file: a zip or JSON of Day One, of Journiv or of jrnl, a zip of DailyTxT, or Markdown or plain
    text, alone or in a zip. `name` is what the file is called. `zone` is the writer's, for files that know none, and
    `day` the one she chose for texts that name none.
    Nothing is written anywhere. Raises `NotReadable`, with a sentence for the writer, if nothing can be brought in; a
    single page that cannot be is among what stays behind.
    """
    if is_zip(upload):
        return _read_zip(Zip(upload), zone, day)
    if len(upload) > LARGEST_MEMBER:
        raise too_much()
    return _read_file(upload, PurePosixPath(name).name, zone, day)


def _read_zip(files: Zip, zone: ZoneInfo, day: date | None) -> Found:
    if dailytxt.is_backup(files.names):
        gathering = Gathering(dailytxt.SOURCE)
        dailytxt.gather(gathering, files)
        return gathering.found()
    journals, damaged = _journals(files)
    if journals:
        return _read_journals(journals, damaged, files, zone)
    if not any(markdown.is_page(name) for name in files.names):
        raise NotReadable(next(iter(damaged.values()))) if damaged else _unknown()
    gathering = Gathering(markdown.SOURCE)
    markdown.gather(gathering, files, zone, day)
    return gathering.found()


def _read_journals(journals: dict[str, object], damaged: Mapping[str, str], files: Zip, zone: ZoneInfo) -> Found:
    gathering = Gathering(_kind_of(next(iter(journals.values()))))
    for name, document in journals.items():
        _gather_document(gathering, document, name if len(journals) > 1 else "", files.names, zone)
    for name, why in damaged.items():
        gathering.leave(name, why)
    gathering.leave_files(files.names, read={*journals, *damaged})
    return gathering.found()


def _read_file(upload: bytes, name: str, zone: ZoneInfo, day: date | None) -> Found:
    text = text_of(upload)[0].lstrip()
    if text[:16].lower().startswith(_MARKUP):
        raise _unknown()
    if text.startswith("{") or name.lower().endswith(".json"):
        document = json_of(upload)
        gathering = Gathering(_kind_of(document))
        _gather_document(gathering, document, "", (), zone)
    else:
        gathering = Gathering(jrnl.SOURCE if jrnl.is_text(text) else markdown.SOURCE)
        markdown.gather_file(gathering, upload, name, zone, day)
    return gathering.found()


def _journals(files: Zip) -> tuple[dict[str, object], dict[str, str]]:
    """Return what is in the JSON files of a zip that are journals, and why others cannot be read."""
    journals: dict[str, object] = {}
    damaged: dict[str, str] = {}
    values = 0
    for name in files.names:
        if name.lower().endswith(".json"):
            content = files.bytes_of(name)
            values += values_in(content)
            if values > MOST_VALUES:
                raise too_much()
            try:
                if _kind_of(document := json_of(content)):
                    journals[name] = document
            except NotReadable as reason:
                damaged[name] = str(reason)
    return journals, damaged


def _kind_of(document: object) -> str:
    """Return which journal exports such JSON; empty if none that is known."""
    return next((source for source, is_document in _KINDS if is_document(document)), "")


def _gather_document(gathering: Gathering, document: object, file: str, names: Collection[str], zone: ZoneInfo) -> None:
    match _kind_of(document):
        case journiv.SOURCE:
            journiv.gather(gathering, document, names, zone)
        case day_one.SOURCE:
            day_one.gather(gathering, document, file, names, zone)
        case jrnl.SOURCE:
            jrnl.gather_document(gathering, document, file, zone)
        case _:
            raise _unknown()


def _unknown() -> NotReadable:
    return NotReadable(
        _(
            "This can’t be read here. These can: exports of Day One, Journiv, DailyTxT and jrnl, "
            "and Markdown or plain text, alone or in a zip."
        )
    )
