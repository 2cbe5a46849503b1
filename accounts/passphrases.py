"""Suggested passphrases: five words of a list of 7,776, about 64 bits."""

from functools import cache

from xkcdpass import xkcd_password

WORDS = 5


@cache
def _words() -> list[str]:
    return list(xkcd_password.generate_wordlist(wordfile="eff-long", min_length=1, max_length=12))


def suggest_passphrase() -> str:
    """Return five random words, chosen by the operating system's CSPRNG, with spaces between them."""
    return str(xkcd_password.generate_xkcdpassword(_words(), numwords=WORDS, delimiter=" "))
