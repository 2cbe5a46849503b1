"""The one door to all readers: a file of another journal in, what it holds out."""

from datetime import date
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from archive.importers.found import Found, FoundPage, NotReadable


def read(upload: bytes, name: str, zone: ZoneInfo) -> Found:
    """Return what a Markdown file holds, named by its day; raise `NotReadable` for anything else."""
    try:
        day, body = date.fromisoformat(name.removesuffix(".md")[:10]), upload.decode()
    except ValueError:
        raise NotReadable(_("This is no file that can be read here.")) from None
    return Found("Markdown", (FoundPage(name, day, "", body),))
