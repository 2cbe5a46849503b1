"""The check-in: a day that has notes, in clear, and what they say, sealed."""

from datetime import date
from typing import Any
from uuid import uuid5

from django.db import models

from reflections.check_ins.content import CheckInContent
from vault.keyslots import OpenVault
from vault.models import SealedModel


class CheckIn(SealedModel):
    """The notes of one day, in one row.

    Its id is made of the journal and the day, so that the primary key refuses a second one. A constraint on the day
    itself would refuse a former journal that is brought back, when both noted the day between them.
    """

    SEALED = ("notes",)

    noted_on = models.DateField()
    notes = models.BinaryField()

    class Meta:
        default_related_name = "check_ins"
        indexes = (models.Index(fields=["owner", "noted_on", "is_set_aside"], name="check_ins_by_day"),)

    @classmethod
    def of_day(cls, noted_on: date, *, owner: Any, vault: OpenVault) -> "CheckIn":
        """Return the row of a day that has none yet; the caller writes and saves it."""
        return cls(owner=owner, id=uuid5(vault.id, noted_on.isoformat()), noted_on=noted_on, revision=0)

    def read(self, vault: OpenVault) -> CheckInContent:
        """Open the notes."""
        return CheckInContent.from_bytes(self.unseal("notes", vault))

    def write(self, content: CheckInContent, vault: OpenVault) -> None:
        """Seal what the notes say now; the caller saves the row."""
        self.seal("notes", content.as_bytes(), vault)
