"""Reflections as a Django app."""

from django.apps import AppConfig


class ReflectionsConfig(AppConfig):
    """Questions, answers, and the lines to call."""

    name = "reflections"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Read the library and the helplines now: a mistake in them stops the start, and not a person's evening."""
        from reflections import helplines, library, margin  # noqa: F401, PLC0415  apps must be loaded first
        from reflections.self_work import todays  # noqa: F401, PLC0415  the same

        library.library()
        helplines.helplines()
