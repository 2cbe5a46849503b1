"""What stands besides the words on Today, on the page of a day, and under a page while it is fresh.

That is a question that is due, say; the notes of the day; help. None knows what it is: the apps above register
themselves.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from accounts.flows import today_for
from accounts.models import Preferences, User
from entries.models import Entry
from vault.keyslots import OpenVault

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """One thing on Today, or on a day: the partial template that shows it, and what that is given."""

    template: str
    context: dict[str, Any]


Giver = Callable[[User, date, OpenVault], Iterable[Standing]]
GiverOfPage = Callable[[Entry, Preferences, OpenVault], Iterable[Standing]]
_givers: list[Giver] = []
_givers_of_days: list[Giver] = []
_givers_of_pages: list[GiverOfPage] = []


def stands_on_today(giver: Giver) -> Giver:
    """Register a function that gives what stands on a person's Today, in a constant number of queries."""
    _givers.append(giver)
    return giver


def stands_on_its_day(giver: Giver) -> Giver:
    """Register a function that gives what stands on the page of a day, in a constant number of queries."""
    _givers_of_days.append(giver)
    return giver


def stands_under_its_page(giver: GiverOfPage) -> GiverOfPage:
    """Register a function that gives what stands under a page or a letter while it is fresh."""
    _givers_of_pages.append(giver)
    return giver


def standing_on(owner: User, today: date, vault: OpenVault) -> list[Standing]:
    """Return everything that stands on the owner's Today."""
    return [each for giver in _givers for each in giver(owner, today, vault)]


def noted_on(owner: User, day: date, vault: OpenVault) -> list[Standing]:
    """Return everything besides pages that stands on the page of a day of the owner's."""
    return [each for giver in _givers_of_days for each in giver(owner, day, vault)]


def standing_under(entry: Entry, preferences: Preferences, vault: OpenVault) -> list[Standing]:
    """Return everything that stands under a page or a letter of today or the day before; nothing under an older one."""
    if entry.written_on < today_for(preferences, vault=vault) - _A_DAY:
        return []
    return [each for giver in _givers_of_pages for each in giver(entry, preferences, vault)]
