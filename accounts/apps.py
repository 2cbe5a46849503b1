"""Accounts as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People and what they prefer."""

    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Give forms our own words, before any is made."""
        from accounts import field_words  # noqa: PLC0415  Django's fields are there once apps are loaded

        field_words.use_them()
