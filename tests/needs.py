"""What some tests need beside Python, by the marker that says so; a test whose need is not here is not chosen.

`make test` runs on both databases, says which programs it did without, and in CI fails for the lack of any.
"""

import shutil

from django.conf import settings

# What it is for, by the program that is looked for.
PROGRAMS = {
    "java": "EPUBs checked by epubcheck, and pages by the Nu HTML checker: no java was found",
    "xgettext": "what the source asks the catalogues for: no xgettext was found (it is in gettext)",
    "chromium": "what a browser keeps in its profile: no chromium was found that writes one",
}


def lacking() -> set[str]:
    """Return the markers of the tests that cannot run here, on this database."""
    vendor = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2].removesuffix("3")
    return {program for program in PROGRAMS if shutil.which(program) is None} | ({"sqlite", "postgresql"} - {vendor})
