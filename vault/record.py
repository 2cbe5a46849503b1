"""The record of what happened at the door: who signed in when, from what kind of device. Kept for 90 days.

It holds no address, neither of a network nor of e-mail, and nothing anybody typed.
"""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from vault.models import SecurityEvent

if TYPE_CHECKING:
    # The name under which the type checker knows the project's user model, which lives in an app above this one.
    from django.contrib.auth.models import _User

KEPT_FOR = timedelta(days=90)


def note(owner: "_User", kind: SecurityEvent.Kind, *, device: str) -> None:
    """Write one line, and forget those that are older than 90 days."""
    lines = SecurityEvent.objects.filter(owner=owner)
    lines.filter(happened_at__lt=timezone.now() - KEPT_FOR).delete()
    SecurityEvent.objects.create(owner=owner, kind=kind, device=device[:60])
