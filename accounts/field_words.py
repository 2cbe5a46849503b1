"""What a form says of a field that is empty or cannot be read: Django's own words are those of an office.

In German and Spanish they also speak to a stranger. A form that has words of its own for a field keeps them.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core import validators
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

_NO_CHOICE = {code: _("This is not one of the choices here.") for code in ("invalid_choice", "invalid_list")}
_WORDS: Mapping[Any, Mapping[str, Any]] = {
    forms.Field: {"required": _("This is still empty.")},
    forms.DateField: {"invalid": _("This is not a date.")},
    forms.ChoiceField: _NO_CHOICE,
    forms.MultipleChoiceField: _NO_CHOICE,
}


def use_them() -> None:
    """Put them in the place of Django's, before any form of ours is made."""
    for field, words in _WORDS.items():
        field.default_error_messages = {**field.default_error_messages, **words}
    validators.EmailValidator.message = _("This does not look like an email address.")
    validators.MaxLengthValidator.message = ngettext_lazy(
        "At most %(limit_value)d character fits here; this has %(show_value)d.",
        "At most %(limit_value)d characters fit here; this has %(show_value)d.",
        "limit_value",
    )
