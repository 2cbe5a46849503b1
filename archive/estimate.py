"""About how many pages a book will have, told from how long what is sealed is: nothing is opened for it."""

from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import Length

from accounts.models import User
from archive.order import KINDS, THEMES, Selection, Wish

# Of sealed bytes that stand on a page: measured on a year of Samuel Pepys's diary and on the letters of Werther, which
# come out within a tenth of what is told.
_BYTES = {"5x8": 2_020, "a5": 2_170, "a4": 2_800, "letter": 2_690}
_TEXT = {"small": 1.22, "medium": 1.0, "large": 0.67}
# What the day, the title and the room around them take, in such bytes.
_HEADING = 150
# Pages before the first.
_BESIDES = 4


def pages_of(owner: User, wished: Wish) -> int | None:
    """Return about how many pages the owner's book has, to two figures; None where it can only be told by opening.

    That is so of an EPUB, which has no pages, of themes, kinds and items that are chosen, and of check-ins and figures.
    Two queries.
    """
    chosen, form = wished.selection, wished.form
    if wished.file != "pdf" or not _is_told_by_days(chosen):
        return None
    days = (chosen.first or date.min, chosen.last or date.max)
    length = _length(owner.entries.filter(written_on__range=days))
    length += _length(owner.reflections.filter(written_on__range=days)) if chosen.answers else 0
    pages = _BESIDES + round(length / (_BYTES[form.paper] * _TEXT[form.text_size]))
    return round(pages, 2 - len(str(pages)))


def _is_told_by_days(chosen: Selection) -> bool:
    in_part = chosen.picked is not None or chosen.kinds < set(KINDS) or chosen.themes < set(THEMES)
    return not (in_part or chosen.check_ins or chosen.figures)


def _length(rows: "QuerySet[Any]") -> int:
    """Return how long these rows are in all."""
    told = rows.aggregate(rows=Count("id"), bytes=Sum(Length("body")))
    return int(told["rows"] * _HEADING + (told["bytes"] or 0))
