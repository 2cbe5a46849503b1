"""Accounts as a Django app."""

from django.apps import AppConfig

from accounts import field_words

# Before any form is made: some are while the models of other apps are loaded.
field_words.use_them()


class AccountsConfig(AppConfig):
    """People and what they prefer."""

    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
