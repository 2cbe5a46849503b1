"""What happens to a wait: it is begun once, written on, and ended without a trace; and her own words for it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from entries import markdown
from reflections.models import Reflection
from reflections.rows import rows_of
from reflections.wait.content import STANDS_FOR, OwnWords, WaitContent
from reflections.wait.models import LineForNextTime, Wait
from vault.core.errors import Corrupt
from vault.keeping import StaleRevision, through_broken_connections
from vault.keyslots import OpenVault, locked_row
from vault.reading import read_or_none

Result = TypeVar("Result")

# Answers that speak to a night like this, the better one first: her plan, and what came of it the last time.
PLANS = ("l-quiet-phone", "l-after-contact")
OPENED_AT_MOST = 60


def under_way(owner: User, *, vault: OpenVault) -> WaitContent | None:
    """Return the owner's wait, also while it is over and not ended yet; None if there is none.

    One that began twelve hours ago is none any more. Nor is one that does not open: nothing she wrote is in it, and
    the way to a new one must not be barred.
    """
    row = owner.waits.first()
    wait = read_or_none(row.read, vault) if row else None
    return wait if wait and wait.stands(timezone.now()) else None


def begin(owner: User, *, before: int | None, vault: OpenVault) -> WaitContent:
    """Begin ten minutes by the server's clock, or return those that are under way: begun twice it is one wait.

    `before` is how strong the wish is, 0 to 10, or None. Raises `StaleKeys` as every save does.
    """

    def begin_once() -> WaitContent:
        standing = under_way(owner, vault=vault)
        if standing is not None:
            return standing
        owner.waits.all().delete()
        wait = WaitContent(timezone.now(), before)
        row = Wait(owner=owner, created_at=wait.began_at)
        row.write(wait, vault)
        row.save(force_insert=True)
        return wait

    return _one_after_another(begin_once, vault)


def note_strength(owner: User, *, now: int, vault: OpenVault) -> None:
    """Note how strong the wish is by now, 0 to 10, in a wait that has not ended; raises `StaleKeys` as every save."""
    _change(owner, lambda wait: replace(wait, now=now), vault)


def note_page(owner: User, *, entry_id: UUID, vault: OpenVault) -> None:
    """Note which page was written instead, in a wait that has not ended; raises `StaleKeys` as every save does."""
    _change(owner, lambda wait: replace(wait, entry_id=entry_id), vault)


def end(owner: User, *, vault: OpenVault) -> None:
    """End the wait, whenever and however: its row is deleted, and nothing tells that there was one."""
    _one_after_another(lambda: owner.waits.all().delete(), vault)


@transaction.atomic
def forget_old_waits() -> int:
    """Delete every wait that began twelve hours ago, once a day; return how many. It reaches over all owners.

    A former journal is set aside with what it holds: nothing of it is ever deleted.
    """
    old = Wait._base_manager.filter(created_at__lte=timezone.now() - STANDS_FOR, is_set_aside=False)
    return int(old.delete()[0])


def leave_line(owner: User, *, text: str, written_on: date, revision: int, vault: OpenVault) -> None:
    """Keep a line for the next time in place of the one there is; an empty one takes it away.

    `revision` is the one the text started from, 0 for none. Raises `vault.keeping.StaleRevision` when another tab or
    device left another line in between, and `StaleKeys` as every save does.
    """

    def leave() -> None:
        saved = line_row(owner, vault=vault)
        if saved is not None and saved.read(vault).text == text:
            return
        if saved is not None and saved.revision != revision:
            raise StaleRevision(saved)
        if text:
            row = saved or LineForNextTime(owner=owner, revision=0)
            row.write(OwnWords(text, written_on), vault)
            row.revision, row.saved_at = row.revision + 1, timezone.now()
            row.save(force_insert=saved is None)
        elif saved is not None:
            saved.delete()

    _one_after_another(leave, vault)


def line_row(owner: User, *, vault: OpenVault) -> LineForNextTime | None:
    """Return the row of the owner's line for the next time, if there is one; what does not open is left where it is."""
    rows = owner.lines_for_next_time.order_by("-saved_at")
    return next((row for row in rows if _opened(partial(row.read, vault))), None)


def line_for_next_time(owner: User, *, vault: OpenVault) -> OwnWords | None:
    """Return the line the owner left for the next time, if there is one that opens."""
    row = line_row(owner, vault=vault)
    return row.read(vault) if row else None


def own_words(owner: User, *, vault: OpenVault) -> list[OwnWords]:
    """Return what the owner wrote for a moment like this: her line, and her newest plan.

    Which prompt a row answers is sealed, so heads are opened, newest first, sixty at the most. What does not open is
    left out: a wait does not hang on it.
    """
    newest = owner.reflections.newest_first().heads()[:OPENED_AT_MOST]
    answers: dict[str, Reflection] = {}
    for row in rows_of(newest, vault):
        if row.content:
            answers.setdefault(row.content.prompt, row.reflection)
    plans = (_opened(partial(_plan, answers[slug], vault)) for slug in PLANS if slug in answers)
    found = [line_for_next_time(owner, vault=vault), next((plan for plan in plans if plan), None)]
    return [words for words in found if words]


def _change(owner: User, changed: Callable[[WaitContent], WaitContent], vault: OpenVault) -> None:
    def change() -> None:
        wait = under_way(owner, vault=vault)
        if wait is not None:
            row = owner.waits.get()
            row.write(changed(wait), vault)
            row.save()

    _one_after_another(change, vault)


def _plan(answer: Reflection, vault: OpenVault) -> OwnWords:
    return OwnWords(markdown.plain(answer.read(vault).answer), answer.written_on)


def _opened(read: Callable[[], OwnWords]) -> OwnWords | None:
    try:
        return read()
    except Corrupt:
        return None


def _one_after_another(act: Callable[[], Result], vault: OpenVault) -> Result:
    """Do it with the vault's row locked, so that no two tabs do it at once; again over a broken connection."""

    @transaction.atomic
    def alone() -> Result:
        locked_row(vault)
        return act()

    return through_broken_connections(alone)
