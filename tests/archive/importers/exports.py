"""Small exports in the real shape of each journal, made on the spot, and their pages by title."""

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfo

from archive.importers.found import Found, FoundPage
from archive.importers.reading import read

VIENNA = ZoneInfo("Europe/Vienna")


def zipped(files: Mapping[str, object], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of these files: bytes and text as they are, anything else as JSON."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as zip_file:
        for name, content in files.items():
            zip_file.writestr(name, content if isinstance(content, bytes | str) else json.dumps(content))
    return packed.getvalue()


def read_zip(files: Mapping[str, object], zone: ZoneInfo = VIENNA) -> Found:
    return read(zipped(files), "export.zip", zone)


def read_text(text: str, name: str = "journal.txt", zone: ZoneInfo = VIENNA, day: date | None = None) -> Found:
    return read(text.encode(), name, zone, day)


def only_page(found: Found) -> FoundPage:
    assert [*found.left_out, *found.look_at] == []
    (page,) = found.pages
    return page


def reasons(found: Found) -> dict[str, str]:
    return {remark.what: remark.sentence for remark in found.left_out}


def looks(found: Found) -> dict[str, str]:
    """Return what is to be looked at, with the sentence about it."""
    return {remark.what: remark.sentence for remark in found.look_at}
