"""The catalogues of translations: `locale/*/LC_MESSAGES/django.po`, and their compiled form, which lies beside them.

`make messages` reads the strings out of the source and compiles. Compiled catalogues are in the repository, so that
whoever only runs the journal needs no tool for them; a test holds them to what they were made from.
"""

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parents[1] / "locale"


def catalogue(language: str, locale: Path = LOCALE) -> Catalog:
    """Return the catalogue of a language."""
    with _file(language, locale).open("rb") as file:
        return read_po(file, locale=language)


def compiled(language: str) -> bytes:
    """Return the catalogue as gettext reads it, without what is fuzzy or missing."""
    made = io.BytesIO()
    write_mo(made, catalogue(language))
    return made.getvalue()


def compiled_file(language: str) -> Path:
    """Return where the compiled catalogue of a language lies."""
    return _file(language, LOCALE).with_suffix(".mo")


def _file(language: str, locale: Path) -> Path:
    return locale / language / "LC_MESSAGES" / "django.po"


if __name__ == "__main__":
    for folder in sorted(LOCALE.iterdir()):
        compiled_file(folder.name).write_bytes(compiled(folder.name))
