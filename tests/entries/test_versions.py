"""What a page said before: one version a sitting, and two texts written at once both kept."""

from uuid import uuid4

import pytest

from entries.comparing import takes_much_away
from entries.content import EntryContent
from entries.flows import keep_entry
from entries.models import Entry
from tests.people import A_DAY, Person, spoilt
from vault.keeping import Origin, StaleRevision

LONG = "He never said so, and I never asked. " * 20


def fields(entry: Entry, **changed: str) -> dict[str, str]:
    page = {"entry_id": str(entry.id), "revision": "0", "written_on": "2025-06-14", "title": "", "body": "words"}
    return page | changed


def said_before(person: Person) -> list[str]:
    return [version.read(person.vault).body for version in person.user.versions.newest_first()]


def autosaves(person: Person, bodies: list[str]) -> Entry:
    """Save a page several times in one sitting, as the writing page does."""
    form = Origin()
    for number, body in enumerate(bodies):
        entry = keep_entry(
            person.user,
            entry_id=form.sitting,
            origin=Origin(number, form.sitting, number),
            written_on=A_DAY,
            content=EntryContent(title="", body=body),
            vault=person.vault,
        )
    return entry


def test_a_sitting_makes_one_version_however_often_it_saved(alice: Person) -> None:
    entry = autosaves(alice, ["I", "I went", "I went home."])
    assert said_before(alice) == []
    alice.revises(entry, "I stayed.")
    assert said_before(alice) == ["I went home."]
    alice.revises(entry, "I left.")
    assert said_before(alice) == ["I stayed.", "I went home."]


def test_a_slip_of_the_hand_within_a_sitting_loses_nothing(alice: Person) -> None:
    entry = autosaves(alice, [LONG, "x", "x and on"])
    assert said_before(alice) == [LONG]
    assert entry.read(alice.vault).body == "x and on"


@pytest.mark.parametrize(
    ("before", "after", "much"),
    [
        (LONG, LONG + "more", False),
        (LONG, "more " + LONG, False),
        (LONG, LONG[:100] + "changed" + LONG[140:], False),
        (LONG, LONG[: len(LONG) // 3], True),
        (LONG, "", True),
        (LONG, "y" * len(LONG), True),
        ("short", "", False),
        ("", LONG, False),
    ],
)
def test_much_is_more_than_half_of_a_text_in_one_stretch(before: str, after: str, much: bool) -> None:
    assert takes_much_away(before, after) is much


def test_the_answer_to_a_save_may_be_lost_without_a_conflict(alice: Person) -> None:
    """The next save of the same sitting names the revision it knows of, which is not the newest any more."""
    form = Origin()
    for sequence, body in enumerate(["first", "first and second"]):
        keep_entry(
            alice.user,
            entry_id=form.sitting,
            origin=Origin(0, form.sitting, sequence),
            written_on=A_DAY,
            content=EntryContent(title="", body=body),
            vault=alice.vault,
        )
    assert alice.user.entries.get().read(alice.vault).body == "first and second"


def test_a_late_save_never_replaces_a_newer_one_of_its_sitting(alice: Person) -> None:
    entry = autosaves(alice, ["one", "one two", "one two three"])
    late = Origin(0, entry.sitting or uuid4(), 1)
    with pytest.raises(StaleRevision):
        keep_entry(
            alice.user,
            entry_id=entry.id,
            origin=late,
            written_on=A_DAY,
            content=EntryContent(title="", body="one two, late"),
            vault=alice.vault,
        )
    assert alice.user.entries.get().read(alice.vault).body == "one two three"


def test_a_late_save_does_not_win_over_words_that_were_changed_back(alice: Person) -> None:
    """The sixth save is slow; she goes back to what stood before, which the seventh finds there already."""
    entry = autosaves(alice, ["as it was"])
    sitting, vault = entry.sitting or uuid4(), alice.vault

    def saves(sequence: int, body: str) -> None:
        origin, content = Origin(1, sitting, sequence), EntryContent(title="", body=body)
        keep_entry(alice.user, entry_id=entry.id, origin=origin, written_on=A_DAY, content=content, vault=vault)

    saves(7, "as it was")
    with pytest.raises(StaleRevision):
        saves(6, "changed, and changed back")
    assert alice.user.entries.get().read(vault).body == "as it was"


def test_a_version_is_brought_back_and_that_is_a_new_version(alice: Person) -> None:
    entry = alice.writes("first", title="A title")
    alice.revises(entry, "second")
    version = alice.user.versions.get()
    answer = alice.client.post(f"/journal/{entry.id}/history/{version.id}/restore/")
    assert answer["Location"] == entry.get_absolute_url()
    assert alice.user.entries.get().read(alice.vault) == EntryContent(title="A title", body="first")
    assert said_before(alice) == ["second", "first"]
    alice.client.post(f"/journal/{entry.id}/history/{version.id}/restore/")
    assert len(said_before(alice)) == 2


def test_a_page_moved_to_another_day_keeps_its_history(alice: Person) -> None:
    entry = alice.writes("words")
    alice.revises(entry, "words", written_on=A_DAY.replace(day=1))
    alice.revises(entry, "other words", written_on=A_DAY.replace(day=2))
    newest, oldest = alice.user.versions.newest_first()
    assert [newest.written_on.day, oldest.written_on.day] == [1, 14]
    assert b"the page moves to 14 June 2025" in alice.client.get(oldest.get_absolute_url()).content
    alice.client.post(f"{oldest.get_absolute_url()}restore/")
    assert alice.user.entries.get().written_on == A_DAY


def test_the_history_lists_every_version_and_says_when_there_is_none(alice: Person) -> None:
    entry = alice.writes("first words here")
    assert b"There is none yet" in alice.client.get(f"/journal/{entry.id}/history/").content
    alice.revises(entry, "second")
    page = alice.client.get(f"/journal/{entry.id}/history/").content
    assert b"3 words" in page
    assert alice.user.versions.get().get_absolute_url().encode() in page
    assert b"1 earlier version" in alice.client.get(f"/journal/{entry.id}/").content


def test_a_version_stands_beside_what_the_page_says_now_with_what_differs_marked(alice: Person) -> None:
    entry = alice.writes("I was calm.\n\nIt rained.")
    alice.revises(entry, "I was not calm.\n\nIt rained.")
    page = alice.client.get(alice.user.versions.get().get_absolute_url()).content.decode()
    assert "I was calm.\n\nIt rained." in page
    assert "I was <ins>not </ins>calm.\n\nIt rained." in page
    assert "<del>" not in page
    assert "the page moves to" not in page


def stale_save(person: Person, entry: Entry, body: str) -> str:
    """Press Done on a page that was changed elsewhere meanwhile; return where that leads."""
    answer = person.client.post(f"/write/{entry.id}/", fields(entry, body=body))
    assert answer.status_code == 302
    return str(answer["Location"])


def test_words_written_at_the_same_time_are_kept_beside_the_page_and_shown_with_it(alice: Person) -> None:
    entry = alice.writes("from the phone")
    both = stale_save(alice, entry, "from the laptop")
    assert alice.user.entries.get().read(alice.vault).body == "from the phone"
    assert said_before(alice) == ["from the laptop"]
    page = alice.client.get(both).content.decode()
    assert "Two texts of one page" in page
    assert "from the <mark>phone</mark>" in page
    assert "from the <mark>laptop</mark>" in page


def test_of_two_texts_she_may_keep_what_she_wrote(alice: Person) -> None:
    entry = alice.writes("from the phone")
    both = stale_save(alice, entry, "from the laptop")
    alice.client.post(f"{both}restore/")
    assert alice.user.entries.get().read(alice.vault).body == "from the laptop"
    assert "from the phone" in said_before(alice)


def test_of_two_texts_she_may_keep_both(alice: Person) -> None:
    entry = alice.writes("from the phone")
    both = stale_save(alice, entry, "from the laptop")
    first, second = (alice.client.post(f"{both}keep-apart/")["Location"] for _ in range(2))
    assert first == second
    assert {each.read(alice.vault).body for each in alice.user.entries.all()} == {"from the phone", "from the laptop"}


def test_done_pressed_twice_keeps_the_other_text_once(alice: Person) -> None:
    entry = alice.writes("from the phone")
    assert stale_save(alice, entry, "from the laptop") == stale_save(alice, entry, "from the laptop")
    assert said_before(alice) == ["from the laptop"]
    more = stale_save(alice, entry, "from the laptop, and more")
    assert more != stale_save(alice, entry, "from the laptop")


def test_the_last_words_of_a_page_that_is_left_are_kept_beside_it(alice: Person) -> None:
    entry = alice.writes("from the phone")
    page = fields(entry, body="from the laptop", last="1")
    assert alice.client.post(f"/write/{entry.id}/autosave/", page).status_code == 409
    assert said_before(alice) == ["from the laptop"]


def test_a_page_made_anew_after_it_was_deleted_is_not_replaced_by_a_tab_that_knows_the_former_one(
    alice: Person,
) -> None:
    entry = alice.writes("the former page")
    url, entry_id = f"/write/{entry.id}/autosave/", str(entry.id)
    alice.user.entries.all().delete()
    page = {"entry_id": entry_id, "revision": "1", "written_on": "2025-06-14", "title": ""}
    assert alice.client.post(url, page | {"body": "from one tab"}).status_code == 200
    assert alice.client.post(url, page | {"body": "from the other tab"}).status_code == 409
    assert alice.user.entries.get().read(alice.vault).body == "from one tab"


def test_a_version_of_somebody_else_is_not_there(alice: Person, bob: Person) -> None:
    entry = alice.writes("hers")
    alice.revises(entry, "hers still")
    url = alice.user.versions.get().get_absolute_url()
    assert bob.client.get(url).status_code == 404
    assert bob.client.get(f"/journal/{entry.id}/history/").status_code == 404
    assert bob.client.post(f"{url}restore/").status_code == 404
    assert bob.client.post(f"{url}keep-apart/").status_code == 404


def test_one_damaged_version_does_not_hide_the_others(alice: Person) -> None:
    entry = alice.writes("first")
    for body in ("second words", "third"):
        alice.revises(entry, body)
    oldest = alice.user.versions.newest_first().last()
    assert oldest
    alice.user.versions.filter(id=oldest.id).update(head=spoilt(oldest.head))
    page = alice.client.get(f"/journal/{entry.id}/history/").content
    assert b"This version cannot be opened" in page
    assert b"2 words" in page
