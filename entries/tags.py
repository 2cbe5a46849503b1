"""Tags in her own words: how a line of them is read, and the one sealed row that says which pages have which.

A page says itself which tags it has. To list them, and to find their pages, would mean to open the whole journal, so
one sealed row names them; `entries.tagging` keeps it. It also gives each tag an id, so that no word stands in an
address.
"""

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import models

from vault.keyslots import OpenVault
from vault.models import SealedModel

# Commas of Latin, Arabic, Chinese and Japanese.
_COMMAS = re.compile("[,،，、]")


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: by which id addresses name it, how it is written, and which pages have it."""

    id: UUID
    word: str
    pages: frozenset[UUID] = frozenset()


# Each tag by its key.
Tags = dict[str, Tag]


class TagIndex(SealedModel):
    """The tags of one person.

    As with `entries.letters.LetterIndex` there may be two, which are read as one.
    """

    SEALED = ("tags",)

    tags = models.BinaryField()

    class Meta:
        default_related_name = "tag_indexes"

    def read(self, vault: OpenVault) -> Tags:
        """Open the row."""
        named = json.loads(self.unseal("tags", vault))
        tags = (Tag(UUID(tag["id"]), tag["word"], frozenset(map(UUID, tag["pages"]))) for tag in named)
        return {key(tag.word): tag for tag in tags}

    def write(self, tags: Tags, vault: OpenVault) -> None:
        """Seal which tags there are; the caller saves the row."""
        named = [
            {"id": tag.id.hex, "word": tag.word, "pages": [page.hex for page in tag.pages]} for tag in tags.values()
        ]
        self.seal("tags", json.dumps(named, ensure_ascii=False).encode(), vault)


def key(word: str) -> str:
    """Return what two spellings of one tag have in common: capitals and ways to encode a letter make no difference."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold())


def tags_in(line: str) -> tuple[str, ...]:
    """Return the tags in a line of them, with commas between: each once, as it is written first."""
    found: dict[str, str] = {}
    for part in _COMMAS.split(line):
        word = " ".join(part.split())
        if _is_seen(word):
            found.setdefault(key(word), word)
    return tuple(found.values())


def as_line(tags: Iterable[str]) -> str:
    """Return tags as a person types them."""
    return ", ".join(tags)


def _is_seen(word: str) -> bool:
    """Tell whether anything of a word can be seen, and so be tapped."""
    return any(unicodedata.category(character)[0] in "LNPS" for character in word)
