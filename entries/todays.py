"""What stands besides the words on Today, on the page of a day, and under a page while it is fresh.

That is a question that is due, say; the notes of the day; help. None knows what it is: the apps above register
themselves.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from accounts.flows import today_for
from accounts.models import Preferences, User
from accounts.views import PersonRequest
from entries.models import Entry
from vault.keyslots import OpenVault

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """One thing on Today, or on a day: the partial template that shows it, and what that is given."""

    template: str
    context: dict[str, Any]

    def shown(self, request: HttpRequest) -> str:
        """Return it as HTML."""
        return render_to_string(self.template, self.context, request)


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


def standing_on_today(request: PersonRequest, today: date) -> list[str]:
    """Return everything that stands on Today, as HTML."""
    return [each.shown(request) for giver in _givers for each in giver(request.user, today, request.vault)]


def noted_on(request: PersonRequest, day: date) -> list[str]:
    """Return everything besides pages that stands on the page of a day, as HTML."""
    return [each.shown(request) for giver in _givers_of_days for each in giver(request.user, day, request.vault)]


def under(request: PersonRequest, entry: Entry) -> list[str]:
    """Return everything that stands under a page or a letter of today or the day before, as HTML; else nothing."""
    if entry.written_on < today_for(request.preferences, vault=request.vault) - _A_DAY:
        return []
    given = (giver(entry, request.preferences, request.vault) for giver in _givers_of_pages)
    return [each.shown(request) for standing in given for each in standing]
