"""System checks that refuse a configuration in which words or keys would leave their place."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

AUTHENTICATION = "django.contrib.auth.middleware.AuthenticationMiddleware"
VAULT = "vault.middleware.VaultMiddleware"
ACCOUNTS = "allauth.account.middleware.AccountMiddleware"
SESSION_MESSAGES = "django.contrib.messages.storage.session.SessionStorage"


def _in_order(*names: str) -> bool:
    middleware = list(settings.MIDDLEWARE)
    places = [middleware.index(name) for name in names if name in middleware]
    return len(places) == len(names) and places == sorted(places)


@register(Tags.security)
def refuse_leaks(**_: Any) -> list[CheckMessage]:
    """Return an error for each setting that would let words or keys out."""
    handlers = settings.FILE_UPLOAD_HANDLERS
    rules = [
        ("vault.E001", _in_order(AUTHENTICATION, VAULT), "VaultMiddleware must come after AuthenticationMiddleware."),
        ("vault.E002", _in_order(VAULT, ACCOUNTS), "VaultMiddleware must come before allauth's AccountMiddleware."),
        ("vault.E003", "signed_cookies" not in settings.SESSION_ENGINE, "Sessions must not be kept in a cookie."),
        ("vault.E004", not any("Temporary" in name for name in handlers), "Uploads must not be written to a file."),
        ("vault.E005", settings.MESSAGE_STORAGE == SESSION_MESSAGES, "Messages must not be kept in a cookie."),
        (
            "vault.E006",
            settings.DEFAULT_EXCEPTION_REPORTER_FILTER == "journal_site.reporting.WordlessFilter",
            "Error reports must go through the filter that hides every word.",
        ),
    ]
    return [Error(sentence, id=code) for code, holds, sentence in rules if not holds]
