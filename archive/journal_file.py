"""`journal.json` read with distrust: every record of the right shape, or one sentence about why not.

Nothing here knows whose it will be, or touches a table.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import CharField, Field
from django.utils.translation import gettext as _

from accounts.languages import is_known
from archive.importers.decoding import values_in
from archive.importers.found import NotReadable
from archive.plain import Reader, Unfit, read_as, reader_of
from archive.record_sets import BY_NAME, ENTRIES, PREFERENCES, RECORD_SETS, RecordSet
from archive.soundness import is_sound, knows_time_zone

FORMAT, VERSION = "afterword", 1
# Of values in the file, each of which takes far more memory than its bytes. Fifty years of a page, five versions of it
# and three answers a day have some 6,000,000, with the commas in what was written.
_MOST_VALUES = 8_000_000
_BESIDES = frozenset({"content"})
_BESIDES_IN_PAGES = _BESIDES | {"closed_until"}
# Columns of preferences that came later, as they then are.
_LACKED_BY_OLDER = {"language": ""}


@dataclass(frozen=True, slots=True)
class Record:
    """One record: `clear` holds its columns by name, `content` what it says, `closed_until` a closed page's day."""

    kind: RecordSet
    clear: Mapping[str, Any]
    content: Any
    closed_until: date | None = None

    @property
    def id(self) -> UUID:
        """Return its id."""
        record_id: UUID = self.clear["id"]
        return record_id

    @property
    def day(self) -> date:
        """Return the day it belongs to; of one that has none, the day it was made."""
        days = (self.clear.get(name) for name in ("written_on", "noted_on", "closed_on", "began_on"))
        day: date = next(filter(None, days), None) or self.clear["created_at"].date()
        return day


def journal_in(payload: bytes) -> Sequence[Record]:
    """Return the records of a `journal.json`, those that others refer to first.

    Raises `archive.importers.found.NotReadable` when it is no archive of ours, was made by a newer version, names one
    record twice, or holds anything a record cannot hold.
    """
    journal = loaded(payload)
    if type(journal) is not dict or journal.get("format") != FORMAT:
        raise NotReadable(_("This is not an archive of Afterword."))
    if journal.get("version") != VERSION:
        raise NotReadable(_("This archive was made by a newer version of Afterword. Upgrade this one, then try again."))
    named = journal.get("records")
    if type(named) is not dict or not named.keys() <= BY_NAME.keys():
        raise NotReadable(_("This archive holds records of a kind that is not known here. Nothing was brought in."))
    return [record for kind in RECORD_SETS for record in _records(kind, named.get(kind.name, []))]


def loaded(payload: bytes) -> Any:
    """Return what is in a JSON file; raise `NotReadable` for anything that is none."""
    if values_in(payload) > _MOST_VALUES:
        raise NotReadable(_("There is more in this archive than can be read at once. Nothing was brought in."))
    try:
        return json.loads(payload.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise NotReadable(_("The file journal.json in this archive is broken. Nothing was brought in.")) from None


def _no_number(name: str) -> None:
    raise ValueError(name)


def _records(kind: RecordSet, given: Any) -> list[Record]:
    if type(given) is not list:
        raise _unfit(kind, 0)
    records: dict[UUID | str, Record] = {}
    for place, each in enumerate(given, start=1):
        try:
            record = _record(kind, each)
        except (Unfit, ValidationError):
            raise _unfit(kind, place) from None
        if records.setdefault(kind.name if kind.model.IS_SINGLE else record.id, record) is not record:
            raise _unfit(kind, place)
    return list(records.values())


def _record(kind: RecordSet, given: Any) -> Record:
    readers = _readers(kind)
    if kind is PREFERENCES and type(given) is dict:
        given = _LACKED_BY_OLDER | given
    besides = _BESIDES_IN_PAGES if kind is ENTRIES else _BESIDES
    if type(given) is not dict or not readers.keys() <= given.keys() - _BESIDES <= readers.keys() | besides:
        raise Unfit("not the columns of this kind")
    clear = {name: read(given[name]) for name, read in readers.items()}
    if kind is PREFERENCES and not is_known(clear["language"]):
        # A later version may have had it; no page stays away because of how the pages around it were.
        clear["language"] = ""
    content = read_as(kind.content, given.get("content"))
    if not is_sound(content):
        raise Unfit("says something that is not known here")
    _validate(kind, clear)
    return Record(kind, clear, content, read_as(date | None, given.get("closed_until")))


def _validate(kind: RecordSet, clear: Mapping[str, Any]) -> None:
    """Hold the columns to what their tables allow."""
    for column in _bounded_columns(kind):
        if clear[column.name] is not None:
            column.clean(clear[column.name], None)
    if kind is PREFERENCES and not knows_time_zone(clear["time_zone"]):
        raise Unfit("a time zone that is not known here")


@cache
def _readers(kind: RecordSet) -> Mapping[str, Reader]:
    return {name: reader_of(hint) for name, hint in kind.columns().items()}


@cache
def _bounded_columns(kind: RecordSet) -> "Sequence[Field[Any, Any]]":
    """Return the columns that do not take every value of their type."""
    columns = [each for each in kind.model._meta.concrete_fields if each.name in kind.columns()]
    return [each for each in columns if each.validators or each.choices or isinstance(each, CharField)]


def _unfit(kind: RecordSet, place: int) -> NotReadable:
    return NotReadable(
        _("Record %(place)d of “%(kind)s” in journal.json is not as an archive holds it. Nothing was brought in.")
        % {"place": place, "kind": kind.name}
    )
