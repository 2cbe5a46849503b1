"""From the bytes of a file to text, JSON, days and moments; what cannot be read is said in one sentence.

An exception from here never carries what it was raised about: the words of a page stand in it.
"""

import codecs
import hashlib
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import cast
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from accounts.time_zones import time_zones
from archive.importers.found import NotReadable
from entries.forms import WordsField

# Of values in the JSON of one upload, each of which takes far more memory than its bytes, a list or an object as much
# as four others. Ten years of Day One have some 1,500,000.
MOST_VALUES = 4_000_000
_IN_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SPACE_BEFORE_OFFSET = re.compile(r"\s+(?=[+-]\d\d:?\d\d$|Z$)")
_LONGEST_DATE = 50
_TIME_BEHIND = re.compile(r"[ T]\d")

clean = WordsField().to_python


class NotAPage(ValueError):
    """One page cannot be brought in; the message is the sentence that says why."""


def text_of(content: bytes) -> tuple[str, bool]:
    """Return the text of a file, and whether it had to be taken for Windows-1252, in which Windows wrote for long.

    Raises `NotReadable` for what is no text.
    """
    with suppress(UnicodeDecodeError):
        return clean(_unicode(content)), False
    with suppress(UnicodeDecodeError):
        if not _IN_NO_TEXT.search(content):
            return clean(content.decode("cp1252")), True
    raise NotReadable(_("This file is not plain text, so no words could be read from it."))


def json_of(content: bytes) -> object:
    """Return what is in a JSON file.

    Raises `NotReadable` if there is too much in it, or if it is broken, or nested deeper than any journal is.
    """
    if values_in(content) > MOST_VALUES:
        raise too_much()
    with suppress(ValueError, RecursionError):
        return cast(object, json.loads(_unicode(content)))
    raise NotReadable(_("This file is damaged, or did not arrive whole. Export it again, and choose the new file."))


def values_in(content: bytes) -> int:
    """Return how many values there are in JSON at most, before any of them is made."""
    return 4 * (content.count(b"{") + content.count(b"[")) + content.count(b",")


def too_much() -> NotReadable:
    """Say that a file holds more than memory should hold of one."""
    return NotReadable(
        _("There is more in this file than can be read at once. Export your journal in parts, a year in each, say.")
    )


def words_in(entry: Mapping[str, object], name: str) -> str:
    """Return the text under this name; empty where there is none."""
    value = entry.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise NotAPage(_("It is not in the form that this journal exports."))
    return clean(value)


def mapping(value: object) -> Mapping[str, object]:
    """Return a JSON object as it is, and nothing else."""
    if not isinstance(value, dict):
        raise NotAPage(_("It is not in the form that this journal exports."))
    return value


def items_in(value: object, name: str) -> list[object]:
    """Return the list under this name; empty where there is none."""
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, list) else []


def texts_in(value: object, name: str) -> list[str]:
    """Return the texts in the list under this name; whatever else stands among them is passed over."""
    return [each for each in items_in(value, name) if isinstance(each, str)]


def zone_named(name: str, otherwise: ZoneInfo) -> ZoneInfo:
    """Return the time zone of this name, if this server knows it."""
    return ZoneInfo(name) if name in time_zones() else otherwise


def moment(text: str, zone: ZoneInfo) -> datetime:
    """Return an ISO 8601 moment as the clocks of the zone showed it; one without an offset is in UTC."""
    with suppress(ValueError, OverflowError):
        at = datetime.fromisoformat(text)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(zone)
    raise _no_day()


def day_and_moment(text: str, zone: ZoneInfo) -> tuple[date, datetime | None]:
    """Return the day of an ISO 8601 date, and the moment if it has a time.

    The clocks are those of the offset that is given, or of the zone if there is none, or only that of UTC.
    """
    text = _SPACE_BEFORE_OFFSET.sub("", text.strip()[:_LONGEST_DATE])
    with suppress(ValueError):
        return date.fromisoformat(text), None
    with suppress(ValueError, OverflowError):
        at = datetime.fromisoformat(text)
        at = at if at.tzinfo else at.replace(tzinfo=zone)
        at = at if at.utcoffset() else at.astimezone(zone)
        return at.date(), at
    with suppress(ValueError):
        if _TIME_BEHIND.match(text, 10):
            return date.fromisoformat(text[:10]), None
    raise _no_day()


def day_of(year: int, month: int, day: object) -> date:
    """Return the day with these numbers."""
    with suppress(ValueError, OverflowError):
        if isinstance(day, int) and not isinstance(day, bool):
            return date(year, month, day)
    raise _no_day()


def fingerprint(*parts: str) -> str:
    """Return what tells a page apart that has no id of its own: a SHA-256 of these."""
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "replace")).hexdigest()


def _unicode(content: bytes) -> str:
    """Decode UTF-8, or UTF-16 that says so."""
    is_utf_16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return content.decode("utf-16" if is_utf_16 else "utf-8-sig")


def _no_day() -> NotAPage:
    return NotAPage(_("Its date is missing or cannot be read."))
