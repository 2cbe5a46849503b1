"""The vault as a Django app."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Registers the system checks that refuse a configuration which would leak."""

    name = "vault"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Import the checks and the sign-out receiver, so that Django knows them."""
        from vault import checks, session  # noqa: F401, PLC0415  Django wants these registered once apps are loaded
