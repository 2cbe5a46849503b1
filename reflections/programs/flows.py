"""What happens to a way through a program: it is begun, gone on with, paused, resumed anywhere, and left."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.flows import today_for
from accounts.models import Preferences, User
from reflections.asking import memory
from reflections.check_ins.flows import check_ins_between
from reflections.programs.content import Run
from reflections.programs.gates import DAYS_AFTER_CIRCLING, Lately
from reflections.programs.models import ProgramRun
from vault.keeping import id_of_new
from vault.keyslots import OpenVault, locked_row

_NOTES_LOOKED_AT = timedelta(days=30)


def begin(owner: User, program: str, *, run_id: UUID, vault: OpenVault) -> ProgramRun:
    """Begin a program, beside any other time it was begun, once: `run_id` is made with the form."""
    with transaction.atomic():
        locked_row(vault)
        run_id = id_of_new(ProgramRun, run_id, vault)
        row: ProgramRun | None = owner.program_runs.filter(id=run_id).first()
        if row is None:
            row = ProgramRun(owner=owner, id=run_id)
            row.write(Run(program), vault)
            row.save(force_insert=True)
    return row


def take(row: ProgramRun, sitting: int, *, today: date, vault: OpenVault) -> Run:
    """Begin a sitting, counted from 0, on `today`; what lies between is skipped, and an earlier one is repeated."""
    return _changed(row, lambda run: run.with_taken(sitting, today), vault)


def go_to(row: ProgramRun, sitting: int, *, vault: OpenVault) -> Run:
    """Make a sitting, counted from 0, the next one: to skip, to repeat, or to resume there after a pause."""
    return _changed(row, lambda run: replace(run, next=sitting, is_paused=False, is_stopped=False), vault)


def pause(row: ProgramRun, *, vault: OpenVault) -> Run:
    """Let a program rest until it is resumed."""
    return _changed(row, lambda run: replace(run, is_paused=True), vault)


def stop(row: ProgramRun, *, vault: OpenVault) -> Run:
    """End a program where words of fear stand on a page."""
    return _changed(row, lambda run: replace(run, is_stopped=True), vault)


def wait_after_circling(row: ProgramRun, *, today: date, vault: OpenVault) -> Run:
    """Put in a plain page, and let the next sitting wait for two days (rule of `regret-to-repair`)."""
    until = str(today + DAYS_AFTER_CIRCLING)
    return _changed(row, lambda run: replace(run, waits_until=until), vault)


def lately(preferences: Preferences, *, vault: OpenVault) -> Lately:
    """Return what decides whether a sitting may begin now. It opens the pages of a week and the notes of a month."""
    page, recent = memory.lately(preferences, vault=vault)
    today = today_for(preferences, vault=vault)
    notes = check_ins_between(preferences.owner, today - _NOTES_LOOKED_AT, today, vault=vault)
    return Lately(page, recent, notes)


def _changed(row: ProgramRun, change: Callable[[Run], Run], vault: OpenVault) -> Run:
    """Change a run as it stands now, with the vault's row locked, so that no change runs over another."""
    with transaction.atomic():
        locked_row(vault)
        saved: ProgramRun = row.owner.program_runs.get(id=row.id)
        run = change(saved.read(vault))
        saved.write(run, vault)
        saved.saved_at = timezone.now()
        saved.save()
    return run
