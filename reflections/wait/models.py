"""The wait that is under way, and her line for the next one: a row each, if at all."""

from django.db import models
from django.db.models import Q

from reflections.wait.content import OwnWords, WaitContent
from vault.keyslots import OpenVault
from vault.models import SealedModel


class Wait(SealedModel):
    """The ten minutes that are under way. The row is deleted when they end, so nothing about them is ever counted."""

    SEALED = ("content",)
    IS_SINGLE = True

    content = models.BinaryField()

    class Meta:
        default_related_name = "waits"
        constraints = (models.UniqueConstraint(fields=["owner"], condition=Q(is_set_aside=False), name="one_wait"),)

    def read(self, vault: OpenVault) -> WaitContent:
        """Open the wait."""
        return WaitContent.from_bytes(self.unseal("content", vault))

    def write(self, content: WaitContent, vault: OpenVault) -> None:
        """Seal how it stands now; the caller saves the row."""
        self.seal("content", content.as_bytes(), vault)


class LineForNextTime(SealedModel):
    """One line she left herself at the end of a wait. It stays until she changes or empties it.

    A former journal that is brought back may bring another one: then the later one counts.
    """

    SEALED = ("line",)

    line = models.BinaryField()

    class Meta:
        default_related_name = "lines_for_next_time"

    def read(self, vault: OpenVault) -> OwnWords:
        """Open the line."""
        return OwnWords.from_bytes(self.unseal("line", vault))

    def write(self, words: OwnWords, vault: OpenVault) -> None:
        """Seal what it says now; the caller saves the row."""
        self.seal("line", words.as_bytes(), vault)
