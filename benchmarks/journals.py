"""People whose journals are full: with the diary of Pepys, or with it over and over until there are enough pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.test import Client
from django.utils import timezone

from accounts.models import User
from entries import tagging
from entries.content import EntryContent
from entries.models import Entry
from reflections.check_ins.content import CheckInContent
from reflections.check_ins.models import CheckIn
from vault.flows import open_with_password
from vault.keyslots import OpenVault

Diary = Sequence[dict[str, str]]
AT_ONCE = 100
# Of what is written behind the diary itself, every so many pages one is a plain page, with a tag.
EVERY = 10


@dataclass
class Person:
    """Somebody who keeps a journal of so many pages, and the browser in which it is open."""

    client: Client
    user: User
    password: str
    pages: int = 0

    def vault(self) -> OpenVault:
        """Open the journal once more."""
        return open_with_password(self.user, password=self.password)


def signed_up(email: str, password: str) -> Person:
    """Return somebody with an empty journal."""
    client = Client()
    client.post("/accounts/signup/", {"email": email, "password1": password, "tab_name": "Notes"})
    return Person(client, User.objects.get(email=email), password)


def fill(person: Person, diary: Diary, number: int) -> None:
    """Put so many pages into a journal, each round of the diary under the days after the last, and one about today."""
    vault, days = person.vault(), [date.fromisoformat(page["date"]) for page in diary]
    span, rows, tagged = days[-1] - days[0] + timedelta(days=1), [], {}
    for each in range(number):
        again, place = divmod(each, len(diary))
        is_plain = again > 0 and each % EVERY == 0
        tags = ("the river",) if is_plain else ()
        page, day = diary[place], days[place] + again * span if each else timezone.localdate()
        rows.append(Entry(owner=person.user, written_on=day))
        rows[-1].write(EntryContent(page["title"], page["text"], "plain" if is_plain else "page", tags), vault)
        tagged[rows[-1].id] = tags
    Entry._base_manager.bulk_create(rows, batch_size=AT_ONCE)
    tagging.note(person.user, tagged, vault=vault)
    person.pages = number


def note_every_day(person: Person, days: int) -> None:
    """Note how it was on each of so many days, all questions answered."""
    vault, today, rows = person.vault(), timezone.localdate(), []
    for number in range(days):
        point = number % 5 + 1
        rows.append(CheckIn.of_day(today - timedelta(days=number), owner=person.user, vault=vault))
        rows[-1].write(CheckInContent(point, point, point, point, point, clarity=point, company=point), vault)
    CheckIn._base_manager.bulk_create(rows, batch_size=AT_ONCE)
