"""The record of what happened at the door: who signed in when, from what kind of device. Kept for 90 days.

It holds no address, neither of a network nor of e-mail, and nothing anybody typed.
"""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.crypto import salted_hmac

from vault.models import SecurityEvent
from vault.owned import OwnedQuerySet

if TYPE_CHECKING:
    # The name under which the type checker knows the project's user model, which lives in an app above this one.
    from django.contrib.auth.models import _User

KEPT_FOR = timedelta(days=90)


def hidden_key(key: str, prefix: str, version: int) -> str:
    """Return under which name tries are counted: neither an address of a network nor of e-mail can be read off it."""
    return salted_hmac("vault.record.tries", f"{prefix}:{version}:{key}", algorithm="sha256").hexdigest()


def lines_of(owner: "_User") -> "OwnedQuerySet[SecurityEvent]":
    """Return what happened in the last 90 days, the newest first."""
    lines: OwnedQuerySet[SecurityEvent] = SecurityEvent.objects.filter(owner=owner)
    return lines.filter(happened_at__gte=timezone.now() - KEPT_FOR).order_by("-happened_at")


def note(owner: "_User", kind: SecurityEvent.Kind, *, device: str) -> None:
    """Write one line, and forget those that are older than 90 days."""
    lines = SecurityEvent.objects.filter(owner=owner)
    lines.filter(happened_at__lt=timezone.now() - KEPT_FOR).delete()
    SecurityEvent.objects.create(owner=owner, kind=kind, device=device[:60])
