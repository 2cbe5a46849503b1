"""Search through the web, beside the least it can take: fetch the same rows, open them, and scan each once.

The yardstick knows no ORM, no keyring and no page: a cursor, AES-GCM, and `in` on the casefolded text.
"""

import re
import struct
from collections.abc import Iterator
from functools import partial
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection
from django.test import Client

from benchmarks.journals import Person
from benchmarks.measures import line, seconds
from vault.core.documents import header_of
from vault.core.labels import PRODUCT, length_prefixed
from vault.core.primitives import hkdf

TIMES = 9
# One stands in most entries of Pepys, one in some, one in none.
OFTEN, SOMETIMES, NEVER = "dinner", "jealous", "zyzzyva"
_FURTHER = re.compile(rb'\?after=([^"]+)"')
ROWS = "SELECT id, head, body FROM entries_entry WHERE owner_id = %s ORDER BY written_on DESC, created_at DESC, id"


class Bare:
    """The yardstick: whatever is the same for all rows is worked out before it begins."""

    def __init__(self, person: Person) -> None:
        vault = person.vault()
        self._owner, label = person.user.pk, b"entries.entry"
        self._cipher = AESGCM(hkdf(vault.keyring.data_key, b"seal/" + label))
        self._before = length_prefixed(PRODUCT, b"seal", str(self._owner).encode(), label) + struct.pack(">I", 36)
        schema, header = struct.pack(">H", 1), header_of(vault.keyring.current)
        self._behind = [length_prefixed(column, schema, header) for column in (b"head", b"body")]

    def search(self, words: str) -> int:
        """Return in how many rows the words stand."""
        with connection.cursor() as cursor:
            cursor.execute(ROWS, [self._owner])
            return sum(self._stands_in(words, *row) for row in cursor.fetchall())

    def _stands_in(self, words: str, row: Any, *sealed: Any) -> bool:
        place, texts = self._before + str(UUID(str(row))).encode(), []
        for value, behind in zip(map(bytes, sealed), self._behind, strict=True):
            # The length stands before what was sealed, and the padding behind it.
            texts.append(self._cipher.decrypt(value[4:16], value[16:], place + behind)[4:])
        return words in b"".join(texts).decode().casefold()


def searching(few: Person, many: Person) -> Iterator[str]:
    """Yield lines for a first page and for whole searches, of Pepys and of many more entries."""
    for person in (few, many):
        yield from _searches(person, f"{person.pages:,}")


def _searches(person: Person, name: str) -> Iterator[str]:
    floor = partial(Bare(person).search, NEVER)
    for words, what in ((OFTEN, "first page"), (SOMETIMES, "all finds"), (NEVER, "no find")):
        url = person.client.post("/search/", {"words": words})["Location"]
        act = partial(person.client.get if words == OFTEN else partial(_to_the_end, person.client), url)
        act()
        times = [(seconds(act), seconds(floor)) for _ in range(TIMES)]
        yield line(f"search {name}, {what}", *zip(*times, strict=True))


def _to_the_end(client: Client, url: str) -> Any:
    """Ask for every page of finds, and return the last one."""
    answer = client.get(url)
    while further := _FURTHER.search(answer.content):
        answer = client.get(f"{url}?after={further.group(1).decode()}")
    return answer
