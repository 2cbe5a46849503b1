"""Passphrases: suggested ones (five words of a list of 7,776, about 64 bits), and one more kind that is refused."""

import re
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from xkcdpass import xkcd_password

WORDS = 5


@cache
def _words() -> list[str]:
    return list(xkcd_password.generate_wordlist(wordfile="eff-long", min_length=1, max_length=12))


def suggest_passphrase() -> str:
    """Return five random words, chosen by the operating system's CSPRNG, with spaces between them."""
    return str(xkcd_password.generate_xkcdpassword(_words(), numwords=WORDS, delimiter=" "))


class RepetitionValidator:
    """Refuses a password that is a short piece over and over: it is no harder to guess than the piece."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise `ValidationError` for "passwordpassword", "123123123123" and their like."""
        if re.fullmatch(r"(.{1,12}?)\1+", password, re.DOTALL):
            raise ValidationError(
                _("This repeats one short piece, so it is as easy to guess as the piece."), code="repeated"
            )

    def get_help_text(self) -> str:
        """Return what it asks for."""
        return _("Your password can’t be one short piece over and over.")
