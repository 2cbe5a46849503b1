"""The configuration that would leak is refused; the product's own is not."""

from typing import Any

import pytest
from django.core.checks import run_checks
from pytest_django import Settings

from journal_site import settings as product

WRONG: list[tuple[str, Any, str]] = [
    ("SESSION_ENGINE", "django.contrib.sessions.backends.signed_cookies", "vault.E003"),
    ("FILE_UPLOAD_HANDLERS", ["django.core.files.uploadhandler.TemporaryFileUploadHandler"], "vault.E004"),
    ("MESSAGE_STORAGE", "django.contrib.messages.storage.fallback.FallbackStorage", "vault.E005"),
    ("DEFAULT_EXCEPTION_REPORTER_FILTER", "django.views.debug.SafeExceptionReporterFilter", "vault.E006"),
    ("MIDDLEWARE", [], "vault.E001"),
    ("MIDDLEWARE", list(reversed(product.MIDDLEWARE)), "vault.E002"),
    ("MIDDLEWARE", [], "vault.E013"),
    ("SESSION_ENGINE", "django.contrib.sessions.backends.cache", "vault.E003"),
    ("DATA_UPLOAD_MAX_MEMORY_SIZE", None, "vault.E007"),
    ("PASSWORD_HASHERS", ["django.contrib.auth.hashers.PBKDF2PasswordHasher"], "vault.E008"),
    ("CACHES", {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}, "vault.E009"),
    ("ACCOUNT_ADAPTER", "allauth.account.adapter.DefaultAccountAdapter", "vault.E010"),
    ("MFA_ADAPTER", "allauth.mfa.adapter.DefaultMFAAdapter", "vault.E011"),
    ("USERSESSIONS_ADAPTER", "allauth.usersessions.adapter.DefaultUserSessionsAdapter", "vault.E012"),
]


def complaints() -> set[str | None]:
    return {message.id for message in run_checks(tags=["security"])}


def test_the_products_own_settings_are_accepted() -> None:
    assert not {each for each in complaints() if each and each.startswith("vault.")}


@pytest.mark.parametrize(("name", "value", "code"), WRONG)
def test_a_setting_that_would_leak_is_refused(settings: Settings, name: str, value: Any, code: str) -> None:
    setattr(settings, name, value)
    assert code in complaints()
