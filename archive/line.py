"""The line in which books wait to be set: so many are set at once on this server, and no more.

A turn names its work and nobody's account. Turns of processes that are gone show no sign of life and are passed over.
"""

from uuid import UUID

from django.conf import settings
from django.utils import timezone

from archive.models import SILENT_FOR, Turn


def join(work: UUID) -> None:
    """Take the last place."""
    Turn.objects.filter(alive_at__lt=timezone.now() - SILENT_FOR).delete()
    Turn.objects.create(work=work, alive_at=timezone.now())


def stay(work: UUID) -> None:
    """Show a sign of life."""
    Turn.objects.filter(work=work).update(alive_at=timezone.now())


def leave(work: UUID) -> None:
    """Give the place up."""
    Turn.objects.filter(work=work).delete()


def ahead_of(work: UUID) -> int:
    """Return how many books must be ready before this one is begun: 0 when it is its turn."""
    own = Turn.objects.filter(work=work).values_list("id", flat=True).first()
    earlier = Turn.objects.filter(alive_at__gte=timezone.now() - SILENT_FOR, id__lt=own or 0).count()
    return max(0, earlier - settings.BOOKS_AT_ONCE + 1)
