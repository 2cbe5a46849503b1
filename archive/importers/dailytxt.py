"""DailyTxT's backup, made without encryption: a zip with `2025/06.json` for each month.

The shape is that of DailyTxT's own code (PhiTux/DailyTxT, `backend/handlers/backup.go` and `import.go`): `{"days":
[{"day": 14, "text": "…", "date_written": "…", "files": [{"filename": "…"}], "tags": [1]}]}`, and the names of tags in
`tags.json`: `{"tags": [{"id": 1, "name": "…"}]}`. There is one text a day, in Markdown. `date_written` is whatever the
browser wrote, in no fixed form, so it gives no time. An encrypted backup holds `user.json`, and the folder of the
server `users.json`; the export, as against the backup, is HTML.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from archive.importers.decoding import day_of, fingerprint, items_in, json_of, mapping, words_in
from archive.importers.found import FoundPage, NotReadable
from archive.importers.gathering import Gathering, number, page_of
from archive.zip_reader import Zip

SOURCE = "DailyTxT"
_TAGS = re.compile(r"^(?:(?!files/)[^/]+/)?tags\.json$")
_MONTH = re.compile(r"(?:^|/)(\d{4})/(\d\d)\.json$")
_ACCOUNT = re.compile(r"^(?:(?!files/)[^/]+/)?users?\.json$")
_HTML = re.compile(r"(?:^|/)DailyTxT_[^/]*\.html$")
# What DailyTxT encrypts is base64 without a space, and at least as long as its nonce and tag.
_SEALED = re.compile(r"(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[\w+/-]{38,}={0,2}", re.ASCII)
_DETAILS = ("isBookmarked", "pins")


def is_backup(names: Iterable[str]) -> bool:
    """Tell whether a zip with these files is DailyTxT's."""
    return any(_MONTH.search(name) or _HTML.search(name) for name in names)


def gather(gathering: Gathering, files: Zip) -> None:
    """Gather the days of a backup; raises `NotReadable` if it is encrypted, or if it is the export in HTML."""
    if any(_ACCOUNT.search(name) for name in files.names):
        raise _encrypted()
    months = [name for name in files.names if _MONTH.search(name)]
    if not months:
        raise NotReadable(
            _("This is DailyTxT's export for reading. In DailyTxT, make a backup without encryption, and choose that.")
        )
    named = next(filter(_TAGS.search, files.names), "")
    tags = _tags_in(files, named) if named else {}
    for name in months:
        _gather_month(gathering, name, files, tags)
    gathering.leave_files(files.names, read=[*months, *([named] if tags else [])])


def _tags_in(files: Zip, name: str) -> Mapping[object, str]:
    """Return the names of the tags by their numbers; nothing where their file cannot be read."""
    with suppress(NotReadable):
        tags = [tag for tag in items_in(json_of(files.bytes_of(name)), "tags") if isinstance(tag, dict)]
        named = ((tag.get("id"), tag.get("name")) for tag in tags)
        return {number: said for number, said in named if _is_number(number) and isinstance(said, str)}
    return {}


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _gather_month(gathering: Gathering, name: str, files: Zip, tags: Mapping[object, str]) -> None:
    content = files.bytes_of(name)
    try:
        days = items_in(json_of(content), "days")
    except NotReadable as reason:
        gathering.leave(name, str(reason))
        return
    if days and all(_is_sealed(day) for day in days):
        raise _encrypted()
    present = {PurePosixPath(each).name for each in files.names}
    for place, day in enumerate(days, start=1):
        what = number(place, name)
        gathering.bring(what, _page(name, day, tags))
        if isinstance(day, dict):
            _name_details(gathering, what, day, present)
            if any(not (_is_number(tag) and tag in tags) for tag in items_in(day, "tags")):
                gathering.leave(_("Tags"), _("Their names are not in this file."))


def _page(name: str, day: object, tags: Mapping[object, str]) -> Callable[[], FoundPage]:
    def page() -> FoundPage:
        fields = mapping(day)
        year, month = _MONTH.findall(name)[0]
        written_on = day_of(int(year), int(month), fields.get("day"))
        named = [tags[number] for number in items_in(fields, "tags") if _is_number(number) and number in tags]
        return page_of(fingerprint(written_on.isoformat()), written_on, None, "", words_in(fields, "text"), named)

    return page


def _is_sealed(day: object) -> bool:
    text = day.get("text") if isinstance(day, dict) else None
    return isinstance(text, str) and _SEALED.fullmatch(text) is not None


def _name_details(gathering: Gathering, what: str, day: Mapping[str, object], present: Collection[str]) -> None:
    if any(day.get(detail) for detail in _DETAILS):
        gathering.leave_details()
    if any(isinstance(file, dict) and str(file.get("filename")) not in present for file in items_in(day, "files")):
        gathering.miss(what)


def _encrypted() -> NotReadable:
    return NotReadable(
        _("This backup is still encrypted by DailyTxT. In DailyTxT, make one without encryption, and choose that.")
    )
