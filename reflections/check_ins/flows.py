"""What happens to the notes of a day: they are kept, added to, taken back, and read by whoever must know how it is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from reflections.check_ins.content import CheckInContent, NotedDay
from reflections.check_ins.models import CheckIn
from vault.core.errors import Corrupt
from vault.keeping import through_broken_connections
from vault.keyslots import OpenVault, locked_row
from vault.owned import OwnedQuerySet
from vault.reading import opener

# Of the five points of "How is today, on the whole?" the two lowest.
HIGHEST_LOW_POINT = 2


def keep_check_in(owner: User, *, noted_on: date, said: Mapping[str, int], vault: OpenVault) -> None:
    """Keep what was noted about a day in that day's one row, whoever else keeps something about it at the same time.

    `said` holds points by the name of their question, counted from 1, or `LEFT_OPEN` to take an answer back; what it
    does not name stays as it was. Doing it twice changes nothing more. A day of which nothing is noted any more has no
    row. Raises `Corrupt`, and writes nothing, when the day's earlier notes do not open, and `StaleKeys` as every save
    does.
    """
    through_broken_connections(lambda: _keep(owner, noted_on, said, vault))


def check_ins_between(owner: User, first: date, last: date, *, vault: OpenVault) -> list[NotedDay]:
    """Return the owner's days from `first` to `last`, both included, that have notes, in order; a gap is only a gap.

    A day whose notes do not open is among them, blank and marked as damaged.
    """
    found = _in_order(owner.check_ins.filter(noted_on__range=(first, last)))
    opened, rows = opener(CheckIn, vault), found.values_list("noted_on", "id", *CheckIn.SEALED)
    notes = [(day, row, _read_or_none(opened, row, sealed)) for day, row, *sealed in rows]
    return [_noted(day, list(of_day)) for day, of_day in groupby(notes, key=itemgetter(0))]


def is_low(content: CheckInContent) -> bool:
    """Tell whether the day is one of the two lowest points of "How is today, on the whole?".

    They stand for "3 or lower" of ten in the flow "then and now" and "2 or lower" in the programs of the library: rules
    of our own, with no cut-off of any test behind them. A day that is left open is not low.
    """
    return content.today is not None and content.today <= HIGHEST_LOW_POINT


@transaction.atomic
def _keep(owner: User, noted_on: date, said: Mapping[str, int], vault: OpenVault) -> None:
    locked_row(vault)
    saved = owner.check_ins.filter(noted_on=noted_on)
    rows = list(_in_order(saved))
    content = _together(row.read(vault) for row in rows).changed(said)
    if content.is_blank:
        saved.delete()
        return
    row = rows[-1] if rows else CheckIn.of_day(noted_on, owner=owner, vault=vault)
    # Of a day that a former journal noted as well, everything stands in one row from now on.
    saved.exclude(id=row.id).delete()
    row.write(content, vault)
    row.saved_at = timezone.now()
    row.save(force_insert=not rows)


def _in_order(rows: OwnedQuerySet[CheckIn]) -> OwnedQuerySet[CheckIn]:
    """Order by day; where a former journal that was brought back noted the same day, the later notes come last."""
    return rows.order_by("noted_on", "saved_at", "id")


def _together(notes: Iterable[CheckInContent]) -> CheckInContent:
    """Return notes about one day as one: the later answer to a question stands."""
    content = CheckInContent()
    for each in notes:
        content = content.changed(each.said())
    return content


def _read_or_none(
    opened: Callable[[UUID, Sequence[bytes]], list[bytes]], row: UUID, sealed: Sequence[bytes]
) -> CheckInContent | None:
    try:
        return CheckInContent.from_bytes(*opened(row, sealed))
    except Corrupt:
        return None


def _noted(day: date, rows: Sequence[tuple[date, UUID, CheckInContent | None]]) -> NotedDay:
    notes = [content for _day, _row, content in rows]
    return NotedDay(rows[-1][1], day, _together(filter(None, notes)), is_damaged=None in notes)
