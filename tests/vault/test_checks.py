"""The configuration that would leak is refused; the product's own is not."""

from typing import Any

import pytest
from django.core.checks import run_checks
from pytest_django import Settings

WRONG: list[tuple[str, Any, str]] = [
    ("SESSION_ENGINE", "django.contrib.sessions.backends.signed_cookies", "vault.E003"),
    ("FILE_UPLOAD_HANDLERS", ["django.core.files.uploadhandler.TemporaryFileUploadHandler"], "vault.E004"),
    ("MESSAGE_STORAGE", "django.contrib.messages.storage.fallback.FallbackStorage", "vault.E005"),
    ("DEFAULT_EXCEPTION_REPORTER_FILTER", "django.views.debug.SafeExceptionReporterFilter", "vault.E006"),
    ("MIDDLEWARE", [], "vault.E001"),
]


def complaints() -> set[str | None]:
    return {message.id for message in run_checks(tags=["security"])}


def test_the_products_own_settings_are_accepted() -> None:
    assert not {each for each in complaints() if each and each.startswith("vault.")}


@pytest.mark.parametrize(("name", "value", "code"), WRONG)
def test_a_setting_that_would_leak_is_refused(settings: Settings, name: str, value: Any, code: str) -> None:
    setattr(settings, name, value)
    assert code in complaints()
