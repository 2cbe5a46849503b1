"""The reflection: an answer to a prompt, dated, and about an entry or a sentence of it, if any."""

from typing import Any, ClassVar

from django.db import models
from django.db.models.deletion import Collector

from entries.addresses import address_of
from entries.models import Entry
from reflections.asking.models import Asking, KeptForLater, OwnPrompt  # noqa: F401  Django looks for models here
from reflections.check_ins.models import CheckIn  # noqa: F401  Django finds models here
from reflections.closing.models import Closing  # noqa: F401  Django looks for models here
from reflections.content import ReflectionContent, ReflectionHead
from reflections.over_time.models import Mark  # noqa: F401  Django finds the tables of an app here
from reflections.programs.models import ProgramRun  # noqa: F401  Django looks for models here
from reflections.search.models import Search  # noqa: F401  Django looks for tables here
from reflections.self_work.models import Goal, GoalCheckIn  # noqa: F401  Django finds an app's models in this module
from reflections.then_and_now.models import Comparison  # noqa: F401  a table of this app, found here by Django
from reflections.wait.models import LineForNextTime, Wait  # noqa: F401  Django finds the tables of an app here
from vault.keyslots import OpenVault
from vault.models import KeptModel
from vault.owned import OwnedQuerySet, PresentManager


class ReflectionQuerySet(OwnedQuerySet["Reflection"]):
    """Answers of one person."""

    def newest_first(self) -> "ReflectionQuerySet":
        """Order by day, then by when the answer was begun."""
        return self.order_by("-written_on", "-created_at", "id")

    def heads(self) -> "ReflectionQuerySet":
        """Leave the answers' texts in the database: a list shows heads."""
        return self.defer("body")


def answers_stay(_collector: Collector, _field: Any, answers: Any, _using: str) -> None:
    """Leave answers where they are when the page they are about is deleted: they are words of their own."""
    answers.update(entry_id=None)


class Reflection(KeptModel):
    """A dated answer. Which prompt, which sentence and which words: sealed. Which entry: an id, in clear."""

    SEALED = ("head", "body")

    written_on = models.DateField()
    entry_id = models.UUIDField(null=True, editable=False)
    entry = models.ForeignObject(
        Entry, on_delete=answers_stay, from_fields=("owner", "entry_id"), to_fields=("owner", "id"), null=True
    )
    head = models.BinaryField()
    body = models.BinaryField()

    objects: ClassVar = PresentManager.from_queryset(ReflectionQuerySet)()

    class Meta:
        default_related_name = "reflections"
        indexes = (
            models.Index(
                fields=["owner", "-written_on", "-created_at", "id", "is_set_aside"], name="reflections_by_day"
            ),
            models.Index(fields=["owner", "entry_id"], name="reflections_by_entry"),
        )

    @property
    def page(self) -> Entry | None:
        """Return the page it is about, unless that is gone, or a letter that is closed for now."""
        return None if self.is_about_closed_letter else self.entry

    @property
    def is_about_closed_letter(self) -> bool:
        """Whether it quotes a letter that is closed for now: then its quote is not shown either."""
        return self.entry is not None and self.entry.is_withheld

    def read(self, vault: OpenVault) -> ReflectionContent:
        """Open the answer."""
        head = self.read_head(vault)
        return ReflectionContent(
            prompt=head.prompt,
            theme=head.theme,
            question=head.question,
            answer=self.unseal("body", vault).decode(),
            quote=head.quote,
            start=head.start,
            end=head.end,
        )

    def read_head(self, vault: OpenVault) -> ReflectionHead:
        """Open as much of the answer as a list shows."""
        return ReflectionHead.from_bytes(self.unseal("head", vault))

    def write(self, content: ReflectionContent, vault: OpenVault) -> None:
        """Seal what the answer says now; the caller saves the row."""
        self.seal("head", content.head().as_bytes(), vault)
        self.seal("body", content.answer.encode(), vault)

    def get_absolute_url(self) -> str:
        """Return where the answer is read."""
        return address_of("reflection", self.id)
