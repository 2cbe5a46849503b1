"""System checks that refuse a configuration in which words or keys would leave their place."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

AUTHENTICATION = "django.contrib.auth.middleware.AuthenticationMiddleware"
VAULT = "vault.middleware.VaultMiddleware"
ACCOUNTS = "allauth.account.middleware.AccountMiddleware"
SIGNED_IN = "accounts.middleware.SignedInMiddleware"
SESSIONS = "django.contrib.sessions.backends.db"
WORDLESS = "journal_site.reporting.WordlessFilter"
HASHER = "vault.hashers.SignInHasher"
NOT_SHARED = ("LocMemCache", "DummyCache")
# Named, not imported: they live in the app above this one.
ADAPTER = "accounts.adapter.AccountAdapter"
FACTORS = "accounts.second_factors.MFAAdapter"
DEVICES = "accounts.devices.UserSessionsAdapter"
SESSION_MESSAGES = "django.contrib.messages.storage.session.SessionStorage"


def _in_order(*names: str) -> bool:
    middleware = list(settings.MIDDLEWARE)
    places = [middleware.index(name) for name in names if name in middleware]
    return len(places) == len(names) and places == sorted(places)


@register(Tags.security)
def refuse_leaks(**_: Any) -> list[CheckMessage]:
    """Return an error for each setting that would let words or keys out."""
    handlers, cache = settings.FILE_UPLOAD_HANDLERS, str(settings.CACHES["default"]["BACKEND"])
    largest = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    reporter = settings.DEFAULT_EXCEPTION_REPORTER_FILTER
    rules = [
        ("vault.E001", _in_order(AUTHENTICATION, VAULT), "VaultMiddleware must come after AuthenticationMiddleware."),
        ("vault.E002", _in_order(VAULT, ACCOUNTS), "VaultMiddleware must come before allauth's AccountMiddleware."),
        ("vault.E003", settings.SESSION_ENGINE == SESSIONS, "Sessions must be kept in the database, not in a cookie."),
        ("vault.E004", not any("Temporary" in name for name in handlers), "Uploads must not be written to a file."),
        ("vault.E005", settings.MESSAGE_STORAGE == SESSION_MESSAGES, "Messages must not be kept in a cookie."),
        ("vault.E006", reporter == WORDLESS, "Error reports must go through the filter that hides every word."),
        ("vault.E007", bool(largest), "DATA_UPLOAD_MAX_MEMORY_SIZE must bound what a form may send."),
        ("vault.E008", settings.PASSWORD_HASHERS[0] == HASHER, "Signing in must cost what opening a vault costs."),
        ("vault.E009", not cache.endswith(NOT_SHARED), "Tries must be counted where every process sees them."),
        (
            "vault.E010",
            settings.ACCOUNT_ADAPTER == ADAPTER,
            "The account adapter must be the one that opens the vault.",
        ),
        ("vault.E011", settings.MFA_ADAPTER == FACTORS, "Second factors must be sealed by their adapter."),
        ("vault.E012", settings.USERSESSIONS_ADAPTER == DEVICES, "Ending a session must end its open journal."),
        (
            "vault.E013",
            SIGNED_IN in settings.MIDDLEWARE,
            "SignedInMiddleware must give back what a signed-out tab sends.",
        ),
    ]
    return [Error(sentence, id=code) for code, holds, sentence in rules if not holds]
