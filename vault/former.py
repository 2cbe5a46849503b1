"""A former journal: kept sealed when both its password and recovery key were lost, and brought back if one turns up.

Nothing of it is ever deleted. Its rows are set aside, out of sight of the present journal, until a key opens them.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from vault import keyslots
from vault.core.errors import Corrupt, WrongSecret
from vault.keyslots import OpenVault, locked_row
from vault.models import SealedModel, Vault
from vault.rekeying import ROWS_AT_ONCE, sealed_models, sealed_under

if TYPE_CHECKING:
    # The name under which the type checker knows the project's user model, which lives in an app above this one.
    from django.contrib.auth.models import _User

log = logging.getLogger("vault")


@transaction.atomic
def set_aside(owner: "_User", vault_id: UUID) -> bool:
    """Keep the owner's current journal sealed, as a former one; tell whether this was the current one.

    She has none afterwards.
    """
    current = list(Vault.objects.select_for_update().filter(owner=owner, id=vault_id, is_current=True))
    for vault in current:
        for model in sealed_models():
            _rows(model, vault.id, owner.pk).update(is_set_aside=True)
        vault.sessions.filter(owner=owner).delete()
        vault.is_current = False
        vault.save(update_fields=["is_current"])
        log.info("vault set aside, user %s", owner.pk)
    return bool(current)


def former_vaults(owner: "_User") -> list[Vault]:
    """Return the rows of the owner's former journals, newest first."""
    return list(Vault.objects.filter(owner=owner, is_current=False).order_by("-created_at"))


def open_former(owner: "_User", *, vault_id: UUID, recovery_key: str, password: str) -> OpenVault:
    """Open a former journal with its recovery key or, if that is empty, with the password of its time.

    Takes one Argon2id derivation with a password. Raises `MistypedRecoveryKey`, `WrongSecret` or `Corrupt`.
    """
    if not Vault.objects.filter(owner=owner, id=vault_id, is_current=False).exists():
        raise WrongSecret("there is no such former journal")
    if recovery_key:
        return keyslots.open_recovery_slot(vault_id, owner.pk, recovery_key)
    return keyslots.open_password_slot(vault_id, owner.pk, password)


@dataclass(frozen=True, slots=True)
class Brought:
    """How many rows came back, and how many do not open and stay where they are."""

    back: int
    damaged: int


@transaction.atomic
def bring_back(former: OpenVault, *, into: OpenVault) -> Brought:
    """Seal every row of a former journal again under the present one, in one transaction.

    Of a row that each journal has once (preferences) the present one stays. A row that does not open is left as it is,
    and the former journal with it. Raises `StaleKeys` when the present journal got a new key meanwhile.
    """
    locked_row(into)
    tried = [_bring(row, former, into) for model in sealed_models() for row in _one_after_another(model, former)]
    brought = Brought(back=tried.count(True), damaged=tried.count(False))
    if not brought.damaged:
        Vault.objects.filter(owner=former.owner_id, id=former.id).delete()
    log.info("vault brought back, user %s", former.owner_id)
    return brought


def _one_after_another(model: type[SealedModel], former: OpenVault) -> Iterator[SealedModel]:
    rows = _rows(model, former.id, former.owner_id)
    if model.IS_SINGLE:
        rows.delete()
    rows = rows.order_by("id")
    batch = list(rows[:ROWS_AT_ONCE])
    while batch:
        yield from batch
        batch = list(rows.filter(id__gt=batch[-1].id)[:ROWS_AT_ONCE])


def _bring(row: SealedModel, former: OpenVault, into: OpenVault) -> bool:
    try:
        columns = sealed_under(row, former, into)
    except Corrupt:
        log.exception("a sealed row does not open, user %s, row %s", row.owner_id, row.id)
        return False
    rows = _rows(type(row), former.id, former.owner_id).filter(id=row.id)
    rows.update(vault_id=into.id, is_set_aside=False, **columns)
    return True


def _rows(model: type[SealedModel], vault_id: UUID, owner_id: int) -> "QuerySet[SealedModel]":
    return model._base_manager.filter(owner=owner_id, vault_id=vault_id)
