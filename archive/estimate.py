"""About how many pages a book will have, told from how long what is sealed is.

Nothing is opened but a few pages, to see how much room so many bytes take in the script she writes in.
"""

from functools import lru_cache
from typing import Any
from unicodedata import category, east_asian_width

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import Length

from accounts.models import User
from archive.order import Wish
from entries.models import EntryQuerySet
from vault.keyslots import OpenVault
from vault.reading import read_or_none

# Of sealed bytes that stand on a page: measured on a year of Samuel Pepys's diary and on the letters of Werther, which
# come out within a tenth of what is told.
_BYTES = {"5x8": 2_020, "a5": 2_170, "a4": 2_800, "letter": 2_690}
_TEXT = {"small": 1.22, "medium": 1.0, "large": 0.67}
# What the day, the title and the room around them take, in such bytes.
_HEADING = 150
# Pages before the first.
_BESIDES = 4
_LOOKED_AT = 10


def pages_of(owner: User, wished: Wish, *, vault: OpenVault) -> int | None:
    """Return about how many pages the owner's book has, to two figures; None where it can only be told by opening.

    That is so of an EPUB, which has no pages, of themes, kinds and items that are chosen, and of the chapters behind
    the pages. Three queries.
    """
    chosen, form = wished.selection, wished.form
    has_others = chosen.then_and_now or chosen.goals or chosen.check_ins or chosen.figures
    if wished.file != "pdf" or has_others or not chosen.has_every_page:
        return None
    pages = owner.entries.filter(written_on__range=chosen.days)
    room = _room_of_a_byte(pages, vault)
    length = _length(pages, room)
    length += _length(owner.reflections.filter(written_on__range=chosen.days), room) if chosen.answers else 0
    number = _BESIDES + round(length / (_BYTES[form.paper] * _TEXT[form.text_size]))
    return round(number, 2 - len(str(number)))


def _length(rows: "QuerySet[Any]", room: float) -> float:
    """Return how long these rows are in all, with so much room for a byte, in bytes of Latin letters."""
    told = rows.aggregate(rows=Count("id"), bytes=Sum(Length("body")))
    return float(told["rows"] * _HEADING + int(told["bytes"] or 0) * room)


def _room_of_a_byte(pages: EntryQuerySet, vault: OpenVault) -> float:
    """Return how much room a byte takes, of that of a Latin letter, going by the newest of these pages."""
    opened = (read_or_none(page.read, vault) for page in pages.newest_first()[:_LOOKED_AT])
    text = "".join(content.body for content in opened if content)
    return sum(map(_room_of, text)) / max(1, len(text.encode())) if text else 1.0


@lru_cache(maxsize=1 << 14)
def _room_of(character: str) -> float:
    if category(character).startswith("M"):
        return 0.0
    return 2.0 if east_asian_width(character) in {"W", "F"} else 1.0
