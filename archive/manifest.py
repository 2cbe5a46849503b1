"""The files of an archive, one after the other, and what each of them says: nothing is held but a few rows at a time.

A file's name is a day and half an id, and never a word of hers. What the product does not show (closed letters, the
trash, earlier versions) is in `journal.json` alone. The format is docs/archive-format.md.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from archive.journal_file import FORMAT, VERSION
from archive.plain import as_json
from archive.record_sets import ENTRIES, RECORD_SETS, REFLECTIONS, ROWS_AT_ONCE, Damaged, RecordSet, records_of
from entries.content import EntryContent
from entries.models import Entry
from reflections.content import ReflectionContent
from vault.keyslots import OpenVault
from vault.models import SealedModel
from vault.reading import read_or_none

_OF_A_FILE = ("id", "owner", "written_on", "head", "body")
JOURNAL, CHECKSUMS = "journal.json", "checksums.txt"
README = _(
    """This is a journal kept with Afterword, whole.

entries/       a Markdown file for each page, with its date in front and the answers about it below
journal.json   everything: pages, answers, goals, letters, notes of days, earlier versions, the trash, preferences
checksums.txt  tells whether a file was changed since: sha256sum -c checksums.txt

To bring it back, choose this zip in Afterword, under "Bring pages in". Letters that are closed until a day, and pages
in the trash, are in journal.json alone.

Anyone who can open these files can read them.
"""
)
DAMAGED = _(
    """These could not be opened when the archive was made, so they are not in it. They may have been damaged;
nothing has been deleted. If there is a backup from before, they can be restored from it.

"""
)


@dataclass(frozen=True, slots=True)
class File:
    """One file of the archive. `parts` can be gone through once."""

    name: str
    parts: Iterable[bytes]


@dataclass(slots=True)
class Archive:
    """A journal on its way out. Go through `files` once; `counts` and `damaged` are filled on the way."""

    owner: User
    vault: OpenVault
    counts: dict[str, int] = field(default_factory=dict)
    damaged: dict[Damaged, None] = field(default_factory=dict)
    _sums: list[str] = field(default_factory=list)

    def files(self) -> Iterator[File]:
        """Yield every file; each must be gone through before the next is asked for."""
        yield self._summed(File("README.txt", [str(README).encode()]))
        yield self._summed(File(JOURNAL, self._journal()))
        for file in self._pages():
            yield self._summed(file)
        if self.damaged:
            lines = [f"{each.record_set} {each.id}\n" for each in self.damaged]
            yield self._summed(File("DAMAGED.txt", [(str(DAMAGED) + "".join(lines)).encode()]))
        yield File(CHECKSUMS, ["".join(self._sums).encode()])

    def _summed(self, file: File) -> File:
        def parts() -> Iterator[bytes]:
            digest = sha256()
            for part in file.parts:
                digest.update(part)
                yield part
            self._sums.append(f"{digest.hexdigest()}  {file.name}\n")

        return File(file.name, parts())

    def _journal(self) -> Iterator[bytes]:
        """Write a record a line, so that the file can be looked through, and compared, as it is."""
        head = {"format": FORMAT, "version": VERSION, "made_at": timezone.now().isoformat()}
        yield as_json(head)[:-1] + b',\n"records": {'
        for number, each in enumerate(RECORD_SETS):
            yield (b",\n" if number else b"\n") + as_json(each.name) + b": ["
            yield from self._set(each)
            yield b"]"
        yield b"\n}}\n"

    def _set(self, each: RecordSet) -> Iterator[bytes]:
        self.counts[each.name] = 0
        for record in records_of(each, self.owner, vault=self.vault):
            if isinstance(record, Damaged):
                self.damaged[record] = None
                continue
            yield (b",\n" if self.counts[each.name] else b"\n") + as_json(record)
            self.counts[each.name] += 1

    def _pages(self) -> Iterator[File]:
        """Yield the pages that the journal shows, in the order of a book."""
        names: set[str] = set()
        ids = list(self.owner.entries.oldest_first().values_list("id", flat=True))
        answered = set(self.owner.reflections.order_by().values_list("entry_id", flat=True))
        for begin in range(0, len(ids), ROWS_AT_ONCE):
            batch = ids[begin : begin + ROWS_AT_ONCE]
            answers = self._answers(answered.intersection(batch))
            for entry in self.owner.entries.filter(id__in=batch).only(*_OF_A_FILE).oldest_first():
                content = self._opened(ENTRIES, entry)
                if content is not None:
                    text = markdown_of(entry, content, answers.get(entry.id, ()))
                    yield File(_unused(entry, names), [text.encode()])

    def _answers(self, pages: Collection[UUID | None]) -> Mapping[UUID | None, list[ReflectionContent]]:
        about: dict[UUID | None, list[ReflectionContent]] = {}
        rows = self.owner.reflections.filter(entry_id__in=pages).order_by("written_on", "created_at", "id")
        for reflection in rows:
            content = self._opened(REFLECTIONS, reflection)
            if content is not None:
                about.setdefault(reflection.entry_id, []).append(content)
        return about

    def _opened(self, each: RecordSet, row: SealedModel) -> Any:
        """Return what a row says; where it does not open, name it, since it may have opened a moment before."""
        content = read_or_none(partial(each.read, row), self.vault)
        if content is None:
            self.damaged[Damaged(each.name, row.id)] = None
        return content


def markdown_of(entry: Entry, content: EntryContent, answers: Sequence[ReflectionContent]) -> str:
    """Return a page as a Markdown file: its date, title, kind and id in front, the answers about it quoted below."""
    tags = f"tags: [{', '.join(map(_in_yaml, content.tags))}]\n" if content.tags else ""
    named = f"title: {_in_yaml(content.title)}\n{tags}kind: {content.kind}\n"
    front = f"date: {entry.written_on}\n{named}id: {entry.id}\n"
    sections = [f"---\n{front}---\n\n{content.body}\n", *(_section(answer) for answer in answers)]
    return "\n".join(sections)


def _in_yaml(words: str) -> str:
    """Return words as a string in YAML: one of JSON, but for how signs that do not print are written."""
    quoted = json.dumps(words, ensure_ascii=False)
    return quoted if quoted.isprintable() else "".join(map(_printable, quoted))


def _printable(sign: str) -> str:
    return sign if sign.isprintable() else f"\\U{ord(sign):08x}"


def _section(answer: ReflectionContent) -> str:
    quote = [f"*{answer.quote}*"] if answer.quote else []
    words = "\n\n".join([f"**{answer.question}**", *quote, answer.answer])
    return "".join(f"> {line}".rstrip() + "\n" for line in words.splitlines())


def _unused(entry: Entry, names: set[str]) -> str:
    """Return a name that no other page has: two may begin alike, if somebody wants them to."""
    name = f"entries/{entry.written_on}-{str(entry.id)[:8]}.md"
    if name in names:
        name = f"entries/{entry.written_on}-{entry.id}.md"
    names.add(name)
    return name
