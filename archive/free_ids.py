"""Another id for each record whose own belongs to a former journal of the same person, wherever it is named.

That journal is kept sealed, with its rows; an archive of it may be all that is left to read.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any
from uuid import uuid5

from accounts.models import User
from archive.journal_file import Record
from archive.plain import as_json, read_as
from archive.record_sets import ids_of
from reflections.asking.models import OWN
from vault.keyslots import OpenVault

# A record by its id, or a question of her own by its prompt.
_NAMED = re.compile(rf"({OWN})?([0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}})")


def under_free_ids(records: Sequence[Record], owner: User, *, vault: OpenVault) -> Sequence[Record]:
    """Return the records with a free id for each that is taken: UUIDv5 of the ids of `vault` and of the record."""
    taken = map(str, chain.from_iterable(ids_of(owner, is_set_aside=True).values()))
    free = {row: str(uuid5(vault.id, row)) for row in taken}
    return [_renamed(record, free) for record in records] if free else records


def _renamed(record: Record, free: Mapping[str, str]) -> Record:
    hints = record.kind.columns()
    clear = {name: read_as(hints[name], _named(_plain(value), free)) for name, value in record.clear.items()}
    content = read_as(record.kind.content, _named(_plain(record.content), free))
    return replace(record, clear=clear, content=content)


def _plain(value: Any) -> Any:
    return json.loads(as_json(value))


def _named(value: Any, free: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {_named(name, free): _named(each, free) for name, each in value.items()}
    if isinstance(value, list):
        return [_named(each, free) for each in value]
    found = _NAMED.fullmatch(value) if isinstance(value, str) else None
    return f"{found[1] or ''}{free.get(found[2], found[2])}" if found else value
