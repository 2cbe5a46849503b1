"""Contents as plain JSON values, and back by the types of their fields, so that nothing tampered with comes through."""

import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

# A page holds a million characters, and a title that was too long may stand before them: see `entries.forms`.
LONGEST_TEXT = 1_001_000
# What fits into the columns in which revisions are counted.
HIGHEST_NUMBER = 2_000_000_000
# Years in which no time zone leads out of the calendar.
_YEARS = range(2, 9999)


class Unfit(ValueError):
    """A value is not of the type that belongs in its place."""


def as_plain(value: Any) -> Any:
    """Return a content as JSON knows it: days, moments and ids as text, tuples as lists."""
    if is_dataclass(value):
        return {each.name: as_plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): as_plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [as_plain(each) for each in value]
    if isinstance(value, date | UUID):
        return value.isoformat() if isinstance(value, date) else str(value)
    return value


def read_as(hint: Any, value: Any) -> Any:
    """Return what `as_plain` made a plain value of: something of the type `hint`, all through.

    Nothing is guessed or converted. A field that is missing takes its default. Raises `Unfit`, which names no value.
    """
    if is_dataclass(hint):
        return _content(hint, value)
    reader = _READERS.get(get_origin(hint), _single)
    return reader(hint, value)


def _content(content: Any, value: Any) -> Any:
    hints, known = _hints(content), fields(content)
    if type(value) is not dict or not value.keys() <= hints.keys():
        raise Unfit("fields that are not known")
    needed = {each.name for each in known if each.default is MISSING and each.default_factory is MISSING}
    if not needed <= value.keys():
        raise Unfit("a field is missing")
    return content(**{name: read_as(hints[name], each) for name, each in value.items()})


@cache
def _hints(content: Any) -> dict[str, Any]:
    return get_type_hints(content)


def _either(hint: Any, value: Any) -> Any:
    for each in get_args(hint):
        try:
            return read_as(each, value)
        except Unfit:
            continue
    raise Unfit("none of the types that belong here")


def _several(hint: Any, value: Any) -> Any:
    if type(value) is not list:
        raise Unfit("not a list")
    return tuple(read_as(get_args(hint)[0], each) for each in value)


def _named(hint: Any, value: Any) -> Any:
    if type(value) is not dict:
        raise Unfit("not an object")
    name_hint, each_hint = get_args(hint)
    return {read_as(name_hint, name): read_as(each_hint, each) for name, each in value.items()}


def _single(hint: Any, value: Any) -> Any:
    if type(value) is str:
        return _from_text(hint, value)
    if type(value) is not hint or hint not in {int, bool, type(None)}:
        raise Unfit("another type")
    if hint is int and abs(value) > HIGHEST_NUMBER:
        raise Unfit("too high a number")
    return value


def _from_text(hint: Any, text: str) -> Any:
    if hint in {int, bool, type(None)} or len(text) > LONGEST_TEXT:
        raise Unfit("another type, or too long")
    if hint is str and text.isascii():
        return text
    try:
        text.encode()
        value = _PARSERS.get(hint, hint)(text)
    except ValueError:
        raise Unfit("this says nothing of its type") from None
    # One way to write each thing: ids are compared as text, and days are sorted as such.
    if (value.isoformat() if isinstance(value, date) else str(value)) != text:
        raise Unfit("another way to write it")
    return value


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None or moment.year not in _YEARS:
        raise ValueError("no moment that every time zone knows")
    return moment


_READERS: Mapping[Any, Callable[[Any, Any], Any]] = {
    Union: _either,
    types.UnionType: _either,
    tuple: _several,
    Sequence: _several,
    dict: _named,
    Mapping: _named,
}
_PARSERS: Mapping[Any, Callable[[str], Any]] = {
    date: date.fromisoformat,
    datetime: _moment,
}
