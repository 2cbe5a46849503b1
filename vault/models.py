"""Tables of the vault, and the base of every row that holds a person's words.

A person's rows have the primary key (owner, id), so a row cannot even be named without its owner, and the tables can be
distributed by owner as they stand. What rows mean to somebody (entries, answers) is defined in the apps above.
"""

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vault.core.documents import key_version
from vault.core.errors import StaleKeys
from vault.core.labels import Place
from vault.devices import in_words
from vault.owned import OwnedManager, PresentManager

if TYPE_CHECKING:
    from vault.keyslots import OpenVault


class OwnedModel(models.Model):
    """A row that belongs to one person. Reach it through the person: `person.entries`."""

    pk = models.CompositePrimaryKey("owner_id", "id")
    # Version 4, not 7: a version 7 id would tell when the row was made.
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)

    objects: ClassVar = OwnedManager()

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
    # Former data keys, sealed under the present one, while rows sealed under them are left: see `vault.rekeying`.
    former_keys_sealed = models.BinaryField(null=True)
    # Since when the password people sign in with is known not to open this vault: it was reset, or set by an operator.
    sealed_since = models.DateTimeField(null=True)
    # How long it stays open in a browser in which nothing happens.
    idle_seconds = models.PositiveIntegerField(default=15 * 60)
    created_at = models.DateTimeField(default=timezone.now)
    # The recovery key itself, sealed under the data key, until its owner has shown that she kept it: so the page that
    # shows it can be reloaded without making yet another key.
    recovery_key_sealed = models.BinaryField(null=True)
    recovery_confirmed_at = models.DateTimeField(null=True)
    # When to ask next: do you still have your recovery key?
    recovery_asked_again_at = models.DateTimeField(null=True)

    class Meta:
        default_related_name = "vaults"
        constraints = (
            models.UniqueConstraint(fields=["owner"], condition=models.Q(is_current=True), name="one_current_vault"),
        )

    @classmethod
    def lock(cls, owner_id: int, vault_id: uuid.UUID) -> "Vault":
        """Return the row of a current vault, locked until the transaction ends; raise `StaleKeys` if it is no more.

        Whoever changes keys or rows of a vault locks it first, and rows after it: in one order, nobody waits for ever.
        """
        rows = cls.objects.select_for_update(no_key=True)
        vault: Vault | None = rows.filter(owner=owner_id, id=vault_id, is_current=True).one_or_none()
        if vault is None:
            raise StaleKeys("this journal was set aside or deleted meanwhile")
        return vault

    def place(self, column: str) -> Place:
        """Return where something of the vault's own is sealed: `recovery_key` or `former_keys`."""
        return Place(str(self.owner_id), "vault.vault", str(self.id), column)


def lock_vaults(owner_id: int) -> None:
    """Lock all vaults of a person until the transaction ends: who saves has ended by then, or waits."""
    list(Vault.objects.select_for_update().filter(owner=owner_id).order_by("id"))


def lock_all(owner_id: int) -> None:
    """Lock all vaults of a person and then the account, before all of it is deleted."""
    lock_vaults(owner_id)
    list(get_user_model().objects.select_for_update().filter(pk=owner_id))


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

    class Meta:
        default_related_name = "vault_slots"
        constraints = (
            models.UniqueConstraint(fields=["owner", "vault_id", "kind", "credential"], name="one_slot_per_secret"),
        )

    def context(self) -> tuple[bytes, ...]:
        """Return what the wrapped key is bound to, besides its secret."""
        return (str(self.vault_id).encode(), str(self.id).encode(), self.kind.encode(), self.credential.encode())


class VaultSession(OwnedModel):
    """One browser in which the journal is open. `wrapped` needs the key that only that browser's cookie holds.

    A row is pending between the password and the second step of a sign-in, and opens nothing in that time.
    """

    vault_id = models.UUIDField(editable=False)
    vault = _vault_reference(on_delete=models.CASCADE, related_name="sessions")
    wrapped = models.BinaryField()
    key_version = models.PositiveSmallIntegerField(default=1)
    is_pending = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    last_seen_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        default_related_name = "vault_sessions"

    def has_run_out(self, now: datetime) -> bool:
        """Tell whether it has been open for as long as a journal may be."""
        return now >= self.expires_at

    def is_left_alone(self, now: datetime) -> bool:
        """Tell whether nothing has happened in this browser for as long as its owner allows."""
        return now - self.last_seen_at > timedelta(seconds=self.vault.idle_seconds)

    def context(self) -> tuple[bytes, ...]:
        """Return what the wrapped key is bound to, besides the cookie's key."""
        return (str(self.id).encode(), str(self.owner_id).encode(), str(self.vault_id).encode())


class SecurityEvent(OwnedModel):
    """One line of the record of what happened at the door of an account. It is kept for 90 days."""

    class Kind(models.TextChoices):
        """What happened, in words for the person it happened to."""

        SIGNED_IN = "signed in", _("Signed in")
        WRONG_PASSWORD = "wrong password", _("Somebody tried a wrong password")
        UNLOCKED = "unlocked", _("The journal was opened with the password")
        WRONG_UNLOCK = "wrong unlock", _("Somebody tried to open the journal with a wrong password or key")
        RECOVERED = "recovered", _("The journal was opened with the recovery key or a former password")
        EMAIL_CHANGED = "email changed", _("The e-mail address was changed")
        PASSWORD_CHANGED = "password changed", _("The password was changed")
        PASSWORD_RESET = "password reset", _("The password was reset by e-mail")
        RECOVERY_KEY_MADE = "recovery key made", _("A new recovery key was made")
        RECOVERY_KEY = "recovery key", _("A recovery key was confirmed")
        NEW_KEY = "new key", _("The journal got a new key")
        NEW_JOURNAL = "new journal", _("A new journal was started")
        BROUGHT_BACK = "brought back", _("A former journal was brought back")
        FACTOR_ADDED = "factor added", _("A second step was added")
        FACTOR_REMOVED = "factor removed", _("A second step was removed")
        NEW_CODES = "new codes", _("New recovery codes were made")
        SESSIONS_ENDED = "sessions ended", _("Another device was signed out")

    kind = models.CharField(max_length=24, choices=Kind.choices)
    happened_at = models.DateTimeField(default=timezone.now)
    # "Firefox, Android": as much as helps her to know it again, and no address.
    device = models.CharField(max_length=60)

    class Meta:
        default_related_name = "security_events"
        indexes = (models.Index(fields=["owner", "-happened_at"], name="security_events_by_time"),)

    @property
    def device_in_words(self) -> str:
        """Return a name for the device, in the language of whoever reads it."""
        return in_words(self.device)


class SealedModel(OwnedModel):
    """A row whose words are sealed. Subclasses give `SEALED`, and read and write themselves with a vault in hand."""

    SEALED: tuple[str, ...] = ()
    SCHEMA = 1
    # A person has one such row in each journal; when a former journal is brought back, the present row stays.
    IS_SINGLE = False

    vault_id = models.UUIDField(editable=False)
    vault = _vault_reference(on_delete=models.RESTRICT, related_name="+")
    # A row of a former journal that is kept sealed; `objects` and `person.entries` leave it out.
    is_set_aside = models.BooleanField(default=False, editable=False)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = PresentManager()

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the row; raise `StaleKeys` if its words are sealed under another key than the vault's present one.

        Or if the journal itself was set aside or deleted. The vault's row is locked until the transaction ends, so that
        re-keying never misses a row under way.
        """
        self.save_under(Vault.lock(self.owner_id, self.vault_id), *args, **kwargs)

    def save_under(self, vault: Vault, *args: Any, **kwargs: Any) -> None:
        """Save the row as `save` does, in a transaction in which this row of its vault is locked already."""
        if self.vault_id != vault.id:
            raise StaleKeys("this is a row of another journal")
        written = set(kwargs.get("update_fields") or self.SEALED) & set(self.SEALED) - self.get_deferred_fields()
        if not {key_version(getattr(self, column)) for column in written} <= {vault.key_version}:
            raise StaleKeys("the journal got a new key while this was written")
        super().save(*args, **kwargs)

    def seal(self, column: str, payload: bytes, vault: "OpenVault") -> None:
        """Put `payload` into a sealed column, bound to this owner, table, row and column."""
        self.vault_id = vault.id
        setattr(self, column, vault.keyring.seal(self.place(column), payload))

    def unseal(self, column: str, vault: "OpenVault") -> bytes:
        """Open a sealed column; raise `Corrupt` if it was altered, moved, or belongs to another vault."""
        return vault.keyring.open(self.place(column), getattr(self, column))

    def place(self, column: str) -> Place:
        """Return where a column's value is sealed: it opens nowhere else."""
        return Place(str(self.owner_id), self._meta.label_lower, str(self.id), column, self.SCHEMA)


class KeptModel(SealedModel):
    """A row that is written on in sittings; a sitting is one opening of its form. See `vault.keeping`."""

    # Which sitting wrote what stands saved, and the how manieth save of that sitting it was.
    sitting = models.UUIDField(null=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True
