"""Keeping a page: once, whole, and never over somebody else's words."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entries.content import EntryContent
from entries.flows import keep_entry
from entries.models import Entry
from tests.people import A_DAY, Person
from vault.keeping import Origin, StaleRevision

PAGE = EntryContent(title="A title", body="Some words.")


def keep(person: Person, entry_id: UUID, started_from: int, content: EntryContent, day: date = A_DAY) -> Entry:
    return keep_entry(
        person.user,
        entry_id=entry_id,
        origin=Origin(started_from),
        written_on=day,
        content=content,
        vault=person.vault,
    )


@pytest.mark.parametrize(
    "body",
    [
        "",
        "plain",
        "two\nlines\n\nand a paragraph",
        "  spaces kept  \n\n\n",
        "עברית, العربية, ไทย, 中文, e\u0301, 👩‍👩‍👧",
        "<script>alert(1)</script> #set page() \\ $x$",
        "x" * 1_000_000,
    ],
)
def test_what_was_written_is_read_back_to_the_letter(alice: Person, body: str) -> None:
    entry = keep(alice, uuid4(), 0, EntryContent(title="T", body=body))
    again = alice.user.entries.get(id=entry.id)
    assert again.read(alice.vault) == EntryContent(title="T", body=body)
    assert again.written_on == A_DAY


def test_a_save_sent_twice_is_one_save(alice: Person) -> None:
    entry_id = uuid4()
    first, second = keep(alice, entry_id, 0, PAGE), keep(alice, entry_id, 0, PAGE)
    assert alice.user.entries.count() == 1
    assert (first.revision, second.revision) == (1, 1)


def test_a_new_page_is_not_looked_for(alice: Person) -> None:
    with CaptureQueriesContext(connection) as asked:
        entry = keep(alice, uuid4(), 0, PAGE)
    looks = [each["sql"] for each in asked if each["sql"].startswith("SELECT") and '."body"' in each["sql"]]
    assert looks == []
    with CaptureQueriesContext(connection) as asked:
        keep(alice, entry.id, 1, PAGE)
    assert any('."body"' in each["sql"] for each in asked)


def test_a_changed_page_is_a_new_revision(alice: Person) -> None:
    entry_id = uuid4()
    keep(alice, entry_id, 0, PAGE)
    assert keep(alice, entry_id, 1, EntryContent(title="A title", body="Other words.")).revision == 2


def test_a_page_can_be_moved_to_another_day(alice: Person) -> None:
    entry_id = uuid4()
    keep(alice, entry_id, 0, PAGE)
    assert keep(alice, entry_id, 1, PAGE, date(2024, 1, 1)).revision == 2
    assert alice.user.entries.get().written_on == date(2024, 1, 1)


def test_nothing_is_overwritten_by_a_text_that_started_from_an_older_one(alice: Person) -> None:
    entry_id = uuid4()
    keep(alice, entry_id, 0, PAGE)
    keep(alice, entry_id, 1, EntryContent(title="", body="from the phone"))
    with pytest.raises(StaleRevision):
        keep(alice, entry_id, 1, EntryContent(title="", body="from the laptop"))
    assert alice.user.entries.get().read(alice.vault).body == "from the phone"


def test_two_people_can_have_the_same_id_and_never_meet(alice: Person, bob: Person) -> None:
    entry_id = uuid4()
    keep(alice, entry_id, 0, PAGE)
    keep(bob, entry_id, 0, EntryContent(title="", body="his"))
    assert alice.user.entries.get().read(alice.vault) == PAGE
    assert bob.user.entries.get().read(bob.vault).body == "his"


def test_a_list_opens_heads_and_leaves_bodies_where_they_are(alice: Person) -> None:
    keep(alice, uuid4(), 0, PAGE)
    listed = alice.user.entries.heads().get()
    assert "body" in listed.get_deferred_fields()
    assert listed.read_head(alice.vault).opening == "Some words."
    assert "body" in listed.get_deferred_fields()
