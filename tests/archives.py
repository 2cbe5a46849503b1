"""Archives of the tests' people: made, looked into, tampered with, and chosen again."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from archive.exporting import archive_of
from tests.people import Person


def archive(person: Person, password: str = "") -> bytes:
    return b"".join(archive_of(person.user, password=password, vault=person.vault))


def files(upload: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(upload)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def records(person: Person) -> dict[str, list[dict[str, Any]]]:
    """Return all that an archive of this person holds, made at whatever moment."""
    held: dict[str, list[dict[str, Any]]] = json.loads(files(archive(person))["journal.json"])["records"]
    return held


def sealed_up(journal: Any) -> bytes:
    """Return an archive with this `journal.json`, and checksums that hold: what a forger would send."""
    content = journal if isinstance(journal, bytes) else json.dumps(journal).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("journal.json", content)
        made.writestr("checksums.txt", f"{hashlib.sha256(content).hexdigest()}  journal.json\n")
    return packed.getvalue()


def tampered(upload: bytes, change: Callable[[Any], Any]) -> bytes:
    journal = json.loads(files(upload)["journal.json"])
    return sealed_up(change(journal) or journal)


def chooses(person: Person, upload: bytes, name: str = "archive.zip", password: str = "") -> Any:
    """Choose a file, and return what the page answers."""
    sent = {"file": SimpleUploadedFile(name, upload), "archive_password": password}
    return person.client.post("/archive/import/", sent)


def brings_in(person: Person, upload: bytes, password: str = "") -> str:
    """Choose a file and bring it in; return the dry run that was shown in between."""
    chosen = chooses(person, upload, password=password)
    assert chosen.status_code == 302, chosen.content.decode()
    shown: str = person.client.get(chosen["Location"]).content.decode()
    person.client.post(f"{chosen['Location']}bring-in/")
    return shown
