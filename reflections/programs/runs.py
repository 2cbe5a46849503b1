"""The ways through programs of one person, and what other chapters ask about them."""

from collections.abc import Iterator
from datetime import date, timedelta

from accounts.models import User
from reflections.programs.content import Run
from reflections.programs.models import ProgramRun
from vault.keyslots import OpenVault
from vault.owned import OwnedQuerySet
from vault.reading import read_or_none

# Runs are few; so many of the newest are looked through for those of one program.
LOOKED_THROUGH = 60
_JUST_ENDED = timedelta(days=7)
_SAVED_LAST = 3


def runs_of(owner: User, program: str, *, vault: OpenVault) -> list[tuple[ProgramRun, Run]]:
    """Return the owner's newest ways through a program, the newest first; one that does not open is passed over."""
    rows = owner.program_runs.order_by("-created_at", "id")[:LOOKED_THROUGH]
    return [(row, run) for row, run in _opened(rows, vault) if run.program == program]


def has_just_ended(owner: User, today: date, *, vault: OpenVault) -> bool:
    """Tell whether a program came to its end in the last seven days: the signal `program_end`."""
    runs = [run for _row, run in _opened(owner.program_runs.order_by("-saved_at", "id")[:_SAVED_LAST], vault)]
    return any(run.has_ended and run.last_day and today - run.last_day < _JUST_ENDED for run in runs)


def _opened(rows: OwnedQuerySet[ProgramRun], vault: OpenVault) -> Iterator[tuple[ProgramRun, Run]]:
    for row in rows:
        run = read_or_none(row.read, vault)
        if run is not None:
            yield row, run
