"""Contents as plain JSON values, and back by the types of their fields, so that nothing tampered with comes through."""

import types
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from functools import cache, partial
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

# A page holds a million characters, and a title that was too long may stand before them: see `entries.forms`.
LONGEST_TEXT = 1_001_000
# What fits into the columns in which revisions are counted.
HIGHEST_NUMBER = 2_000_000_000
# Years in which no time zone leads out of the calendar.
_YEARS = range(2, 9999)
_AS_THEY_ARE = frozenset({str, int, bool})

Reader = Callable[[Any], Any]


class Unfit(ValueError):
    """A value is not of the type that belongs in its place."""


def as_plain(value: Any) -> Any:
    """Return a content as JSON knows it: days, moments and ids as text, tuples as lists."""
    if value is None or type(value) in _AS_THEY_ARE:
        return value
    if is_dataclass(value):
        return {name: as_plain(getattr(value, name)) for name in _names(value.__class__)}
    if isinstance(value, Mapping):
        return {str(name): as_plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [as_plain(each) for each in value]
    if isinstance(value, date | UUID):
        return value.isoformat() if isinstance(value, date) else str(value)
    return value


@cache
def _names(content: Any) -> tuple[str, ...]:
    return tuple(each.name for each in fields(content))


def read_as(hint: Any, value: Any) -> Any:
    """Return what `as_plain` made a plain value of: something of the type `hint`, all through.

    Nothing is guessed or converted. A field that is missing takes its default. Raises `Unfit`, which names no value.
    """
    return _reader_of(hint)(value)


@cache
def _reader_of(hint: Any) -> Reader:
    """Put the reader of a type together, once: an archive holds tens of thousands of values of a few types."""
    if is_dataclass(hint):
        return _content_reader(hint)
    return _BUILDERS.get(get_origin(hint), _single_reader)(hint)


def _content_reader(content: Any) -> Reader:
    readers = {name: _reader_of(hint) for name, hint in get_type_hints(content).items()}
    defaults = {each.name: (each.default, each.default_factory) for each in fields(content)}
    needed = {name for name, default in defaults.items() if default == (MISSING, MISSING)}

    def read(value: Any) -> Any:
        if type(value) is not dict or not needed <= value.keys() <= readers.keys():
            raise Unfit("fields that are not known, or a field that is missing")
        return content(**{name: readers[name](each) for name, each in value.items()})

    return read


def _either_reader(hint: Any) -> Reader:
    readers = [_reader_of(each) for each in get_args(hint) if each is not type(None)]
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
    read_each = _reader_of(get_args(hint)[0])

    def read(value: Any) -> Any:
        if type(value) is not list:
            raise Unfit("not a list")
        return tuple(map(read_each, value))

    return read


def _named_reader(hint: Any) -> Reader:
    read_name, read_each = map(_reader_of, get_args(hint))

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
    if moment.tzinfo is None or moment.year not in _YEARS:
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
