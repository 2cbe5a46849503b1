"""What is kept of a search: the last ten, sealed, and nothing in an address or a session."""

import re

from django.utils import timezone

from reflections.search.flows import KEPT
from tests.people import Person
from tests.searching import URL, asks, shown


def test_the_words_stand_in_no_address_and_no_session(alice: Person) -> None:
    answer = alice.client.post(URL, {"words": "quince"})
    assert re.fullmatch(r"/found/[0-9a-f-]{36}/", answer["Location"])
    assert "quince" not in str(dict(alice.client.session))
    assert alice.client.get(f"{URL}?words=quince").context["form"]["words"].value() == ""


def test_a_post_is_never_answered_with_a_page(alice: Person) -> None:
    """Browsers write what was sent for a page into files of their own."""
    for sent in ({"words": "quince"}, {"words": ""}, {"words": "quince", "from": "x"}, {"words": "q" * 900}, {}):
        assert alice.client.post(URL, sent).status_code == 302


def test_the_last_ten_searches_are_kept(alice: Person) -> None:
    urls = [asks(alice, f"quince {number}") for number in range(KEPT + 2)]
    page = alice.client.get(URL).content.decode()
    assert alice.user.searches.count() == KEPT
    assert page.index(">quince 11<") < page.index(">quince 2<")
    assert ">quince 1<" not in page
    assert [alice.client.get(url).status_code for url in (urls[0], urls[1], urls[2])] == [404, 404, 200]


def test_the_same_search_again_is_the_same_search(alice: Person) -> None:
    first = asks(alice, "quince")
    asks(alice, "medlar")
    assert asks(alice, "quince") == first
    assert next(row.get_absolute_url() for row in alice.user.searches.newest_first()) == first
    assert asks(alice, "quince", theme="regret") != first


def test_searches_for_the_same_words_tell_by_what_they_chose(alice: Person) -> None:
    asks(alice, "quince", kind=["letter", "answer"], **{"from": "2025-06-01"})
    asks(alice, "quince", theme="regret")
    page = alice.client.get(URL).content.decode()
    assert "Unsent letters, Answers, from 1 June 2025" in page
    assert '<span class="small">Regret</span>' in page


def test_a_search_can_be_forgotten_and_all_of_them(alice: Person) -> None:
    urls = [asks(alice, words) for words in ("quince", "medlar", "rowan")]
    assert alice.client.post(f"{urls[1]}forget/")["Location"] == URL
    assert alice.client.get(urls[1]).status_code == 404
    assert "medlar" not in shown(alice, URL)
    assert "The searches are gone." in alice.client.post("/search/forget/", follow=True).content.decode()
    assert alice.user.searches.count() == 0


def test_a_search_that_does_not_open_is_listed_and_can_be_forgotten(alice: Person) -> None:
    url = asks(alice, "quince")
    alice.user.searches.update(asked=b"broken")
    assert "A search cannot be opened." in shown(alice, URL)
    asks(alice, "medlar")
    assert alice.client.post(f"{url}forget/").status_code == 302
    assert alice.user.searches.count() == 1


def test_the_journal_has_the_search_on_it_once_there_is_a_page(alice: Person) -> None:
    assert 'action="/search/"' not in alice.client.get("/journal/").content.decode()
    alice.writes("words", written_on=timezone.localdate())
    assert 'action="/search/"' in alice.client.get("/journal/").content.decode()
