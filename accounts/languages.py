"""The languages of the interface: which there are, what each calls itself, and which was chosen in this browser."""

from collections.abc import Iterator, Mapping

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, override


def languages() -> Iterator[tuple[str, str]]:
    """Yield the code and the name of each; one that awaits a native reader says so, in itself."""
    for code, name in settings.LANGUAGES:
        with override(code):
            is_waiting = code in settings.LANGUAGES_AWAITING_A_READER
            yield code, gettext("%s (awaiting a native reader)") % name if is_waiting else name


def chosen_in(cookies: Mapping[str, str]) -> str:
    """Return the language that somebody who was not signed in chose in this browser; empty where nobody did."""
    code = cookies.get(settings.LANGUAGE_COOKIE_NAME, "")
    return code if code in dict(settings.LANGUAGES) else ""


def must_be_known(code: str) -> None:
    """Refuse a language in which there is no interface."""
    if code not in dict(settings.LANGUAGES):
        raise ValidationError(gettext("There is no interface in this language."))
