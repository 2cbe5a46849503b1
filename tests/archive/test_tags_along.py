"""Tags go along in an archive and come back from it; archives from before there were tags come back as well."""

from typing import Any

import pytest
import yaml

from entries.tagging import tags_of
from tests.archives import archive, brings_in, chooses, files, tampered
from tests.people import Person

pytestmark = pytest.mark.django_db


def test_tags_come_back_and_find_their_pages(alice: Person, bob: Person) -> None:
    page = alice.writes("We swam.", tags=("the sea", "Ana"))
    brings_in(bob, archive(alice))
    assert bob.user.entries.get().read(bob.vault).tags == ("the sea", "Ana")
    assert {tag.word: tag.pages for tag in tags_of(bob.user, vault=bob.vault)} == {
        "Ana": {page.id},
        "the sea": {page.id},
    }


def test_tags_stand_in_front_of_a_markdown_file(alice: Person) -> None:
    alice.writes("We swam.", tags=("the sea", "no: yes"))
    text = next(content for name, content in files(archive(alice)).items() if name.endswith(".md")).decode()
    assert yaml.safe_load(text.split("---")[1])["tags"] == ["the sea", "no: yes"]


def test_an_archive_from_before_there_were_tags_comes_back(alice: Person, bob: Person) -> None:
    alice.writes("words", title="A title")

    def before(journal: Any) -> None:
        del journal["records"]["entries"][0]["content"]["tags"]

    brings_in(bob, tampered(archive(alice), before))
    assert bob.user.entries.get().read(bob.vault) == alice.user.entries.get().read(alice.vault)


@pytest.mark.parametrize("tags", [["a, b"], [" a"], ["a", "A"], [""], "a", [1], None])
def test_tags_that_could_not_be_typed_refuse_the_archive(alice: Person, bob: Person, tags: Any) -> None:
    alice.writes("words")

    def forge(journal: Any) -> None:
        journal["records"]["entries"][0]["content"]["tags"] = tags

    assert chooses(bob, tampered(archive(alice), forge)).status_code == 200
    assert not bob.user.entries.exists()
