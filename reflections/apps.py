"""Reflections as a Django app."""

from django.apps import AppConfig


class ReflectionsConfig(AppConfig):
    """Questions, answers, and the lines to call."""

    name = "reflections"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Read what is in `content/` now: a mistake in it stops the start, and not a person's evening."""
        from reflections import cards, cue_lists, endings, helplines, library, margin  # noqa: F401, PLC0415  apps first
        from reflections.check_ins import days  # noqa: F401, PLC0415  the same
        from reflections.letters import todays as letters  # noqa: F401, PLC0415  the same
        from reflections.over_time.word_lists import word_lists  # noqa: PLC0415  the same
        from reflections.programs.content import programs  # noqa: PLC0415  the same
        from reflections.self_work import todays  # noqa: F401, PLC0415  the same

        library.library()
        programs()
        word_lists()
        helplines.helplines()
        cards.texts()
        cue_lists.cue_list(cue_lists.ENGLISH)
