"""The archive made and brought back through the web, beside a bare loop of `zipfile` and `json` over the same rows."""

import io
import json
import zipfile
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client

from benchmarks.bare import put
from benchmarks.journals import Person
from benchmarks.measures import line, seconds

PASSWORD = "another bench on the river bank"


def archives(person: Person) -> Iterator[str]:
    """Yield a line for making the archive of all of Pepys, and one for bringing it into an account that is empty."""
    made: list[bytes] = []
    ours = seconds(lambda: made.append(person.client.post("/archive/", {"zip_password": ""}).getvalue()))
    bare: list[bytes] = []
    theirs = seconds(lambda: bare.append(_zipped()))
    yield line("archive of all of Pepys", [ours], [theirs])
    other = Client()
    other.post("/accounts/signup/", {"email": "other@example.org", "password1": PASSWORD, "tab_name": "Notes"})
    back = seconds(partial(_brought_back, other, made[0]))
    yield line("bringing it back", [back], [seconds(partial(_put_back, bare[0]))])


def _zipped() -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, written_on, title, body FROM bare ORDER BY written_on")
        rows = cursor.fetchall()
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("journal.json", json.dumps([[str(value) for value in row] for row in rows]))
        for row, written_on, title, body in rows:
            packed.writestr(f"{written_on}-{row}.md", f"---\ndate: {written_on}\ntitle: {title}\n---\n\n{body}\n")
    return whole.getvalue()


def _put_back(archive: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        rows = json.loads(packed.read("journal.json"))
    with transaction.atomic():
        for _id, written_on, title, body in rows:
            put(written_on, title, body)


def _brought_back(browser: Any, archive: bytes) -> Any:
    sent = {"file": SimpleUploadedFile("archive.zip", archive)}
    place = browser.post("/archive/import/", sent)["Location"]
    browser.get(place)
    answer = browser.post(f"{place}bring-in/")
    if answer.status_code != 302:
        raise RuntimeError(f"answered {answer.status_code}")
