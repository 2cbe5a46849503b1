"""Tables of the vault, and the base of every row that holds a person's words.

A person's rows have the primary key (owner, id), so a row cannot even be named without its owner, and the tables can be
distributed by owner as they stand. What rows mean to somebody (entries, answers) is defined in the apps above.
"""

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from vault.core.labels import Place
from vault.owned import OwnedManager

if TYPE_CHECKING:
    from vault.flows import OpenVault


class OwnedModel(models.Model):
    """A row that belongs to one person. Reach it through the person: `person.entries`."""

    pk = models.CompositePrimaryKey("owner_id", "id")
    # Version 4, not 7: a version 7 id would tell when the row was made.
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)

    objects = OwnedManager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        """Name the row and nothing in it, since this reaches logs."""
        return f"{self._meta.model_name} {self.id}"

    __repr__ = __str__


class Vault(OwnedModel):
    """The keys of one journal. One vault an owner is current; a former one is kept sealed, never silently deleted."""

    is_current = models.BooleanField(default=True)
    key_version = models.PositiveSmallIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    # The recovery key itself, sealed under the data key, until its owner has shown that she kept it: so the page that
    # shows it can be reloaded without making yet another key.
    recovery_key_sealed = models.BinaryField(null=True)
    recovery_confirmed_at = models.DateTimeField(null=True)

    class Meta:
        default_related_name = "vaults"
        constraints = (
            models.UniqueConstraint(fields=["owner"], condition=models.Q(is_current=True), name="one_current_vault"),
        )

    def recovery_key_place(self) -> Place:
        """Return where the recovery key is sealed while it waits to be confirmed."""
        return Place(str(self.owner_id), "vault.vault", str(self.id), "recovery_key")


def _vault_reference(**options: Any) -> Any:
    return models.ForeignObject(Vault, from_fields=("owner", "vault_id"), to_fields=("owner", "id"), **options)


class VaultSlot(OwnedModel):
    """The data key, wrapped under one secret."""

    class Kind(models.TextChoices):
        """What kind of secret opens the slot."""

        PASSWORD = "password"  # noqa: S105  a kind of slot
        RECOVERY = "recovery"

    vault_id = models.UUIDField(editable=False)
    vault = _vault_reference(on_delete=models.CASCADE, related_name="slots")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    # Tells slots of one kind apart; empty for the password.
    credential = models.CharField(max_length=64, blank=True, default="")
    kdf = models.JSONField()
    wrapped = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        default_related_name = "vault_slots"
        constraints = (
            models.UniqueConstraint(fields=["owner", "vault_id", "kind", "credential"], name="one_slot_per_secret"),
        )

    def context(self) -> tuple[bytes, ...]:
        """Return what the wrapped key is bound to, besides its secret."""
        return (str(self.vault_id).encode(), str(self.id).encode(), self.kind.encode(), self.credential.encode())


class VaultSession(OwnedModel):
    """One browser in which the journal is open. `wrapped` needs the key that only that browser's cookie holds."""

    vault_id = models.UUIDField(editable=False)
    vault = _vault_reference(on_delete=models.CASCADE, related_name="sessions")
    wrapped = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now)
    last_seen_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        default_related_name = "vault_sessions"

    def context(self) -> tuple[bytes, ...]:
        """Return what the wrapped key is bound to, besides the cookie's key."""
        return (str(self.id).encode(), str(self.owner_id).encode(), str(self.vault_id).encode())


class SealedModel(OwnedModel):
    """A row whose words are sealed. Subclasses give `SEALED`, and read and write themselves with a vault in hand."""

    SEALED: tuple[str, ...] = ()
    SCHEMA = 1

    vault_id = models.UUIDField(editable=False)
    vault = _vault_reference(on_delete=models.RESTRICT, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True

    def seal(self, column: str, payload: bytes, vault: "OpenVault") -> None:
        """Put `payload` into a sealed column, bound to this owner, table, row and column."""
        self.vault_id = vault.id
        setattr(self, column, vault.keyring.seal(self._place(column), payload))

    def unseal(self, column: str, vault: "OpenVault") -> bytes:
        """Open a sealed column; raise `Corrupt` if it was altered, moved, or belongs to another vault."""
        return vault.keyring.open(self._place(column), getattr(self, column))

    def _place(self, column: str) -> Place:
        return Place(str(self.owner_id), self._meta.label_lower, str(self.id), column, self.SCHEMA)
