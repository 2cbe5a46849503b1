"""An archive is brought back without loss, into the same account or another one, once however often."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from accounts.flows import start_again
from archive import imports
from entries.letters import letters_of
from entries.models import Entry
from reflections.letters.flows import envelopes
from tests.archives import archive, brings_in, chooses, files, records, sealed_up, tampered
from tests.one_of_everything import keeps_one_of_everything
from tests.people import PASSWORD, Person, change
from vault import rekeying
from vault.core.documents import Keyring
from vault.core.errors import StaleKeys
from vault.core.labels import Place
from vault.keyslots import OpenVault

WORD = "plinmoradeska"


@pytest.fixture
def full(alice: Person) -> Person:
    keeps_one_of_everything(alice, WORD)
    alice.writes("not wanted").discard()
    change(alice, their_name="J.", ended_on="2025-06-01", marked_days=("2025-02-14",))
    return alice


def empties(person: Person) -> None:
    """Delete every page, answer, goal and whatever else there is."""
    for rows in (Entry.kept_by(person.user), person.user.reflections, person.user.goals, person.user.own_prompts):
        rows.all().delete()
    for name in (
        "check_ins",
        "comparisons",
        "marks",
        "program_runs",
        "lines_for_next_time",
        "letter_indexes",
        "tag_indexes",
        "askings",
        "preferences",
    ):
        getattr(person.user, name).all().delete()


def test_another_account_holds_the_same_afterwards(full: Person, bob: Person) -> None:
    brings_in(bob, archive(full))
    assert records(bob) == records(full)


def test_the_same_account_holds_the_same_again_after_everything_was_deleted(full: Person) -> None:
    before, kept = records(full), archive(full)
    empties(full)
    brings_in(full, kept)
    assert records(full) == before


def test_an_archive_with_a_password_comes_back_with_it(full: Person, bob: Person) -> None:
    brings_in(bob, archive(full, password="grün und blau"), password="grün und blau")
    assert records(bob) == records(full)


def test_closed_letters_stay_closed_until_their_day(full: Person, bob: Person) -> None:
    brings_in(bob, archive(full))
    assert [each.until for each in envelopes(bob.user, vault=bob.vault)] == [date(2099, 10, 1)]
    assert letters_of(bob.user, vault=bob.vault) == letters_of(full.user, vault=full.vault)


def test_every_page_about_what_came_opens(full: Person, bob: Person) -> None:
    brings_in(bob, archive(full))
    shown = [bob.client.get(url) for url in addresses_of_rows(bob)]
    assert {answer.status_code for answer in shown} == {200}
    assert WORD in b"".join(answer.content for answer in shown).decode()


def addresses_of_rows(person: Person) -> list[str]:
    rows: list[Any] = [*person.user.entries.all(), *person.user.reflections.all(), *person.user.goals.all()]
    rows += [*person.user.comparisons.all(), *person.user.closings.all(), *person.user.goal_check_ins.all()]
    lists = ["/", "/journal/", "/journal/trash/", "/reflections/", "/letters/", "/self-work/", "/settings/", "/wait/"]
    lists += ["/check-in/", "/then-and-now/", "/reflections/programs/the-first-week/"]
    histories = [f"/journal/{each.id}/history/" for each in person.user.entries.all()]
    return [*lists, *histories, *(row.get_absolute_url() for row in rows)]


def test_bringing_it_in_twice_makes_no_doubles(full: Person, bob: Person) -> None:
    kept = archive(full)
    brings_in(bob, kept)
    before = records(bob)
    assert "Nothing new is in it" in brings_in(bob, kept)
    assert records(bob) == before


def test_what_she_changed_since_stays_as_it_is(alice: Person) -> None:
    page = alice.writes("before")
    kept = archive(alice)
    alice.revises(page, "after")
    brings_in(alice, kept)
    assert alice.user.entries.get().read(alice.vault).body == "after"


def test_preferences_that_say_something_stay_and_blank_ones_are_replaced(alice: Person, bob: Person) -> None:
    change(alice, their_name="J.", day_ends_at=4)
    kept = archive(alice)
    change(bob, their_name="K.")
    brings_in(bob, kept)
    assert bob.user.preferences.get().read_personal(bob.vault).their_name == "K."
    change(bob, their_name="")
    brings_in(bob, kept)
    assert bob.user.preferences.get().read_personal(bob.vault).day_ends_at == 4


def leads_elsewhere(journal: Any) -> None:
    clear = {"leave_url": "https://elsewhere.example/", "tab_name": "Afterword", "time_zone": "Asia/Tokyo"}
    journal["records"]["preferences"][0] |= clear


def test_a_file_never_changes_where_leaving_leads_once_she_has_set_it(alice: Person, bob: Person) -> None:
    change(alice, their_name="J.")
    set_here = {"leave_url": "https://weather.example/", "tab_name": "", "time_zone": "Europe/Paris"}
    bob.user.preferences.update(**set_here)
    shown = brings_in(bob, tampered(archive(alice), leads_elsewhere))
    assert "would go to" not in shown
    assert bob.user.preferences.values(*set_here).get() == set_here
    assert bob.user.preferences.get().read_personal(bob.vault).their_name == "J."


def test_where_leaving_would_lead_is_said_before_a_file_changes_it(alice: Person, bob: Person) -> None:
    change(alice, their_name="J.")
    shown = brings_in(bob, tampered(archive(alice), leads_elsewhere))
    assert "“Leave quickly” would go to: https://elsewhere.example/" in shown
    assert "The browser tab would say: Afterword" in shown
    assert "The time zone would be: Asia/Tokyo" in shown
    assert bob.user.preferences.get().leave_url == "https://elsewhere.example/"


def test_the_language_she_chose_comes_along_and_older_archives_know_of_none(alice: Person, bob: Person) -> None:
    change(alice, their_name="J.")
    older = tampered(archive(alice), lambda journal: journal["records"]["preferences"][0].pop("language"))
    alice.user.preferences.update(language="de")
    assert "The language would be: Deutsch" in brings_in(bob, archive(alice))
    assert bob.user.preferences.get().language == "de"
    assert "The language would be" not in brings_in(bob, older)
    assert bob.user.preferences.get().language == "de"


def test_a_language_that_is_not_known_here_keeps_no_page_away(alice: Person, bob: Person) -> None:
    alice.writes("A page of hers.")
    later = tampered(archive(alice), lambda journal: journal["records"]["preferences"][0].update(language="tlh"))
    assert "The language would be" not in brings_in(bob, later)
    assert bob.user.entries.count() == 1
    assert bob.user.preferences.get().language == ""


def test_a_new_journal_takes_in_what_a_former_one_holds_sealed(full: Person) -> None:
    """Both keys are lost, and the archive is all that can be read."""
    before, kept = records(full), archive(full)
    start_again(full.user, password=PASSWORD, instead_of=full.vault.id).keyring.forget()
    full.unlocks()
    brings_in(full, kept)
    after = records(full)
    assert [contents(rows) for rows in after.values()] == [contents(rows) for rows in before.values()]
    assert {each["entry_id"] for each in after["versions"]} <= {each["id"] for each in after["entries"]}
    assert {each["id"] for each in after["entries"]}.isdisjoint(each["id"] for each in before["entries"])


def test_ids_of_a_former_journal_are_known_however_they_are_written(full: Person) -> None:
    """JSON may write a hyphen in more than one way."""
    question = full.user.own_prompts.get().id
    ids, journal = {each.id for each in Entry.kept_by(full.user)}, json.loads(files(archive(full))["journal.json"])
    journal["records"]["answers"][0]["content"]["prompt"] = f"own-{question}"
    written = json.dumps(journal)
    for name in ids | {question}:
        written = written.replace(str(name), str(name).replace("-", "\\u002d"))
    start_again(full.user, password=PASSWORD, instead_of=full.vault.id).keyring.forget()
    full.unlocks()
    brings_in(full, sealed_up(written.encode()))
    assert len(ids) == Entry.kept_by(full.user).exclude(id__in=ids).count()
    assert f"own-{full.user.own_prompts.get().id}" in {each["content"]["prompt"] for each in records(full)["answers"]}


def contents(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return when each was made and whose words it has, without ids."""
    return sorted((row["created_at"], row["content"].get("body", "")) for row in rows)


def test_an_old_page_of_the_trash_waits_there_once_more(alice: Person, bob: Person) -> None:
    alice.writes("not wanted").discard()
    kept = tampered(archive(alice), discarded_long_ago)
    brings_in(bob, kept)
    assert "not wanted" in bob.client.get("/journal/trash/").content.decode()
    assert Entry.kept_by(bob.user).get().goes_for_good_at > timezone.now() + timedelta(days=29)  # type: ignore[operator]  # it is in the trash


def discarded_long_ago(journal: Any) -> None:
    journal["records"]["entries"][0]["discarded_at"] = "2020-01-01T00:00:00+00:00"


def test_what_is_nothing_without_its_page_is_left_out_and_an_answer_stays(full: Person, bob: Person) -> None:
    def without_pages(journal: Any) -> None:
        journal["records"]["entries"] = []

    shown = brings_in(bob, tampered(archive(full), without_pages))
    assert "What it belongs to is neither in the archive nor in your journal" in shown
    assert bob.user.reflections.get().entry_id is None
    assert not bob.user.versions.exists()


def test_the_dry_run_says_how_much_comes_and_writes_nothing(full: Person, bob: Person) -> None:
    before = records(bob)
    shown = bob.client.get(chooses(bob, archive(full))["Location"]).content.decode()
    pages = Entry.kept_by(full.user).count()
    assert f"{pages} pages" in shown
    assert "1 March 2025 to 14 June 2025" in shown
    assert records(bob) == before


def test_what_waits_is_sealed_and_gone_once_it_came_in_or_was_left(full: Person, bob: Person) -> None:
    for way in ("bring-in", "leave"):
        url = chooses(bob, archive(full))["Location"]
        row = bob.user.pending_imports.get()
        assert WORD.encode() not in bytes(row.found)
        bob.client.post(f"{url}{way}/")
        assert not bob.user.pending_imports.exists()


class Watched(Keyring):
    """Keys that note what is sealed with them while others wait for the database."""

    __slots__ = ("while_others_wait",)

    def __init__(self, keyring: Keyring) -> None:
        super().__init__(keyring.current, {keyring.current: keyring.data_key})
        self.while_others_wait: list[str] = []

    def seal(self, place: Place, payload: bytes) -> bytes:
        if connection.in_atomic_block:
            self.while_others_wait.append(place.table)
        return super().seal(place, payload)


def sealed_while_others_wait(person: Person) -> list[str]:
    """Bring in what waits; return the tables of what is sealed within the transaction."""
    watched = Watched(person.vault.keyring)
    vault = OpenVault(person.vault.owner_id, person.vault.id, watched)
    imports.accept(person.user.pending_imports.get(), vault=vault)
    return watched.while_others_wait


@pytest.mark.django_db(transaction=True)
def test_others_can_save_while_the_words_of_a_file_are_read_and_sealed(alice: Person, bob: Person) -> None:
    alice.writes("words", title="A title")
    chooses(bob, archive(alice))
    assert sealed_while_others_wait(bob) == []
    assert bob.user.entries.get().read(bob.vault).title == "A title"


@pytest.mark.django_db(transaction=True)
def test_others_wait_for_nothing_but_the_two_indexes_that_follow_from_all_pages(full: Person, bob: Person) -> None:
    chooses(bob, archive(full))
    assert set(sealed_while_others_wait(bob)) == {"entries.letterindex", "entries.tagindex"}
    assert bob.user.entries.count() == full.user.entries.count()


def test_what_was_deleted_since_the_words_were_sealed_comes_all_the_same(alice: Person) -> None:
    page = alice.writes("words")
    chooses(alice, archive(alice))
    read = imports.dry_run(alice.user.pending_imports.get(), vault=alice.vault).plan
    assert not read.comes
    page.delete()
    imports.accept(alice.user.pending_imports.get(), vault=alice.vault)
    assert alice.user.entries.get().read(alice.vault).body == "words"


def test_a_journal_that_got_a_new_key_meanwhile_takes_nothing_in(full: Person, bob: Person) -> None:
    chooses(bob, archive(full))
    stale = bob.vault
    rekeying.start(stale, password=bob.password)
    with pytest.raises(StaleKeys):
        imports.accept(bob.user.pending_imports.get(), vault=stale)
    assert not Entry.kept_by(bob.user).exists()
    assert bob.user.pending_imports.exists()
