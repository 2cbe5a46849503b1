"""What other chapters ask about the ways through programs."""

from datetime import date, timedelta

from accounts.models import User
from vault.keyslots import OpenVault

_JUST_ENDED = timedelta(days=7)
_NEWEST = 3


def has_just_ended(owner: User, today: date, *, vault: OpenVault) -> bool:
    """Tell whether a program came to its end in the last seven days: the signal `program_end`."""
    runs = (row.read(vault) for row in owner.program_runs.order_by("-saved_at", "id")[:_NEWEST])
    return any(run.has_ended and run.last_day and today - run.last_day < _JUST_ENDED for run in runs)
