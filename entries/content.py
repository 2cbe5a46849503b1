"""What an entry says, in clear: frozen, in memory, and never a field of a model."""

import json
from dataclasses import dataclass

from entries import markdown

# Free writing; what did I do today, for days that are not for more; a letter that is never sent; and what was written
# instead of a message.
PAGE, PLAIN, LETTER, URGE = "page", "plain", "letter", "urge"
_WRITER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class EntryHead:
    """As much of an entry as a list shows: opened without its body. `kind` is `page`, `plain`, `letter` or `urge`."""

    kind: str
    title: str
    opening: str
    words: int
    tags: tuple[str, ...] = ()

    @classmethod
    def from_bytes(cls, payload: bytes) -> "EntryHead":
        """Read a head from what was sealed; one from before there were tags has none."""
        said = json.loads(payload)
        return cls(**said | {"tags": tuple(said.get("tags", ()))})

    def as_bytes(self) -> bytes:
        """Return what is to be sealed."""
        return _WRITER.encode({name: getattr(self, name) for name in self.__slots__}).encode()


@dataclass(frozen=True, slots=True)
class EntryContent:
    """All that an entry says. `kind` is `page`, `plain`, `letter` or `urge`; `body` is Markdown.

    `tags` are as `entries.tags.tags_in` returns them.
    """

    title: str
    body: str
    kind: str = PAGE
    tags: tuple[str, ...] = ()

    @classmethod
    def from_bytes(cls, head: bytes, body: bytes) -> "EntryContent":
        """Read a page from what was sealed."""
        known = EntryHead.from_bytes(head)
        return cls(known.title, body.decode(), known.kind, known.tags)

    def head(self) -> EntryHead:
        """Return the part that lists show, with the first words and the number of words of the body."""
        plain = markdown.plain(self.body)
        return EntryHead(self.kind, self.title, markdown.opening(plain), markdown.count_words(plain), self.tags)

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to keep yet."""
        return not (self.title.strip() or self.body.strip() or self.tags)
