"""The archive as a Django app."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """The book, the archive, and what is brought in."""

    name = "archive"

    def ready(self) -> None:
        """Let the apps below tell when a page goes for good."""
        from archive import forgetting  # noqa: F401, PLC0415  apps first
