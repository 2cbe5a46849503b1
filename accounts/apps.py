"""Accounts as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People and what they prefer."""

    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
