"""People of the tests: each has an account, an open journal and a browser that is signed in."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.flows import change_preferences
from accounts.models import User
from entries.content import LETTER, PAGE, EntryContent
from entries.flows import keep_entry
from entries.models import Entry
from reflections.check_ins.flows import keep_check_in
from reflections.content import ReflectionContent
from reflections.flows import keep_reflection
from reflections.letters.flows import close
from reflections.library import library
from reflections.models import Reflection
from reflections.over_time.content import MarkContent
from reflections.over_time.flows import set_mark
from reflections.wait.content import WaitContent
from reflections.wait.flows import leave_line
from reflections.wait.models import Wait
from vault.flows import open_with_password
from vault.keeping import Origin
from vault.keyslots import OpenVault

PASSWORD = "correct horse battery staple"
A_DAY = date(2025, 6, 14)
PROMPT = "r-say-it-plain"


@dataclass
class Person:
    """Somebody who keeps a journal."""

    email: str
    password: str
    client: Client

    @classmethod
    def signed_up(cls, name: str, password: str = PASSWORD) -> "Person":
        person = cls(f"{name}@example.org", password, Client())
        person.client.post(
            "/accounts/signup/", {"email": person.email, "password1": password, "tab_name": "Notes", "time_zone": ""}
        )
        return person

    @property
    def user(self) -> User:
        return User.objects.get(email=self.email)

    @property
    def vault(self) -> OpenVault:
        return open_with_password(self.user, password=self.password)

    def signs_in(self, client: Client | None = None) -> None:
        (client or self.client).post("/accounts/login/", {"login": self.email, "password": self.password})

    def locks(self) -> None:
        self.client.post("/lock/")

    def unlocks(self) -> None:
        self.client.post("/unlock/", {"password": self.password})

    def has_open_journal(self) -> bool:
        return self.client.get("/journal/").status_code == 200

    def writes(
        self, body: str, *, title: str = "", written_on: date = A_DAY, kind: str = PAGE, tags: tuple[str, ...] = ()
    ) -> Entry:
        content = EntryContent(title, body, kind, tags)
        return keep_entry(
            self.user, entry_id=uuid4(), origin=Origin(), written_on=written_on, content=content, vault=self.vault
        )

    def writes_letter(self, body: str, *, title: str = "", written_on: date = A_DAY) -> Entry:
        return self.writes(body, title=title, written_on=written_on, kind=LETTER)

    def closes(self, letter: Entry, until: date = date(2099, 10, 1)) -> None:
        close(letter, until=until, vault=self.vault)

    def revises(self, entry: Entry, body: str, *, title: str = "", written_on: date = A_DAY) -> Entry:
        """Write on a page in a sitting of its own, so that what it said becomes a version."""
        revision = Entry.kept_by(self.user).get(id=entry.id).revision
        return keep_entry(
            self.user,
            entry_id=entry.id,
            origin=Origin(revision),
            written_on=written_on,
            content=EntryContent(title=title, body=body),
            vault=self.vault,
        )

    def answers(self, answer: str, *, entry: Entry | None = None, quote: str = "", prompt: str = PROMPT) -> Reflection:
        asked = library().prompts[prompt]
        start = entry.read(self.vault).body.index(quote) if entry and quote else 0
        content = ReflectionContent(
            prompt, asked.theme, asked.question, answer, quote=quote, start=start, end=start + len(quote)
        )
        return keep_reflection(
            self.user,
            reflection_id=uuid4(),
            origin=Origin(),
            written_on=A_DAY,
            entry=entry,
            content=content,
            vault=self.vault,
        )

    def notes(self, noted_on: date, **said: int) -> None:
        """Note how a day is: points by the names of the questions."""
        keep_check_in(self.user, noted_on=noted_on, said=said, vault=self.vault)

    def marks(self, day: date, line: str) -> None:
        """Mark a day in her figures."""
        set_mark(self.user, mark_id=uuid4(), content=MarkContent(day, line), vault=self.vault)

    def waits(self, *, minutes: int) -> None:
        """Be in a wait that began so many minutes ago."""
        self.user.waits.all().delete()
        row = Wait(owner=self.user)
        row.write(WaitContent(timezone.now() - timedelta(minutes=minutes), before=8), self.vault)
        row.save(force_insert=True)

    def chooses_file(self, words: str, name: str = "2025-06-10.md") -> str:
        """Choose a file to bring in, and return where its dry run is; nothing is in the journal yet."""
        upload = SimpleUploadedFile(name, words.encode())
        return str(self.client.post("/archive/import/", {"file": upload})["Location"])

    def leaves_line(self, line: str) -> None:
        leave_line(self.user, text=line, written_on=A_DAY, revision=0, vault=self.vault)


def change(person: Person, **personal: Any) -> None:
    """Change what a person's preferences say about her."""
    change_preferences(person.user, change=partial(replace, **personal), vault=person.vault)


def spoilt(sealed: bytes | memoryview) -> bytes:
    """Return sealed bytes with the last one changed; a certain one in its place may be what stood there."""
    *others, last = bytes(sealed)
    return bytes([*others, last ^ 1])
