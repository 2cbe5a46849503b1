"""What a search finds: newest first, and only in what is hers, open and not in the trash."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from reflections.search import looking
from reflections.search.looking import FIRST_FINDS, FURTHER_FINDS, Place
from tests.people import A_DAY, Person
from tests.searching import URL, asks, finds, headings, shown
from tests.self_work import notes, works_on

# What is found


def test_the_sentence_is_shown_as_it_was_written_with_the_find_marked(alice: Person) -> None:
    entry = alice.writes("I got up.\n\nI broke his *trust*, “again”. It rained.", title="Losing him")
    url = asks(alice, "TRUST")
    assert "I broke his <mark>trust</mark>, “again”." in shown(alice, url)
    assert "It rained" not in shown(alice, url)
    assert f'href="/journal/{entry.id}/#p-2"' in alice.client.get(url).content.decode()
    assert 'id="p-2"' in alice.client.get(f"/journal/{entry.id}/").content.decode()


def test_a_find_in_the_title_is_marked_there_and_the_page_quoted_as_it_begins(alice: Person) -> None:
    alice.writes("It rained.", title="Losing him")
    assert "<mark>Losing</mark> him It rained." in shown(alice, asks(alice, "losing"))


def test_a_find_in_an_address_that_is_not_part_of_a_sentence_is_a_find_all_the_same(alice: Person) -> None:
    alice.writes("[here](https://example.org/quince)", title="A link")
    assert finds(alice, "quince") == ["A link"]


def test_what_was_written_is_never_taken_for_markup(alice: Person) -> None:
    alice.writes("<b>bold</b> & <script>", title="<i>Title</i> bold")
    page = alice.client.get(asks(alice, "bold")).content.decode()
    assert "&lt;b&gt;<mark>bold</mark>&lt;/b&gt; &amp; &lt;script&gt;" in page
    assert "&lt;i&gt;Title&lt;/i&gt;" in page


def test_answers_goals_and_letters_are_found_as_pages_are(alice: Person) -> None:
    alice.writes("quince page", title="Page")
    alice.writes("quince plain", title="Plain", kind="plain")
    alice.writes("quince urge", title="Urge", kind="urge")
    alice.writes_letter("quince letter", title="Letter")
    answer = alice.answers("A quince answer.")
    fact = notes(alice, works_on(alice, value="a quince goal"), "did it", "quince fact")
    page = alice.client.get(asks(alice, "quince")).content.decode()
    assert {"Page", "Plain", "Urge", "Letter", "a quince goal", "I did it"} <= set(finds(alice, "quince"))
    assert f'href="/reflections/{answer.id}/"' in page
    assert f'href="{fact.get_absolute_url()}"' in page
    assert len(finds(alice, "quince")) == 7


def test_an_answer_is_found_by_its_question_and_not_by_what_it_quotes(alice: Person) -> None:
    entry = alice.writes("I threw the quince.")
    answer = alice.answers("It was mine.", entry=entry, quote="I threw the quince.")
    assert len(finds(alice, "quince")) == 1
    question = answer.read(alice.vault).question
    assert question in finds(alice, f'"{question}"')


def test_the_trash_and_what_is_closed_for_now_are_not_searched(alice: Person) -> None:
    alice.writes("quince in the trash").discard()
    alice.closes(alice.writes_letter("a closed quince"))
    assert finds(alice, "quince") == []


def test_nobody_finds_what_somebody_else_wrote(alice: Person, bob: Person) -> None:
    alice.writes("quince")
    url = asks(alice, "quince")
    assert finds(bob, "quince") == []
    for way in (url, f"{url}?after={A_DAY}_0_{uuid4()}"):
        assert bob.client.get(way).status_code == 404
    assert bob.client.post(f"{url}forget/").status_code == 404
    bob.client.post("/search/forget/")
    assert headings(alice, url) == ["quince"]


def test_while_the_journal_is_locked_nothing_is_searched(alice: Person) -> None:
    alice.writes("quince")
    url = asks(alice, "quince")
    alice.locks()
    assert alice.client.get(url).status_code == 302
    assert alice.client.post(URL, {"words": "quince"}).status_code == 423
    alice.unlocks()
    assert headings(alice, url) == ["quince"]


# Filters


def test_only_some_days_are_searched(alice: Person) -> None:
    for day in (1, 2, 3):
        alice.writes(f"quince {day}", written_on=date(2025, 6, day))
    assert finds(alice, "quince", **{"from": "2025-06-02"}) == ["quince 3", "quince 2"]
    assert finds(alice, "quince", to="2025-06-02") == ["quince 2", "quince 1"]
    assert finds(alice, "quince", **{"from": "2025-06-02", "to": "2025-06-02"}) == ["quince 2"]


def test_only_some_kinds_are_searched(alice: Person) -> None:
    alice.writes("quince", title="Page")
    alice.writes_letter("quince", title="Letter")
    answer = alice.answers("quince").read(alice.vault).question
    works_on(alice, value="quince goal")
    assert finds(alice, "quince", kind=["letter"]) == ["Letter"]
    assert sorted(finds(alice, "quince", kind=["page", "answer"])) == sorted(["Page", answer])
    assert finds(alice, "quince", kind="goal") == ["quince goal"]


def test_only_some_themes_are_searched(alice: Person) -> None:
    page = alice.writes("quince", title="Page with an answer")
    alice.writes("quince", title="Page without one")
    alice.answers("yes", entry=page)
    works_on(alice, value="quince goal")
    assert finds(alice, "quince", theme="regret") == ["Page with an answer"]
    assert finds(alice, "quince", theme="letting_go") == []
    assert finds(alice, "quince", theme=["self_work"]) == ["quince goal"]


def test_the_form_stands_as_it_was_sent_beside_what_was_found(alice: Person) -> None:
    page = alice.client.get(asks(alice, "“quince” & <rain>", **{"from": "2025-06-02"}, kind="answer"))
    assert page.context["form"]["words"].value() == "“quince” & <rain>"
    assert page.context["form"]["first"].value() == date(2025, 6, 2)
    assert page.context["form"]["kinds"].value() == ("answer",)
    assert "<span>Answers</span><span>from 2 June 2025</span>" in page.content.decode()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"from": "2025-06-03", "to": "2025-06-02"}, "The last day is before the first one."),
        ({"from": "yesterday"}, "This is not a date"),
        ({"words": "quince " * 100}, "This is too long to look for."),
    ],
)
def test_what_cannot_be_looked_for_is_said_and_not_lost(alice: Person, sent: dict[str, str], sentence: str) -> None:
    sent = {"words": "quince"} | sent
    page = alice.client.get(alice.client.post(URL, sent)["Location"])
    assert sentence in page.content.decode()
    assert page.context["form"]["words"].value() == sent["words"].strip()


@pytest.mark.parametrize("words", ["", "  ", '""', "\x00"])
def test_nothing_to_look_for_is_said_and_not_kept(alice: Person, words: str) -> None:
    answer = alice.client.post(URL, {"words": words}, follow=True)
    assert "There is nothing to look for yet." in answer.content.decode()
    assert alice.user.searches.count() == 0


def test_what_was_chosen_stays_chosen_where_no_word_was_given(alice: Person) -> None:
    chosen = {"words": '"', "from": "2025-06-01", "theme": ["regret"], "kind": ["letter"]}
    page = alice.client.post(URL, chosen, follow=True).content.decode()
    assert 'value="2025-06-01"' in page
    assert re.findall(r'value="(\w+)" checked', page) == ["regret", "letter"]
    assert "<details open>" in page
    answer = alice.client.post(URL, {"words": '"', "from": "the day he"}, follow=True)
    assert "This is not a date, so it was left out." in answer.content.decode()
    assert answer.redirect_chain == [(URL, 302)]


# Pages of finds


def test_the_newest_come_first_and_every_find_comes_once(alice: Person) -> None:
    days = [A_DAY - timedelta(days=each // 2) for each in range(FIRST_FINDS + FURTHER_FINDS + 3)]
    for number, day in enumerate(days):
        alice.writes(f"quince {number}", written_on=day)
        alice.writes("nothing", written_on=day)
    alice.answers("an answer of the same day, with quince")
    url, met = asks(alice, "quince"), []
    while url:
        page = alice.client.get(url)
        met += [(find.day, "".join(piece.text for piece in find.heading)) for find in page.context["finds"]]
        following = re.search(r'href="([^"]+\?after=[^"]+)"', page.content.decode())
        url = following.group(1) if following else ""
    assert [day for day, _ in met] == sorted((day for day, _ in met), reverse=True)
    assert len(met) == len({heading for _, heading in met}) == len(days) + 1


def test_it_says_how_far_back_it_has_looked(alice: Person) -> None:
    for day in range(FIRST_FINDS + 1):
        alice.writes("quince", written_on=date(2025, 6, 1) + timedelta(days=day))
    url = asks(alice, "quince")
    assert f"{FIRST_FINDS} finds. It has looked as far back as 2 June 2025." in shown(alice, url)
    older = str(re.search(r'"([^"]+\?after=[^"]+)"', alice.client.get(url).content.decode())[1])  # type: ignore[index]  # it is there
    assert "One more find. It has looked through all your pages, letters, answers and self-work." in shown(alice, older)
    assert "Nothing found. It has looked through all your pages, letters, answers and self-work." in shown(
        alice, asks(alice, "medlar")
    )


def test_a_search_that_takes_too_long_stops_and_can_be_taken_up_again(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in (1, 2, 3):
        alice.writes("medlar" if day == 1 else "nothing", written_on=date(2025, 6, day))
    monkeypatch.setattr(looking, "SECONDS_A_PAGE", -1.0)
    url = asks(alice, "medlar")
    assert "Nothing found. It has looked as far back as 3 June 2025." in shown(alice, url)
    place = Place(date(2025, 6, 2), 0, alice.user.entries.get(written_on=date(2025, 6, 2)).id)
    assert headings(alice, f"{url}?after={place}") == ["medlar"]


@pytest.mark.parametrize(
    "after", ["", "x", "2025-06-14_9_x", f"2025-06-14_9_{uuid4()}", "2025-06-14_0_x", "a_0_b", "_"]
)
def test_an_address_that_was_changed_by_hand_begins_with_the_newest(alice: Person, after: str) -> None:
    alice.writes("quince")
    assert headings(alice, f"{asks(alice, 'quince')}?after={after}") == ["quince"]


def test_a_page_that_is_gone_does_not_hide_the_days_before_it(alice: Person) -> None:
    alice.writes("quince", written_on=date(2025, 6, 1))
    place = Place(date(2025, 6, 2), 0, uuid4())
    assert headings(alice, f"{asks(alice, 'quince')}?after={place}") == ["quince"]


def test_a_row_that_does_not_open_is_said_and_the_others_are_searched(alice: Person) -> None:
    alice.writes("quince")
    broken = alice.writes("quince", written_on=date(2025, 6, 20))
    alice.user.entries.filter(id=broken.id).update(body=b"broken")
    url = asks(alice, "quince")
    assert headings(alice, url) == ["quince"]
    assert "One piece of writing cannot be opened, and so was not searched." in shown(alice, url)


def test_the_number_of_queries_does_not_grow_with_the_journal(
    alice: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for each in range(3):
        alice.writes("quince", written_on=A_DAY - timedelta(days=each))
    url = asks(alice, "quince")
    with django_assert_num_queries(11):
        alice.client.get(url)
    for each in range(3, 30):
        alice.answers("quince", entry=alice.writes("quince", written_on=A_DAY - timedelta(days=each)))
    with django_assert_num_queries(11):
        alice.client.get(url)
