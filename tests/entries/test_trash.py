"""The trash: nothing goes at once, everything can come back for thirty days, and then it goes for good."""

from io import StringIO
from uuid import uuid4

from django.core.management import call_command
from django.utils import timezone

from entries.content import EntryContent
from entries.flows import keep_entry
from entries.models import IN_TRASH_FOR, Entry, EntryVersion
from tests.people import A_DAY, Person
from vault.former import set_aside
from vault.keeping import Origin


def discarded_long_ago(person: Person, entry: Entry) -> None:
    entry.discard()
    Entry.kept_by(person.user).filter(id=entry.id).update(discarded_at=timezone.now() - IN_TRASH_FOR)


def test_a_discarded_page_is_in_the_trash_and_nowhere_else(alice: Person) -> None:
    entry = alice.writes("not wanted", written_on=alice.client.get("/").context["today"])
    alice.client.post(f"/journal/{entry.id}/discard/")
    for url in ("/", "/journal/"):
        assert b"not wanted" not in alice.client.get(url).content
    assert b"1 page in the trash" in alice.client.get("/journal/").content
    assert b"not wanted" in alice.client.get("/journal/trash/").content
    assert b"goes for good on" in alice.client.get(f"/journal/{entry.id}/").content


def test_a_discarded_page_comes_back_as_it_was(alice: Person) -> None:
    entry = alice.writes("wanted after all")
    alice.answers("yes", entry=entry)
    alice.client.post(f"/journal/{entry.id}/discard/")
    alice.client.post(f"/journal/{entry.id}/bring-back/")
    assert alice.user.entries.get().read(alice.vault).body == "wanted after all"
    assert b"1 answer" in alice.client.get("/journal/").content


def test_writing_on_a_page_in_the_trash_takes_it_out(alice: Person) -> None:
    entry = alice.writes("in another tab")
    entry.discard()
    alice.revises(entry, "in another tab, still being written")
    assert alice.user.entries.get().read(alice.vault).body == "in another tab, still being written"


def test_a_button_pressed_twice_does_no_more_than_once(alice: Person) -> None:
    entry = alice.writes("words")
    for way in ("discard", "discard", "bring-back", "bring-back"):
        assert alice.client.post(f"/journal/{entry.id}/{way}/").status_code == 302
    assert alice.user.entries.count() == 1


def test_the_same_words_saved_on_a_page_in_the_trash_take_it_out(alice: Person) -> None:
    entry = alice.writes("the same words")
    entry.discard()
    alice.revises(entry, "the same words")
    assert alice.user.entries.count() == 1


def test_a_page_is_deleted_for_good_with_its_history_once_asked(alice: Person) -> None:
    entry = alice.revises(alice.writes("first"), "second")
    entry.discard()
    asked = alice.client.get(f"/journal/{entry.id}/delete/").content
    assert b"1 earlier version" in asked
    assert b"Backups" in asked
    alice.client.post(f"/journal/{entry.id}/delete/")
    assert Entry._base_manager.count() == EntryVersion._base_manager.count() == 0


def test_a_page_without_earlier_versions_is_not_said_to_go_with_any(alice: Person) -> None:
    entry = alice.writes("not wanted")
    entry.discard()
    page = alice.client.get(f"/journal/{entry.id}/delete/").content.decode()
    assert "The page goes, and nobody can bring it back." in page
    assert "earlier version" not in page


def test_only_a_page_in_the_trash_can_be_deleted_for_good(alice: Person) -> None:
    entry = alice.writes("words")
    assert alice.client.post(f"/journal/{entry.id}/delete/").status_code == 404
    assert alice.user.entries.count() == 1


def test_answers_outlive_the_page_they_are_about(alice: Person) -> None:
    entry = alice.writes("I said so.")
    answer = alice.answers("I did.", entry=entry, quote="I said so.")
    entry.discard()
    assert b"I did." in alice.client.get(f"/journal/{entry.id}/delete/").content
    alice.client.post(f"/journal/{entry.id}/delete/")
    left = alice.user.reflections.get(id=answer.id)
    assert left.entry_id is None
    assert left.read(alice.vault).quote == "I said so."
    assert alice.client.get(left.get_absolute_url()).status_code == 200


def test_after_thirty_days_a_page_can_no_longer_be_seen_or_brought_back(alice: Person) -> None:
    entry = alice.writes("long gone")
    discarded_long_ago(alice, entry)
    assert b"long gone" not in alice.client.get("/journal/trash/").content
    assert alice.client.get(f"/journal/{entry.id}/").status_code == 404
    assert alice.client.post(f"/journal/{entry.id}/bring-back/").status_code == 404


def test_the_trash_empties_itself_when_a_new_page_is_begun(alice: Person, bob: Person) -> None:
    for person in (alice, bob):
        discarded_long_ago(person, person.revises(person.writes("long gone"), "long gone, and changed"))
    recent = alice.writes("discarded today")
    recent.discard()
    alice.writes("a new page")
    assert [entry.id for entry in Entry.kept_by(alice.user).in_trash()] == [recent.id]
    assert alice.user.versions.count() == 0
    assert Entry.kept_by(bob.user).count() == 1


def test_a_page_that_is_written_on_at_last_comes_back_with_its_history(alice: Person) -> None:
    """In a tab that never heard its first save was kept, and that does not know of the trash."""
    entry = alice.writes("first")
    discarded_long_ago(alice, entry)
    saved = Entry.kept_by(alice.user).get(id=entry.id)
    assert saved.sitting
    keep_entry(
        alice.user,
        entry_id=entry.id,
        origin=Origin(0, saved.sitting, 2),
        written_on=entry.written_on,
        content=EntryContent("", "second"),
        vault=alice.vault,
    )
    again = alice.user.entries.get()
    assert (again.id, again.revision, again.read(alice.vault).body) == (entry.id, 2, "second")


def test_the_daily_sweep_empties_everybodys_trash_of_what_has_run_out(alice: Person, bob: Person) -> None:
    for person in (alice, bob):
        person.writes("discarded today").discard()
        person.answers("an answer", entry=person.writes("kept"))
        discarded_long_ago(person, person.revises(person.writes("long gone"), "changed"))
    said = StringIO()
    call_command("sweep", stdout=said)
    assert said.getvalue() == "Swept away: 4 rows\n"
    assert [Entry.kept_by(person.user).count() for person in (alice, bob)] == [2, 2]
    assert EntryVersion._base_manager.count() == 0


def test_the_daily_sweep_deletes_nothing_of_a_former_journal(alice: Person) -> None:
    discarded_long_ago(alice, alice.writes("from before"))
    set_aside(alice.user, alice.vault.id)
    call_command("sweep", stdout=StringIO())
    assert Entry._base_manager.count() == 1


def test_nobody_elses_page_can_be_discarded_or_deleted(alice: Person, bob: Person) -> None:
    entry = alice.writes("hers")
    assert bob.client.post(f"/journal/{entry.id}/discard/").status_code == 404
    entry.discard()
    for way in ("bring-back", "delete"):
        assert bob.client.post(f"/journal/{entry.id}/{way}/").status_code == 404
    assert Entry.kept_by(alice.user).get().discarded_at is not None


def test_a_save_that_arrives_after_its_page_was_deleted_for_good_makes_it_anew(alice: Person) -> None:
    """Words outlive a deletion in another tab."""
    entry_id = uuid4()
    page = {"entry_id": str(entry_id), "revision": "3", "written_on": str(A_DAY), "title": "", "body": "still here"}
    alice.client.post(f"/write/{entry_id}/", page)
    assert alice.user.entries.get().read(alice.vault).body == "still here"
