"""What stands on Today besides pages, such as a question that is due; and on the page of any day, such as its notes.

Neither knows what that is; the apps above register themselves.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.models import User
from vault.keyslots import OpenVault


@dataclass(frozen=True, slots=True)
class Standing:
    """One thing on Today, or on a day: the partial template that shows it, and what that is given."""

    template: str
    context: dict[str, Any]


Giver = Callable[[User, date, OpenVault], Iterable[Standing]]
_givers: list[Giver] = []
_givers_of_days: list[Giver] = []


def stands_on_today(giver: Giver) -> Giver:
    """Register a function that gives what stands on a person's Today, in a constant number of queries."""
    _givers.append(giver)
    return giver


def stands_on_its_day(giver: Giver) -> Giver:
    """Register a function that gives what stands on the page of a day, in a constant number of queries."""
    _givers_of_days.append(giver)
    return giver


def standing_on(owner: User, today: date, vault: OpenVault) -> list[Standing]:
    """Return everything that stands on the owner's Today."""
    return [each for giver in _givers for each in giver(owner, today, vault)]


def noted_on(owner: User, day: date, vault: OpenVault) -> list[Standing]:
    """Return everything besides pages that stands on the page of a day of the owner's."""
    return [each for giver in _givers_of_days for each in giver(owner, day, vault)]
