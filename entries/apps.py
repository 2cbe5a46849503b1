"""Entries as a Django app."""

from django.apps import AppConfig


class EntriesConfig(AppConfig):
    """Dated personal writing."""

    name = "entries"
    default_auto_field = "django.db.models.BigAutoField"
