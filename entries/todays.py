"""What stands on Today besides pages, such as a question that is due.

Today does not know what that is; the apps above register themselves.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.models import User
from vault.keyslots import OpenVault


@dataclass(frozen=True, slots=True)
class Standing:
    """One thing on Today: the partial template that shows it, and what that is given."""

    template: str
    context: dict[str, Any]


Giver = Callable[[User, date, OpenVault], Iterable[Standing]]
_givers: list[Giver] = []


def stands_on_today(giver: Giver) -> Giver:
    """Register a function that gives what stands on a person's Today, in a constant number of queries."""
    _givers.append(giver)
    return giver


def standing_on(owner: User, today: date, vault: OpenVault) -> list[Standing]:
    """Return everything that stands on the owner's Today."""
    return [each for giver in _givers for each in giver(owner, today, vault)]
