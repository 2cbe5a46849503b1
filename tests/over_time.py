"""Notes of many days, and pages with many words: what tests of figures share."""

from datetime import date, timedelta

from accounts.models import Preferences
from entries.content import PAGE, EntryContent
from entries.models import Entry
from reflections.check_ins.content import CheckInContent
from reflections.check_ins.models import CheckIn
from tests.people import Person, change

# A Monday.
BEGAN = date(2025, 3, 17)
WEEKS = 13


def notes_days(person: Person, *, begin: date = BEGAN, days: int = 7 * WEEKS, gap: range = range(30, 40)) -> None:
    """Note every day but those of a gap, and every seventh; once a week who she is."""
    vault, owner = person.vault, person.user
    rows = []
    for number in range(days):
        if number in gap or number % 7 == 6:
            continue
        row = CheckIn.of_day(begin + timedelta(days=number), owner=owner, vault=vault)
        weekly = {"clarity": 3} if number % 7 == 0 else {}
        row.write(
            CheckInContent(today=number % 5 + 1, missing=max(5 - number // 30, 1), wish=2, acted=1, **weekly), vault
        )
        rows.append(row)
    CheckIn._base_manager.bulk_create(rows)


def writes_pages(person: Person, body: str, days: list[date], *, kind: str = PAGE) -> None:
    """Write the same page about each of these days."""
    vault, owner = person.vault, person.user
    rows = []
    for day in days:
        row = Entry(owner=owner, written_on=day)
        row.write(EntryContent(title="", body=body, kind=kind), vault)
        rows.append(row)
    Entry._base_manager.bulk_create(rows)


def wants_words_counted(person: Person) -> Preferences:
    change(person, counts_words=True)
    return person.user.preferences.get()
