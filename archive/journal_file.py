"""`journal.json` read with distrust: every record of the right shape, or one sentence about why not.

Nothing here knows whose it will be, or touches a table.
"""

import json
from codecs import BOM_UTF8
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db.models import CharField, Field
from django.utils.translation import gettext as _

from accounts.languages import is_known
from archive.importers.found import NotReadable
from archive.plain import Reader, Unfit, reader_of
from archive.record_sets import BY_NAME, ENTRIES, PREFERENCES, RECORD_SETS, RecordSet
from archive.soundness import is_sound, knows_time_zone
from reflections.over_time.content import MarkContent

FORMAT, VERSION = "afterword", 1
_BESIDES = frozenset({"content"})
_BESIDES_IN_PAGES = _BESIDES | {"closed_until"}
# Columns of preferences that came later, as they then are.
_LACKED_BY_OLDER = {"language": ""}


# Told from others by which one it is: to compare what is in them would take long.
@dataclass(frozen=True, slots=True, eq=False)
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
        if isinstance(self.content, MarkContent):
            return self.content.day
        said = self.clear.get
        day: date | None = said("written_on") or said("noted_on") or said("closed_on") or said("began_on")
        return day or self.clear["created_at"].date()


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
    try:
        return json.loads(payload.removeprefix(BOM_UTF8).decode(), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise NotReadable(_("The file journal.json in this archive is broken. Nothing was brought in.")) from None


def _no_number(name: str) -> None:
    raise ValueError(name)


def _records(kind: RecordSet, given: Any) -> list[Record]:
    if type(given) is not list:
        raise _unfit(kind, 0)
    try:
        records = _read(kind, given)
    except (Unfit, ValidationError):
        raise _unfit(kind, _first_unfit(kind, given)) from None
    places: dict[UUID | str, int] = {}
    for place, record in enumerate(records, start=1):
        if places.setdefault(kind.name if kind.model.IS_SINGLE else record.id, place) != place:
            raise _unfit(kind, place)
    return records


def _first_unfit(kind: RecordSet, given: list[Any]) -> int:
    """Return the place of the first record that cannot be read alone."""
    for place, each in enumerate(given, start=1):
        try:
            _read(kind, [each])
        except (Unfit, ValidationError):
            return place
    raise AssertionError("each of them can be read, and all together cannot")


def _read(kind: RecordSet, given: list[Any]) -> list[Record]:
    """Return the records, read a column at a time; raise `Unfit` or `ValidationError` if one does not fit."""
    if kind is PREFERENCES:
        given = [_LACKED_BY_OLDER | each if type(each) is dict else each for each in given]
    readers, besides = _readers(kind), _BESIDES_IN_PAGES if kind is ENTRIES else _BESIDES
    for each in given:
        if type(each) is not dict or each.keys() - besides != readers.keys():
            raise Unfit("not the columns of this kind")
    columns = [read([each[name] for each in given]) for name, read in readers.items()]
    clear = [dict(zip(readers, values, strict=True)) for values in zip(*columns, strict=True)]
    contents = reader_of(kind.content)([each.get("content") for each in given])
    if not all(map(is_sound, contents)):
        raise Unfit("says something that is not known here")
    for each in clear:
        _validate(kind, each)
    until = reader_of(date | None)([each.get("closed_until") for each in given])
    return [*map(partial(Record, kind), clear, contents, until)]


def _validate(kind: RecordSet, clear: dict[str, Any]) -> None:
    """Hold the columns to what their tables allow."""
    if kind is PREFERENCES and not is_known(clear["language"]):
        # A later version may have had it; no page stays away because of how the pages around it were.
        clear["language"] = ""
    for column in _bounded_columns(kind):
        if clear[column.name] is not None:
            ProhibitNullCharactersValidator()(clear[column.name])
            column.clean(clear[column.name], None)
    if kind is PREFERENCES and not knows_time_zone(clear["time_zone"]):
        raise Unfit("a time zone that is not known here")


@cache
def _readers(kind: RecordSet) -> Mapping[str, Reader]:
    return {name: reader_of(hint) for name, hint in kind.columns().items()}


@cache
def _bounded_columns(kind: RecordSet) -> "Sequence[Field[Any, Any]]":
    """Return the columns that do not take every value of their type; every number that is read fits."""
    columns = [each for each in kind.model._meta.concrete_fields if each.name in kind.columns()]
    return [each for each in columns if each.choices or isinstance(each, CharField)]


def _unfit(kind: RecordSet, place: int) -> NotReadable:
    return NotReadable(
        _("Record %(place)d of “%(kind)s” in journal.json is not as an archive holds it. Nothing was brought in.")
        % {"place": place, "kind": kind.name}
    )
