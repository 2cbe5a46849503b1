"""Contents as JSON, and back by the types of their fields, so that nothing tampered with comes through."""

import json
import types
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from functools import cache, partial
from typing import Any, Union, get_args, get_origin, get_type_hints

# A page holds a million characters, and a title that was too long may stand before them: see `entries.forms`.
LONGEST_TEXT = 1_001_000
# What fits into the columns in which revisions are counted.
HIGHEST_NUMBER = 2_000_000_000
# Years in which no time zone leads out of the calendar.
YEARS = range(2, 9999)

Reader = Callable[[Any], Any]


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
    return reader_of(hint)(value)


@cache
def reader_of(hint: Any) -> Reader:
    """Return what `read_as` does for this type, put together once: an archive holds many values of a few types."""
    if is_dataclass(hint):
        return _content_reader(hint)
    return _BUILDERS.get(get_origin(hint), _single_reader)(hint)


def _content_reader(content: Any) -> Reader:
    readers = {name: reader_of(hint) for name, hint in get_type_hints(content).items()}
    defaults = {each.name: (each.default, each.default_factory) for each in fields(content)}
    needed = {name for name, default in defaults.items() if default == (MISSING, MISSING)}

    def read(value: Any) -> Any:
        if type(value) is not dict or not needed <= value.keys() <= readers.keys():
            raise Unfit("fields that are not known, or a field that is missing")
        return content(**{name: readers[name](each) for name, each in value.items()})

    return read


def _either_reader(hint: Any) -> Reader:
    readers = [reader_of(each) for each in get_args(hint) if each is not type(None)]
    may_be_nothing = type(None) in get_args(hint)

    def read(value: Any) -> Any:
        if value is None and may_be_nothing:
            return None
        for each in readers:
            with suppress(Unfit):
                return each(value)
        raise Unfit("none of the types that belong here")

    return read


def _several_reader(hint: Any) -> Reader:
    read_each = reader_of(get_args(hint)[0])

    def read(value: Any) -> Any:
        if type(value) is not list:
            raise Unfit("not a list")
        return tuple(map(read_each, value))

    return read


def _named_reader(hint: Any) -> Reader:
    read_name, read_each = map(reader_of, get_args(hint))

    def read(value: Any) -> Any:
        if type(value) is not dict:
            raise Unfit("not an object")
        return {read_name(name): read_each(each) for name, each in value.items()}

    return read


def _single_reader(hint: Any) -> Reader:
    if hint is str:
        return _text
    return partial(_itself, hint) if hint in {int, bool} else partial(_parsed, hint)


def _text(value: Any) -> str:
    if type(value) is not str or len(value) > LONGEST_TEXT:
        raise Unfit("no text, or too long")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise Unfit("half of a character") from None
    return value


def _itself(hint: Any, value: Any) -> Any:
    if type(value) is not hint or abs(value) > HIGHEST_NUMBER:
        raise Unfit("another type, or too high a number")
    return value


def _parsed(hint: Any, value: Any) -> Any:
    try:
        parsed = _PARSERS.get(hint, hint)(_text(value))
    except ValueError:
        raise Unfit("this says nothing of its type") from None
    # One way to write each thing: ids are compared as text, and days are sorted as such.
    if (parsed.isoformat() if isinstance(parsed, date) else str(parsed)) != value:
        raise Unfit("another way to write it")
    return parsed


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None or moment.year not in YEARS:
        raise ValueError("no moment that every time zone knows")
    return moment


_BUILDERS: Mapping[Any, Callable[[Any], Reader]] = {
    Union: _either_reader,
    types.UnionType: _either_reader,
    tuple: _several_reader,
    Sequence: _several_reader,
    dict: _named_reader,
    Mapping: _named_reader,
}
_PARSERS: Mapping[Any, Callable[[str], Any]] = {
    date: date.fromisoformat,
    datetime: _moment,
}
