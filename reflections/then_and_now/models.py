"""The comparison: what was noticed while an older page or answer was read beside a newer one."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from reflections.then_and_now.content import Answers, ComparisonContent, ComparisonHead
from vault.keyslots import OpenVault
from vault.models import KeptModel
from vault.owned import OwnedQuerySet, PresentManager


class ComparisonQuerySet(OwnedQuerySet["Comparison"]):
    """Notes of one person."""

    def newest_first(self) -> "ComparisonQuerySet":
        """Order by day, then by when the note was begun."""
        return self.order_by("-written_on", "-created_at", "id")

    def heads(self) -> "ComparisonQuerySet":
        """Leave the answers in the database: a list shows heads."""
        return self.defer("body")


class Comparison(KeptModel):
    """A dated note. Which two it is about is sealed with it, so it outlives both."""

    SEALED = ("head", "body")

    written_on = models.DateField()
    head = models.BinaryField()
    body = models.BinaryField()

    objects: ClassVar = PresentManager.from_queryset(ComparisonQuerySet)()

    class Meta:
        default_related_name = "comparisons"
        indexes = (
            models.Index(
                fields=["owner", "-written_on", "-created_at", "id", "is_set_aside"], name="comparisons_by_day"
            ),
        )

    def read(self, vault: OpenVault) -> ComparisonContent:
        """Open the note."""
        return ComparisonContent(self.read_head(vault).pair, Answers.from_bytes(self.unseal("body", vault)))

    def read_head(self, vault: OpenVault) -> ComparisonHead:
        """Open as much of the note as a list shows."""
        return ComparisonHead.from_bytes(self.unseal("head", vault))

    def write(self, content: ComparisonContent, vault: OpenVault) -> None:
        """Seal what the note says now; the caller saves the row."""
        self.seal("head", content.head().as_bytes(), vault)
        self.seal("body", content.answers.as_bytes(), vault)

    def get_absolute_url(self) -> str:
        """Return where the note is read."""
        return reverse("comparison", args=[self.id])
