"""The archive made and brought back through the web, beside a bare loop of `zipfile` and `json` over the same rows.

The bare loop has them in clear, with the same columns. It reads and writes them as Django does it with many rows
(`values`, `bulk_create`); it seals, checks, counts and asks nothing, and knows no session. Ours is brought back in
three requests: the file is received, shown for what it would bring, and brought in. The journal holds the diary and
nothing else, as the bare table does; of tags it has none. While ours reads and writes, Python searches for no garbage
(decision 30); in the bare loop it does.
"""

import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any, ClassVar

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models, transaction
from django.test import Client

from benchmarks.journals import Diary, Person, fill, signed_up
from benchmarks.measures import line, seconds

PASSWORD = "another bench on the river bank"
TIMES = 5


class BareRecord(models.Model):
    """A page in clear, with the columns that one has in an archive."""

    id = models.UUIDField(primary_key=True)
    revision = models.PositiveIntegerField()
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    written_on = models.DateField()
    discarded_at = models.DateTimeField(null=True)
    is_withheld = models.BooleanField()
    title = models.TextField()
    body = models.TextField()
    kind = models.TextField()
    objects: ClassVar = models.Manager()

    class Meta:
        app_label = "benchmarks"

    def __str__(self) -> str:
        return str(self.id)


_COLUMNS = [field.name for field in BareRecord._meta.concrete_fields]


def archives(diary: Diary) -> Iterator[str]:
    """Yield a line for making the archive of all of Pepys, and one for bringing it into an account that is empty."""
    person = signed_up("diary@example.org", PASSWORD)
    fill(person, diary, len(diary))
    archive = _made(person)
    _fill(archive)
    bare = _zipped()
    in_turn = [(seconds(partial(_made, person)), seconds(_zipped)) for _time in range(TIMES)]
    yield line("archive of all of Pepys", *zip(*in_turn, strict=True))
    in_turn = [_back(time, archive, bare) for time in range(TIMES)]
    yield line("bringing it back", *zip(*in_turn, strict=True))


def _made(person: Person) -> bytes:
    return bytes(person.client.post("/archive/", {"zip_password": ""}).getvalue())


def _back(time: int, archive: bytes, bare: bytes) -> tuple[float, float]:
    """Return how long each takes to be brought back; the account and the table are empty before."""
    other = Client()
    other.post("/accounts/signup/", {"email": f"other{time}@example.org", "password1": PASSWORD, "tab_name": "Notes"})
    BareRecord.objects.all().delete()
    return seconds(partial(_brought_back, other, archive)), seconds(partial(_put_back, bare))


def _fill(archive: bytes) -> None:
    """Keep the pages of an archive in a table of their own, in clear, with the columns they have in the journal."""
    with connection.schema_editor() as editor:
        editor.create_model(BareRecord)
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        records = json.loads(packed.read("journal.json"))["records"]["entries"]
    _put({**record, **record["content"]} for record in records)


def _zipped() -> bytes:
    records = list(BareRecord.objects.order_by("written_on").values())
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("journal.json", json.dumps(records, ensure_ascii=False, default=str))
        for each in records:
            front = "\n".join(f"{name}: {each[name]}" for name in ("written_on", "title", "kind", "id"))
            packed.writestr(f"{each['written_on']}-{each['id']}.md", f"---\n{front}\n---\n\n{each['body']}\n")
    return whole.getvalue()


def _put_back(archive: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        records = json.loads(packed.read("journal.json"))
    _put(records)


def _put(records: Iterable[Mapping[str, Any]]) -> None:
    with transaction.atomic():
        BareRecord.objects.bulk_create(BareRecord(**{name: each[name] for name in _COLUMNS}) for each in records)


def _brought_back(browser: Any, archive: bytes) -> Any:
    sent = {"file": SimpleUploadedFile("archive.zip", archive)}
    place = browser.post("/archive/import/", sent)["Location"]
    browser.get(place)
    answer = browser.post(f"{place}bring-in/")
    if answer.status_code != 302:
        raise RuntimeError(f"answered {answer.status_code}")
