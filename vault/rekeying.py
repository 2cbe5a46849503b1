"""A new key for a journal: "someone may have had my password, or my unlocked browser".

A former password, recovery key or cookie opens the backups of its time for ever, and, since they all wrap the same data
key, everything written since. Re-keying ends that. `start` takes one transaction; then every row is sealed again, in
batches, and everything is readable all along. The former key is dropped only when no row names it any more, counted
over every table: vaults elsewhere were lost by dropping keys after an incomplete list.
"""

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import transaction
from django.db.models import BinaryField, Q, QuerySet
from django.db.models.functions import Substr

from vault import keyslots, recovery_keys
from vault.core import primitives
from vault.core.documents import header_of
from vault.core.errors import Corrupt
from vault.keyslots import OpenVault, locked_row
from vault.models import SealedModel, Vault, VaultSession, VaultSlot

if TYPE_CHECKING:
    # The name under which the type checker knows the project's user model, which lives in an app above this one.
    from django.contrib.auth.models import _User

log = logging.getLogger("vault")

SECONDS_A_BATCH = 2.0
ROWS_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a re-keying is: rows sealed under the new key, rows in all, and whether every row was tried."""

    done: int
    total: int
    tried_all: bool = False

    @property
    def is_finished(self) -> bool:
        """Whether every row is sealed under the new key."""
        return self.done == self.total

    @property
    def damaged(self) -> int:
        """How many rows do not open, and so keep the former key."""
        return self.total - self.done if self.tried_all else 0


@transaction.atomic
def start(vault: OpenVault, *, password: str) -> OpenVault:
    """Give the vault a new data key, and return it open with the new and the former one.

    `password` is the one that opens it; its slot is made anew. The recovery key is void and a new one waits to be
    confirmed; the journal is locked in every browser. Raises `WrongSecret`, and `StaleKeys` when somebody else was
    faster. Takes two derivations, with the vault's row locked: a password changed meanwhile is not changed back.
    """
    row = locked_row(vault)
    keyslots.open_password_slot(vault.id, vault.owner_id, password)
    fresh = vault.keyring.followed_by(primitives.random_bytes(primitives.KEY_LENGTH))
    row.key_version = fresh.current
    row.former_keys_sealed = keyslots.sealed_former_keys(row, fresh)
    row.recovery_key_sealed, row.recovery_confirmed_at, row.recovery_asked_again_at = None, None, None
    row.save()
    rekeyed = OpenVault(vault.owner_id, vault.id, fresh)
    row.slots.filter(owner=vault.owner_id).exclude(kind=VaultSlot.Kind.PASSWORD).delete()
    keyslots.write_password_slot(rekeyed, password)
    recovery_keys.issue(rekeyed)
    VaultSession.objects.filter(owner=vault.owner_id).delete()
    log.info("re-keying begun, user %s", vault.owner_id)
    return rekeyed


def is_under_way(owner: "_User") -> bool:
    """Tell whether rows of the owner's journal still wait to be sealed under its new key."""
    return Vault.objects.filter(owner=owner, is_current=True, former_keys_sealed__isnull=False).exists()


def holds_words(vault: OpenVault) -> bool:
    """Tell whether anything was written in this journal yet."""
    return any(_rows(model, vault).exists() for model in sealed_models() if not model.IS_SINGLE)


def progress(vault: OpenVault) -> Progress:
    """Count the rows: two queries a table."""
    total = sum(_rows(model, vault).count() for model in sealed_models())
    waiting = sum(_waiting(model, vault).count() for model in sealed_models())
    return Progress(total - waiting, total)


def go_on(vault: OpenVault) -> Progress:
    """Seal rows again for about two seconds, and drop the former keys once none is left.

    A row that is saved meanwhile is left to its save; one that does not open is left as it is, with the former keys
    kept for it. Can be stopped and taken up again at any time.
    """
    until = time.monotonic() + SECONDS_A_BATCH
    for model in sealed_models():
        for row in _one_after_another(model, vault):
            _seal_again(row, vault)
            if time.monotonic() > until:
                return progress(vault)
    return _finish(vault)


def sealed_models() -> list[type[SealedModel]]:
    """Return every table whose rows hold sealed words."""
    return [model for model in apps.get_models() if issubclass(model, SealedModel)]


def sealed_under(row: SealedModel, former: OpenVault, present: OpenVault) -> dict[str, bytes]:
    """Return the sealed columns of a row as they are under the present key; raise `Corrupt` if one does not open."""
    columns = {column: getattr(row, column) for column in row.SEALED}
    opened = {column: former.keyring.open(row.place(column), value) for column, value in columns.items()}
    return {column: present.keyring.seal(row.place(column), payload) for column, payload in opened.items()}


def _rows(model: type[SealedModel], vault: OpenVault) -> "QuerySet[SealedModel]":
    return model._base_manager.filter(owner=vault.owner_id, vault_id=vault.id)


def _waiting(model: type[SealedModel], vault: OpenVault) -> "QuerySet[SealedModel]":
    """Select rows with a column that names another version than the present one; only their headers are compared."""
    header = header_of(vault.keyring.current)
    named = {f"{column}_header": Substr(column, 1, len(header), output_field=BinaryField()) for column in model.SEALED}
    return _rows(model, vault).annotate(**named).filter(reduce(or_, (~Q(**{name: header}) for name in named)))


def _one_after_another(model: type[SealedModel], vault: OpenVault) -> Iterator[SealedModel]:
    waiting = _waiting(model, vault).order_by("id")
    batch = list(waiting[:ROWS_AT_ONCE])
    while batch:
        yield from batch
        batch = list(waiting.filter(id__gt=batch[-1].id)[:ROWS_AT_ONCE])


def _seal_again(row: SealedModel, vault: OpenVault) -> None:
    """Compare and swap: when the row was saved in between, its save has sealed it already, and says other bytes."""
    before = {column: getattr(row, column) for column in row.SEALED}
    try:
        columns = sealed_under(row, vault, vault)
    except Corrupt:
        log.exception("a sealed row does not open, user %s, row %s", row.owner_id, row.id)
    else:
        _rows(type(row), vault).filter(id=row.id, **before).update(**columns)


@transaction.atomic
def _finish(vault: OpenVault) -> Progress:
    row = locked_row(vault)
    now = replace(progress(vault), tried_all=True)
    if now.is_finished:
        row.former_keys_sealed = None
        row.save(update_fields=["former_keys_sealed"])
        log.info("re-keying finished, user %s", vault.owner_id)
    return now
