"""Records made into rows: sealed and made ready for the database one after the other, and inserted many at once.

No row has an object of its own, and nothing is put together anew for each: in `bulk_create` that is most of the time
which bringing a journal back takes.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from archive.journal_file import Record
from archive.record_sets import RecordSet
from vault.keyslots import OpenVault

# The values of one row, as the database takes them, in the order of the columns of its table.
Row = Sequence[Any]


class Table:
    """The table of one kind of record, as the owner of an open journal fills it."""

    def __init__(self, kind: RecordSet, vault: OpenVault) -> None:
        self._kind, self._vault = kind, vault
        # Stands in for one row after the other while what it says is sealed.
        self._object: Any = kind.model(owner_id=vault.owner_id, vault_id=vault.id)
        columns: Sequence[Any] = kind.model._meta.concrete_fields
        differ = {*kind.columns(), *kind.model.SEALED}
        self._same = [each for each in columns if each.name not in differ]
        self._different = [each for each in columns if each.name in differ]
        # The connection itself: to ask for it anew takes as long as what it is asked.
        self._connection = connections[DEFAULT_DB_ALIAS]
        same = [getattr(self._object, each.attname) for each in self._same]
        self._values = [
            column.get_db_prep_save(value, self._connection) for column, value in zip(self._same, same, strict=True)
        ]

    def rows(self, records: Sequence[Record]) -> dict[Record, Row]:
        """Return the rows of these records, sealed."""
        sealed = dict(zip(self._kind.model.SEALED, zip(*map(self._sealed, records), strict=True), strict=False))
        columns = [
            self._prepared(each, sealed.get(each.name) or [record.clear[each.name] for record in records])
            for each in self._different
        ]
        rows = zip(*columns, strict=True)
        return {record: [*self._values, *row] for record, row in zip(records, rows, strict=True)}

    def insert(self, rows: Sequence[Row]) -> None:
        """Put these rows into the table."""
        quoted = self._connection.ops.quote_name
        names = ", ".join(quoted(each.column) for each in (*self._same, *self._different))
        marks = ", ".join(["%s"] * len(rows[0]))
        table = quoted(self._kind.model._meta.db_table)
        with self._connection.cursor() as cursor:
            # Names of tables and columns are the product's own.
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608

    def _sealed(self, record: Record) -> list[bytes]:
        # Where it is sealed names the row in words, once for each column.
        self._object.id = str(record.id)
        self._kind.write(self._object, record.content, self._vault)
        return [getattr(self._object, column) for column in self._kind.model.SEALED]

    def _prepared(self, column: Any, values: Iterable[Any]) -> list[Any]:
        # They are of the types that belong into their columns: `archive.plain` read them.
        return [column.get_db_prep_value(value, self._connection, prepared=True) for value in values]
