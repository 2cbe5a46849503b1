"""The archive as a Django app; it has no tables."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """The book."""

    name = "archive"
