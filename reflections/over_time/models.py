"""The mark: a day she wants to see in her figures, with what it was. Both are sealed."""

from django.db import models

from reflections.over_time.content import MarkContent
from vault.keyslots import OpenVault
from vault.models import SealedModel


class Mark(SealedModel):
    """One marked day."""

    SEALED = ("content",)

    content = models.BinaryField()

    class Meta:
        default_related_name = "marks"

    def read(self, vault: OpenVault) -> MarkContent:
        """Open it."""
        return MarkContent.from_bytes(self.unseal("content", vault))

    def write(self, content: MarkContent, vault: OpenVault) -> None:
        """Seal it; the caller saves the row."""
        self.seal("content", content.as_bytes(), vault)
