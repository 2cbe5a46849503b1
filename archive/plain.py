"""Contents as JSON, and back by the types of their fields, so that nothing tampered with comes through."""

import json
import re
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, date, datetime
from functools import cache, partial
from itertools import chain, islice
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

# A page holds a million characters, and a title that was too long may stand before them: see `entries.forms`.
LONGEST_TEXT = 1_001_000
# Half of what fits into the columns in which revisions are counted, so that a page can still be written on.
HIGHEST_NUMBER = 1_000_000_000
# Ids are compared as text, so there is one way to write each.
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Years in which no time zone leads out of the calendar.
YEARS = range(2, 9999)

Values = list[Any]
Reader = Callable[[Values], Values]


class Unfit(ValueError):
    """A value is not of the type that belongs in its place."""


def as_json(value: Any) -> bytes:
    """Return a content in JSON: days, moments, ids and names as text, tuples as lists."""
    return json.dumps(value, ensure_ascii=False, default=_plainer).encode()


def _plainer(value: Any) -> Any:
    """Return something that JSON does not know as something that is nearer to what it knows."""
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {name: getattr(value, name) for name in _names(value.__class__)}
    return dict(value) if isinstance(value, Mapping) else str(value)


@cache
def _names(content: Any) -> tuple[str, ...]:
    return tuple(each.name for each in fields(content))


def read_as(hint: Any, value: Any) -> Any:
    """Return what `as_json` wrote and JSON reads as `value`: something of the type `hint`, all through.

    Nothing is guessed or converted. A field that is missing takes its default. Raises `Unfit`, which names no value.
    """
    return reader_of(hint)([value])[0]


@cache
def reader_of(hint: Any) -> Reader:
    """Return what does `read_as` for many values of this type at once: most of the time is what each would cost."""
    if is_dataclass(hint):
        return _content_reader(hint)
    return _BUILDERS.get(get_origin(hint), _single_reader)(hint)


def _content_reader(content: Any) -> Reader:
    readers = {name: reader_of(hint) for name, hint in get_type_hints(content).items()}
    needed = {each.name for each in fields(content) if _default(each) is MISSING}

    def read(values: Values) -> Values:
        _all_are(dict, values)
        if not all(needed <= value.keys() <= readers.keys() for value in values):
            raise Unfit("fields that are not known, or a field that is missing")
        return [*map(content, *(column(each, values) for each in fields(content)))]

    def column(each: Field[Any], values: Values) -> Values:
        said = readers[each.name]([value[each.name] for value in values if each.name in value])
        if len(said) == len(values):
            return said
        rest = iter(said)
        return [next(rest) if each.name in value else _default(each) for value in values]

    return read


def _default(field: Field[Any]) -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()


def _optional_reader(hint: Any) -> Reader:
    (there,) = (each for each in get_args(hint) if each is not type(None))
    read_those_there = reader_of(there)

    def read(values: Values) -> Values:
        found = iter(read_those_there([value for value in values if value is not None]))
        return [None if value is None else next(found) for value in values]

    return read


def _several_reader(hint: Any) -> Reader:
    read_each = reader_of(get_args(hint)[0])

    def read(values: Values) -> Values:
        _all_are(list, values)
        each = iter(read_each([*chain.from_iterable(values)]))
        return [tuple(islice(each, len(value))) for value in values]

    return read


def _named_reader(hint: Any) -> Reader:
    read_name, read_each = map(reader_of, get_args(hint))

    def read(values: Values) -> Values:
        _all_are(dict, values)
        names = iter(read_name([*chain.from_iterable(values)]))
        each = iter(read_each([*chain.from_iterable(value.values() for value in values)]))
        return [{next(names): next(each) for _name in value} for value in values]

    return read


def _single_reader(hint: Any) -> Reader:
    if hint in {str, UUID}:
        return _texts if hint is str else _ids
    return partial(_themselves, hint) if hint in {int, bool} else partial(_parsed, hint)


def _all_are(type_: type, values: Values) -> None:
    if not {*map(type, values)} <= {type_}:
        raise Unfit("another type")


def _texts(values: Values) -> Values:
    _all_are(str, values)
    if max(map(len, values), default=0) > LONGEST_TEXT:
        raise Unfit("too long")
    try:
        for value in values:
            if not value.isascii():
                value.encode()
    except UnicodeEncodeError:
        raise Unfit("half of a character") from None
    return values


def _themselves(hint: Any, values: Values) -> Values:
    _all_are(hint, values)
    if min(values, default=0) < 0 or max(values, default=0) > HIGHEST_NUMBER:
        raise Unfit("a number that nothing here has")
    return values


def _ids(values: Values) -> Values:
    if not all(map(_ID.fullmatch, _texts(values))):
        raise Unfit("no id as ids are written")
    return [UUID(int=int(value.replace("-", ""), 16)) for value in values]


def _parsed(hint: Any, values: Values) -> Values:
    parse, write = _PARSERS.get(hint, (hint, str))
    try:
        parsed = [*map(parse, _texts(values))]
    except ValueError:
        raise Unfit("this says nothing of its type") from None
    # One way to write each thing: days are sorted as text.
    if [*map(write, parsed)] != values:
        raise Unfit("another way to write it")
    return [*map(_in_utc, parsed)] if hint is datetime else parsed


def _in_utc(moment: datetime) -> datetime:
    """Return the same moment: some offsets are known to Python and to no database."""
    return moment if moment.tzinfo is UTC else moment.astimezone(UTC)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None or moment.year not in YEARS:
        raise ValueError("no moment that every time zone knows")
    return moment


_BUILDERS: Mapping[Any, Callable[[Any], Reader]] = {
    Union: _optional_reader,
    types.UnionType: _optional_reader,
    tuple: _several_reader,
    Sequence: _several_reader,
    dict: _named_reader,
    Mapping: _named_reader,
}
# How each is read from text, and written.
_PARSERS: Mapping[Any, tuple[Callable[[str], Any], Callable[[Any], str]]] = {
    date: (date.fromisoformat, date.isoformat),
    datetime: (_moment, datetime.isoformat),
}
