"""The archive as a Django app."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """The book, the archive, and what is brought in."""

    name = "archive"
