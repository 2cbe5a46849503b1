"""A goal, and its check-ins. What they say is sealed; in clear are only the days by which they are found."""

from typing import ClassVar

from django.db import models
from django.db.models import F
from django.urls import reverse

from reflections.self_work.content import CheckInContent, GoalContent
from vault.keyslots import OpenVault
from vault.models import KeptModel
from vault.owned import OwnedQuerySet, PresentManager


class GoalQuerySet(OwnedQuerySet["Goal"]):
    """Goals of one person."""

    def begun(self) -> "GoalQuerySet":
        """Leave out those that are only written down."""
        return self.filter(began_on__isnull=False)

    def open(self) -> "GoalQuerySet":
        """Return those that are being worked on."""
        return self.filter(began_on__isnull=False, set_down_on=None)

    def not_open(self) -> "GoalQuerySet":
        """Return those that are only written down, and those that were set down."""
        return self.filter(models.Q(began_on=None) | models.Q(set_down_on__isnull=False))

    def in_order(self) -> "GoalQuerySet":
        """Order as the page of all goals does: open, only written down, set down; the latest first in each."""
        return self.order_by(
            F("set_down_on").desc(nulls_first=True), F("began_on").desc(nulls_last=True), "-created_at", "id"
        )


class GoalCheckInQuerySet(OwnedQuerySet["GoalCheckIn"]):
    """Check-ins of one person's goals."""

    def newest_first(self) -> "GoalCheckInQuerySet":
        """Order by day, then by when each was noted."""
        return self.order_by("-noted_on", "-created_at", "id")


class Goal(KeptModel):
    """One thing to do differently. Without `began_on` it is only written down; with `set_down_on` it has ended."""

    SEALED = ("content",)

    began_on = models.DateField(null=True)
    set_down_on = models.DateField(null=True)
    content = models.BinaryField()

    objects: ClassVar = PresentManager.from_queryset(GoalQuerySet)()

    class Meta:
        default_related_name = "goals"
        indexes = (
            # Open goals are counted on every page: without their words, which make rows large.
            models.Index(fields=["owner", "set_down_on", "began_on", "is_set_aside"], name="goals_by_state"),
        )

    @property
    def is_open(self) -> bool:
        """Whether it is being worked on."""
        return self.began_on is not None and self.set_down_on is None

    def read(self, vault: OpenVault) -> GoalContent:
        """Open the goal."""
        return GoalContent.from_bytes(self.unseal("content", vault))

    def write(self, content: GoalContent, vault: OpenVault) -> None:
        """Seal what the goal says now; the caller saves the row."""
        self.seal("content", content.as_bytes(), vault)

    def get_absolute_url(self) -> str:
        """Return where it is read; where it is gone on with, while it is only written down."""
        return reverse("goal" if self.began_on else "make_goal", args=[self.id])


class GoalCheckIn(KeptModel):
    """One fact about a goal, by its day."""

    SEALED = ("content",)

    goal_id = models.UUIDField(editable=False)
    goal = models.ForeignObject(
        Goal, on_delete=models.CASCADE, from_fields=("owner", "goal_id"), to_fields=("owner", "id")
    )
    noted_on = models.DateField()
    content = models.BinaryField()

    objects: ClassVar = PresentManager.from_queryset(GoalCheckInQuerySet)()

    class Meta:
        default_related_name = "goal_check_ins"
        indexes = (
            models.Index(fields=["owner", "goal_id", "-noted_on", "-created_at", "id"], name="goal_check_ins_by_day"),
        )

    def read(self, vault: OpenVault) -> CheckInContent:
        """Open the check-in."""
        return CheckInContent.from_bytes(self.unseal("content", vault))

    def write(self, content: CheckInContent, vault: OpenVault) -> None:
        """Seal what it says; the caller saves the row."""
        self.seal("content", content.as_bytes(), vault)

    def get_absolute_url(self) -> str:
        """Return where it is read and changed."""
        return reverse("goal_check_in", args=[self.id])
