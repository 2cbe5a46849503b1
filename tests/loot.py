"""Everything that is kept, as bytes: what a thief would carry away, and what the walk for readable words looks into."""

import os
from pathlib import Path
from typing import Any

from django.contrib.sessions.models import Session
from django.db import connection


def every_value_of_every_table() -> bytes:
    values: list[bytes] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  the names of our own tables
            values += [_as_bytes(value) for row in cursor.fetchall() for value in row]
    values += [repr(session.get_decoded()).encode() for session in Session.objects.all()]
    return b"\n".join(values)


def _as_bytes(value: Any) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def files_of_the_database() -> list[Path]:
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        return [Path(name + suffix) for suffix in ("", "-wal", "-shm") if Path(name + suffix).exists()]
    return [file for file in Path(os.environ["TEST_POSTGRES_DATA"]).rglob("*") if file.is_file()]
