"""The languages of the interface: which there are, what each calls itself, and which was chosen in this browser."""

from collections.abc import Mapping

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, override


def languages() -> list[tuple[str, str]]:
    """Return the code and the name of each; one that awaits a native reader says so, in itself."""
    return [(code, _named(code, name)) for code, name in settings.LANGUAGES]


def chosen_in(cookies: Mapping[str, str]) -> str:
    """Return the language that somebody who was not signed in chose in this browser; empty where nobody did."""
    code = cookies.get(settings.LANGUAGE_COOKIE_NAME, "")
    return code if is_known(code) else ""


def is_known(code: str) -> bool:
    """Tell whether there is an interface in this language."""
    return code in dict(settings.LANGUAGES)


def must_be_known(code: str) -> None:
    """Refuse a language in which there is no interface."""
    if not is_known(code):
        raise ValidationError(gettext("There is no interface in this language."))


def _named(code: str, name: str) -> str:
    if code not in settings.LANGUAGES_AWAITING_A_READER:
        return name
    with override(code):
        return gettext("%s (awaiting a native reader)") % name
