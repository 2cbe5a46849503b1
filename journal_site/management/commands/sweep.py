"""`manage.py sweep`: once a day, from cron or a timer."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.sweeping import sweep
from archive.imports import forget_old_imports
from archive.orders import forget_old_books
from entries.erasing import erase_from_files
from entries.flows import empty_every_trash
from reflections.wait.flows import forget_old_waits


class Command(BaseCommand):
    """Sweeps away sessions, open journals, lines of the record, trash, waits, books and imports that have run out."""

    help = "Delete what has run out: sessions, the record, trash, waits, books, imports. Harmless at any time."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Sweep, and say how much."""
        swept = sweep() + empty_every_trash() + forget_old_waits() + forget_old_books()
        swept += forget_old_imports()
        erase_from_files()
        self.stdout.write(f"Swept away: {swept} rows")
