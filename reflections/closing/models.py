"""The closing of a sitting on a page or an answer; which one is an id in clear, what it says is sealed."""

from django.db import models
from django.urls import reverse

from entries.models import Entry
from reflections.closing.content import ClosingContent
from vault.keyslots import OpenVault
from vault.models import SealedModel


class Closing(SealedModel):
    """A few words with which a sitting ended. It goes with its page or answer."""

    SEALED = ("words",)

    closed_on = models.DateField()
    entry_id = models.UUIDField(null=True, editable=False)
    entry = models.ForeignObject(
        Entry, on_delete=models.CASCADE, from_fields=("owner", "entry_id"), to_fields=("owner", "id"), null=True
    )
    reflection_id = models.UUIDField(null=True, editable=False)
    reflection = models.ForeignObject(
        "reflections.Reflection",
        on_delete=models.CASCADE,
        from_fields=("owner", "reflection_id"),
        to_fields=("owner", "id"),
        null=True,
    )
    words = models.BinaryField()

    class Meta:
        default_related_name = "closings"
        indexes = (models.Index(fields=["owner", "entry_id"], name="closings_by_entry"),)

    def read(self, vault: OpenVault) -> ClosingContent:
        """Open it."""
        return ClosingContent.from_bytes(self.unseal("words", vault))

    def write(self, content: ClosingContent, vault: OpenVault) -> None:
        """Seal it; the caller saves the row."""
        self.seal("words", content.as_bytes(), vault)

    def get_absolute_url(self) -> str:
        """Return where it is read."""
        return reverse("closed", args=[self.id])
