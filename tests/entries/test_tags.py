"""Tags in her own words: on a page, in lists, found again, renamed, merged, and kept from everybody else."""

import json
import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entries import tagging
from entries.content import EntryContent, EntryHead
from entries.flows import delete_for_good
from entries.models import Entry
from entries.tags import Tag, TagIndex, as_line, key, tags_in
from tests.people import Person
from vault.core.errors import StaleKeys
from vault.rekeying import start

pytestmark = pytest.mark.django_db


def tag(person: Person, word: str) -> UUID:
    return next(each.id for each in tagging.tags_of(person.user, vault=person.vault) if each.word == word)


def words_of(person: Person) -> dict[str, int]:
    return {each.word: number for each, number in tagging.counted(person.user, vault=person.vault)}


def tags_on(person: Person, entry: Entry) -> tuple[str, ...]:
    return Entry.kept_by(person.user).get(id=entry.id).read(person.vault).tags


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        ("", ()),
        (" , ,, ", ()),
        ("the sea", ("the sea",)),
        ("  the   sea ,him", ("the sea", "him")),
        ("Him, him, HIM, her", ("Him", "her")),
        ("Straße, STRASSE", ("Straße",)),
        ("море، البحر、海，🌊", ("море", "البحر", "海", "🌊")),
        ("\u200b, \u0301", ()),
    ],
)
def test_a_line_of_tags_is_read_as_it_is_meant(line: str, tags: tuple[str, ...]) -> None:
    assert tags_in(line) == tags


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.one_of(st.sampled_from(",،、 \t\u200bAaßİıﬁé"), st.characters(codec="utf-8")), max_size=40))
def test_tags_written_out_are_read_back_as_they_were(line: str) -> None:
    tags = tags_in(line)
    assert tags_in(as_line(tags)) == tags
    assert len({key(each) for each in tags}) == len(tags)
    assert all(each == each.strip() and "," not in each for each in tags)


def test_a_page_from_before_there_were_tags_still_opens(alice: Person) -> None:
    entry = alice.writes("words", title="A title")
    before = json.dumps({"kind": "page", "title": "A title", "opening": "words", "words": 1}).encode()
    entry.seal("head", before, alice.vault)
    entry.save()
    assert entry.read(alice.vault) == EntryContent("A title", "words")
    assert EntryHead.from_bytes(before).tags == ()
    assert b"A title" in alice.client.get("/journal/").content


def test_tags_typed_on_the_writing_page_stand_on_the_page_in_the_list_and_in_its_history(alice: Person) -> None:
    form = alice.client.get("/write/").context["form"]
    sent = {"entry_id": form["entry_id"].value(), "revision": "0", "written_on": "2025-06-14", "body": "We swam."}
    alice.client.post("/write/", sent | {"tags": "the sea, Ana"})
    url = f"/journal/{sent['entry_id']}/"
    sea = tag(alice, "the sea")
    assert f'<a href="/journal/?tag={sea}"><bdi>the sea</bdi></a>' in alice.client.get(url).content.decode()
    assert "<bdi>the sea</bdi>, <bdi>Ana</bdi>" in alice.client.get("/journal/").content.decode()
    assert 'value="the sea, Ana"' in alice.client.get(f"/write/{sent['entry_id']}/").content.decode()
    alice.client.post(f"/write/{sent['entry_id']}/", sent | {"revision": "1", "tags": "Ana"})
    version = alice.user.versions.get()
    assert version.read(alice.vault).tags == ("the sea", "Ana")
    assert "<bdi>the sea</bdi>" in alice.client.get(version.get_absolute_url()).content.decode()
    assert words_of(alice) == {"Ana": 1}
    alice.client.post(f"{version.get_absolute_url()}restore/")
    assert words_of(alice) == {"Ana": 1, "the sea": 1}


def test_too_many_tags_lose_nothing(alice: Person) -> None:
    form = alice.client.get("/write/").context["form"]
    sent = {"entry_id": form["entry_id"].value(), "revision": "0", "written_on": "2025-06-14", "body": "We swam."}
    tags = ", ".join(f"tag {number}" for number in range(200))
    answer = alice.client.post("/write/", sent | {"tags": tags})
    assert "All tags together hold up to 1000 characters." in answer.content.decode()
    assert tags in answer.content.decode()
    assert (
        alice.client.post(f"/write/{sent['entry_id']}/autosave/", sent | {"tags": tags, "last": "1"}).status_code == 200
    )
    assert alice.user.entries.get().read(alice.vault).body == f"We swam.\n\n{tags}"


def test_tags_that_meet_a_locked_journal_are_given_back(alice: Person) -> None:
    alice.locks()
    answer = alice.client.post("/write/", {"entry_id": str(uuid4()), "revision": "0", "tags": "the sea"})
    assert answer.status_code == 423
    assert "the sea" in answer.content.decode()


def test_the_page_of_tags_counts_pages_in_the_journal_alone(alice: Person, bob: Person) -> None:
    bob.writes("his", tags=("the sea", "his own"))
    kept, discarded = (alice.writes("hers", tags=("The sea",)) for _ in range(2))
    closed = alice.writes("closed", tags=("put away",))
    discarded.discard()
    closed.withhold()
    page = alice.client.get("/journal/tags/").content.decode()
    assert words_of(alice) == {"The sea": 1}
    assert "The sea" in page
    assert "his own" not in page
    assert "put away" not in page
    assert alice.client.get(f"/journal/tags/{tag(bob, 'his own')}/").status_code == 404
    assert alice.client.get(f"/journal/?tag={tag(alice, 'The sea')}").context["found"].rows[0].page.id == kept.id


def test_many_tags_are_paged(alice: Person) -> None:
    for first in (0, 40):
        alice.writes("words", tags=tuple(f"tag {number:02}" for number in range(first, first + 40)))
    pages = [alice.client.get(f"/journal/tags/{query}").content.decode() for query in ("", "?page=2")]
    assert [len(re.findall("<bdi>tag [0-9]+</bdi></a>", page)) for page in pages] == [60, 20]
    assert 'href="?page=2"' in pages[0]


def test_a_tag_as_long_as_a_page_takes_it_can_be_spelled_otherwise(alice: Person) -> None:
    alice.writes("words", tags=("x" * 300,))
    alice.client.post(f"/journal/tags/{tag(alice, 'x' * 300)}/rename/", {"title": "y" * 300})
    assert words_of(alice) == {"y" * 300: 1}


def test_a_tag_of_somebody_else_finds_nothing(alice: Person, bob: Person) -> None:
    bob.writes("A bicycle.", tags=("his own",))
    answer = alice.client.get(f"/journal/?tag={tag(bob, 'his own')}").content.decode()
    assert "No page has this tag any more." in answer
    assert "bicycle" not in answer


def test_renaming_changes_every_page_and_none_of_its_words(alice: Person) -> None:
    pages = [alice.writes(f"page {number}", tags=("him", "the sea")) for number in range(3)]
    pages[1].discard()
    pages[2].withhold()
    before = tag(alice, "him")
    answer = alice.client.post(f"/journal/tags/{before}/rename/", {"title": "J."}, follow=True)
    assert b"3 pages have that tag now." in answer.content
    assert {tags_on(alice, page) for page in pages} == {("J.", "the sea")}
    assert tag(alice, "J.") == before
    assert [Entry.kept_by(alice.user).get(id=page.id).read(alice.vault).body for page in pages] == [
        "page 0",
        "page 1",
        "page 2",
    ]
    assert not alice.user.versions.exists()


def test_a_tag_can_be_spelled_otherwise(alice: Person) -> None:
    page = alice.writes("words", tags=("the sea",))
    alice.client.post(f"/journal/tags/{tag(alice, 'the sea')}/rename/", {"title": "The Sea"})
    assert tags_on(alice, page) == ("The Sea",)
    assert words_of(alice) == {"The Sea": 1}


@pytest.mark.parametrize("typed", ["", "two, words", "OTHER"])
def test_a_tag_is_renamed_to_one_word_that_is_free(alice: Person, typed: str) -> None:
    page = alice.writes("words", tags=("the sea", "other"))
    answer = alice.client.post(f"/journal/tags/{tag(alice, 'the sea')}/rename/", {"title": typed})
    assert answer.status_code == 200
    assert answer.context["rename"].errors
    assert tags_on(alice, page) == ("the sea", "other")


def test_merging_leaves_one_tag_on_every_page(alice: Person) -> None:
    both, one, other = (alice.writes("words", tags=tags) for tags in (("sea", "ocean"), ("sea",), ("ocean",)))
    sea, ocean = tag(alice, "sea"), tag(alice, "ocean")
    answer = alice.client.post(f"/journal/tags/{sea}/merge/", {"other_tag": str(sea)})
    assert "Choose the other tag." in answer.content.decode()
    alice.client.post(f"/journal/tags/{sea}/merge/", {"other_tag": str(ocean)})
    assert {tags_on(alice, page) for page in (both, one, other)} == {("ocean",)}
    assert words_of(alice) == {"ocean": 3}
    assert tag(alice, "ocean") == ocean
    assert alice.client.get(f"/journal/tags/{sea}/").status_code == 404


def test_words_being_written_while_a_tag_is_renamed_overwrite_nothing_and_are_kept(alice: Person) -> None:
    page = alice.writes("as it stood", tags=("him",))
    open_tab: dict[str, Any] = {"entry_id": str(page.id), "written_on": "2025-06-14", "tags": "him", "revision": "1"}
    tagging.rename(alice.user, tag(alice, "him"), "J.", vault=alice.vault)
    answer = alice.client.post(f"/write/{page.id}/", open_tab | {"body": "written meanwhile", "title": ""})
    beside = alice.user.versions.get(is_beside=True)
    assert answer["Location"] == beside.get_absolute_url()
    assert beside.read(alice.vault) == EntryContent("", "written meanwhile", tags=("him",))
    assert Entry.kept_by(alice.user).get().read(alice.vault) == EntryContent("", "as it stood", tags=("J.",))


def test_what_a_page_said_before_its_tag_was_renamed_stays_in_its_history(alice: Person) -> None:
    page = alice.writes("first words", tags=("him",))
    tagging.rename(alice.user, tag(alice, "him"), "J.", vault=alice.vault)
    alice.revises(page, "other words")
    assert alice.user.versions.get().read(alice.vault) == EntryContent("", "first words", tags=("J.",))


def test_nothing_is_renamed_under_a_dropped_key(alice: Person) -> None:
    page, vault = alice.writes("words", tags=("him",)), alice.vault
    him = tag(alice, "him")
    start(vault, password=alice.password)
    with pytest.raises(StaleKeys):
        tagging.rename(alice.user, him, "J.", vault=vault)
    assert tags_on(alice, page) == ("him",)


def test_a_page_that_does_not_open_keeps_its_tag_and_the_others_are_renamed(alice: Person) -> None:
    damaged, whole = (alice.writes("words", tags=("him",)) for _ in range(2))
    alice.user.entries.filter(id=damaged.id).update(head=b"damaged")
    assert tagging.rename(alice.user, tag(alice, "him"), "J.", vault=alice.vault) == 1
    assert tags_on(alice, whole) == ("J.",)


def test_a_tag_that_only_a_deleted_page_had_is_gone_with_it(alice: Person) -> None:
    page = alice.writes("words", tags=("him",))
    page.discard()
    delete_for_good(page, vault=alice.vault)
    assert not alice.user.tag_indexes.exists()


def test_no_tag_can_be_read_in_the_row_that_names_them(alice: Person) -> None:
    page = alice.writes("words", tags=("zorvalquinte",))
    row = bytes(alice.user.tag_indexes.get().tags)
    assert b"zorvalquinte" not in row
    assert page.id.hex.encode() not in row


def test_two_rows_are_read_as_one_and_become_one(alice: Person) -> None:
    """A former journal that is brought back brings its own."""
    page = alice.writes("words", tags=("the sea",))
    row = TagIndex(owner=alice.user)
    row.write({"him": Tag(uuid4(), "Him", frozenset({page.id}))}, alice.vault)
    row.save()
    assert words_of(alice) == {"Him": 1, "the sea": 1}
    alice.writes("more words", tags=("him",))
    assert alice.user.tag_indexes.count() == 1
    assert words_of(alice) == {"Him": 2, "the sea": 1}


def test_where_the_row_is_damaged_pages_still_show_their_tags(alice: Person) -> None:
    page = alice.writes("words", tags=("the sea",))
    alice.user.tag_indexes.update(tags=b"damaged")
    assert b"<bdi>the sea</bdi>" in alice.client.get(f"/journal/{page.id}/").content
    assert alice.client.get("/journal/tags/").status_code == 200
    alice.writes("words", tags=("him",))
    assert words_of(alice) == {"him": 1}
