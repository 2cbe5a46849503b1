"""What is remembered about asking, one sealed row a person; questions kept for later; and questions of her own."""

from django.db import models

from entries.models import Entry
from reflections.asking.content import KeptQuestion, OwnQuestion
from reflections.asking.record import Record
from vault.keyslots import OpenVault
from vault.models import SealedModel


class Asking(SealedModel):
    """What was offered, declined and answered, as far as it decides what is asked next."""

    SEALED = ("record",)
    IS_SINGLE = True

    record = models.BinaryField()

    class Meta:
        default_related_name = "askings"
        constraints = (
            models.UniqueConstraint(fields=["owner"], condition=models.Q(is_set_aside=False), name="one_asking_row"),
        )

    def read(self, vault: OpenVault) -> Record:
        """Open it."""
        return Record.from_bytes(self.unseal("record", vault))

    def write(self, record: Record, vault: OpenVault) -> None:
        """Seal it; the caller saves the row."""
        self.seal("record", record.as_bytes(), vault)


class KeptForLater(SealedModel):
    """A question she wants to answer another time, with the sentence it is about. Which one: sealed."""

    SEALED = ("question",)

    entry_id = models.UUIDField(null=True, editable=False)
    entry = models.ForeignObject(
        Entry, on_delete=models.CASCADE, from_fields=("owner", "entry_id"), to_fields=("owner", "id"), null=True
    )
    question = models.BinaryField()

    class Meta:
        default_related_name = "kept_for_later"
        indexes = (models.Index(fields=["owner", "-created_at", "id"], name="kept_for_later_by_time"),)

    def read(self, vault: OpenVault) -> KeptQuestion:
        """Open it."""
        return KeptQuestion.from_bytes(self.unseal("question", vault))

    def write(self, question: KeptQuestion, vault: OpenVault) -> None:
        """Seal it; the caller saves the row."""
        self.seal("question", question.as_bytes(), vault)


OWN = "own-"


class OwnPrompt(SealedModel):
    """A question the writer asks herself. Its words are sealed."""

    SEALED = ("question",)

    question = models.BinaryField()

    class Meta:
        default_related_name = "own_prompts"
        indexes = (models.Index(fields=["owner", "-created_at", "id"], name="own_prompts_by_time"),)

    @property
    def slug(self) -> str:
        """Return how it is named where prompts of the library have a slug."""
        return f"{OWN}{self.id}"

    def read(self, vault: OpenVault) -> OwnQuestion:
        """Open it."""
        return OwnQuestion.from_bytes(self.unseal("question", vault))

    def write(self, question: OwnQuestion, vault: OpenVault) -> None:
        """Seal it; the caller saves the row."""
        self.seal("question", question.as_bytes(), vault)
