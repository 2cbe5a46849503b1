"""`manage.py sweep`: once a day, from cron or a timer."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.sweeping import sweep


class Command(BaseCommand):
    """Sweeps away sessions, open journals and lines of the record that have run out."""

    help = "Delete sessions, open journals and lines of the record that have run out. Harmless at any time."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Sweep, and say how much."""
        self.stdout.write(f"Swept away: {sweep()} rows")
