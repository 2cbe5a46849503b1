"""The line in which books wait to be set: so many are set at once on this server, and no more.

A turn names its work and nobody's account. Turns of processes that are gone show no sign of life and are passed over.
Pictures of first pages are quick and wait in a line of their own, as many at once in each process.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from archive.models import SILENT_FOR, Turn

# So long a picture waits for its turn: somebody looks on, and a thread of the server waits with it.
PATIENCE_SECONDS = 5
_pictures = BoundedSemaphore(settings.BOOKS_AT_ONCE)


class TooManyAtOnce(Exception):
    """The turn did not come in time."""


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


@contextmanager
def turn_of_a_picture() -> Iterator[None]:
    """Wait for a turn to make a picture, and give it up at the end; raise `TooManyAtOnce` if it does not come."""
    if not _pictures.acquire(timeout=PATIENCE_SECONDS):
        raise TooManyAtOnce
    try:
        yield
    finally:
        _pictures.release()
