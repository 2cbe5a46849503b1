"""Closing a sitting: a minute, all of it optional, and what it felt like decides with what is asked next."""

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from reflections.asking.memory import recall
from reflections.closing.models import Closing
from tests.people import Person

WORDS = {
    "body_first": "the blue cup",
    "body_second": "",
    "body_third": "a chair",
    "body_line": "Soup, then bed.",
    "felt": "heavier",
}


def closing(**changed: str) -> dict[str, str]:
    return {"closing_id": str(uuid4())} | WORDS | changed


def test_three_things_and_one_line_are_kept_with_the_page(alice: Person) -> None:
    entry = alice.writes("It rained.")
    assert alice.client.post(f"/journal/{entry.id}/closing/", closing())["Location"] == "/"
    kept = alice.user.closings.get()
    content = kept.read(alice.vault)
    assert (content.things, content.line, content.felt) == (("the blue cup", "a chair"), "Soup, then bed.", "heavier")
    assert b"Soup, then bed." in alice.client.get(f"/closed/{kept.id}/").content
    assert f"/closed/{kept.id}/" in alice.client.get(f"/journal/{entry.id}/").content.decode()


def test_a_closing_sent_twice_is_one(alice: Person) -> None:
    entry, sent = alice.writes("It rained."), closing()
    for _ in range(2):
        alice.client.post(f"/journal/{entry.id}/closing/", sent)
    assert alice.user.closings.count() == 1


def test_all_of_it_may_stay_empty(alice: Person) -> None:
    entry = alice.writes("It rained.")
    empty = dict.fromkeys(WORDS, "")
    assert alice.client.post(f"/journal/{entry.id}/closing/", closing(**empty))["Location"] == "/"
    assert alice.user.closings.count() == 0


def test_closing_can_lock_the_journal(alice: Person) -> None:
    entry = alice.writes("It rained.")
    assert alice.client.post(f"/journal/{entry.id}/closing/", closing(lock="1"))["Location"] == "/unlock/"
    assert not alice.has_open_journal()


def test_an_answer_leads_to_its_closing(alice: Person) -> None:
    sent = {"reflection_id": str(uuid4()), "revision": "0", "answer": "One honest line."}
    place = alice.client.post("/reflections/prompts/r-say-it-plain/", sent)["Location"]
    alice.client.post(place, closing())
    saved = alice.user.reflections.get()
    assert place == f"/reflections/{saved.id}/closing/"
    assert alice.user.closings.get().reflection_id == saved.id


@pytest.mark.parametrize(
    ("hour", "answer", "leads_to"),
    [
        (15, "The hour on the stairs.", "r-what-you-knew"),
        (2, "The hour on the stairs.", "closing"),
        (15, "I want to die.", "closing"),
    ],
)
def test_a_question_that_another_belongs_to_leads_to_that_one_first_but_not_by_night_nor_beside_words_of_dying(
    alice: Person, monkeypatch: pytest.MonkeyPatch, hour: int, answer: str, leads_to: str
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime(2025, 6, 14, hour, tzinfo=ZoneInfo("UTC")))
    alice.signs_in()
    alice.unlocks()
    sent = {"reflection_id": str(uuid4()), "revision": "0", "answer": answer}
    place = alice.client.post("/reflections/prompts/r-one-hour-back/", sent)["Location"]
    assert leads_to in place


def test_how_it_felt_is_taken_into_account(alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime(2025, 6, 14, 15, tzinfo=ZoneInfo("UTC")))
    for _ in range(3):
        entry = alice.writes("It rained. I miss him so much.")
        alice.client.post(f"/journal/{entry.id}/closing/", closing())
    page = alice.client.get(f"/journal/{entry.id}/questions/").content.decode()
    assert "It has felt heavier after writing lately" in page
    assert page.count('name="prompt"') == 1
    assert [ending.felt for ending in recall(alice.user, vault=alice.vault).endings] == ["heavier"] * 3


def test_two_answers_that_did_not_end_heavier_open_the_next_stage(alice: Person) -> None:
    for prompt in ("r-say-it-plain", "r-sorry-for"):
        assert recall(alice.user, vault=alice.vault).stages.get("regret", 0) == 0
        saved = alice.answers("A line.", prompt=prompt)
        alice.client.post(f"/reflections/{saved.id}/closing/", closing(felt="same"))
    assert recall(alice.user, vault=alice.vault).stages["regret"] == 1


def test_answers_that_ended_heavier_open_nothing(alice: Person) -> None:
    for prompt in ("r-say-it-plain", "r-sorry-for", "r-where-it-sits"):
        saved = alice.answers("A line.", prompt=prompt)
        alice.client.post(f"/reflections/{saved.id}/closing/", closing(felt="heavier"))
    assert recall(alice.user, vault=alice.vault).stages["regret"] == 0


def test_a_closing_can_be_deleted_and_its_page_stays(alice: Person) -> None:
    entry = alice.writes("It rained.")
    alice.client.post(f"/journal/{entry.id}/closing/", closing())
    alice.client.post(f"/closed/{alice.user.closings.get().id}/")
    assert (alice.user.closings.count(), alice.user.entries.count()) == (0, 1)


@pytest.mark.parametrize("changed", [{"body_line": "x" * 501}, {"felt": "proud"}, {"closing_id": "x"}])
def test_a_closing_that_cannot_be_kept_says_why_and_gives_the_words_back(
    alice: Person, changed: dict[str, str]
) -> None:
    entry = alice.writes("It rained.")
    page = alice.client.post(f"/journal/{entry.id}/closing/", closing(**changed))
    assert page.status_code == 200
    assert b"the blue cup" in page.content
    assert alice.user.closings.count() == 0


def test_nobody_closes_or_reads_what_is_somebody_elses(alice: Person, bob: Person) -> None:
    entry, saved = alice.writes("It rained."), alice.answers("A line.")
    alice.client.post(f"/journal/{entry.id}/closing/", closing())
    kept = alice.user.closings.get()
    for url in (f"/journal/{entry.id}/closing/", f"/reflections/{saved.id}/closing/", f"/closed/{kept.id}/"):
        assert bob.client.get(url).status_code == 404
        bob.client.post(url, closing())
    assert [each.id for each in alice.user.closings.all()] == [kept.id]
    assert {(each.entry_id, each.reflection_id) for each in bob.user.closings.all()} == {(None, None)}


def test_a_closing_of_a_page_that_is_gone_meanwhile_keeps_its_words(alice: Person) -> None:
    entry, saved = alice.writes("It rained."), alice.answers("A line.")
    urls = f"/journal/{entry.id}/closing/", f"/reflections/{saved.id}/closing/"
    entry.delete()
    saved.delete()
    for url in urls:
        assert alice.client.get(url).status_code == 404
        place = alice.client.post(url, closing())["Location"]
        assert b"Soup, then bed." in alice.client.get(place).content
        assert b"Soup, then bed." in alice.client.post(url, closing(rest="seal", until="2001-01-01")).content
    assert alice.user.closings.count() == 2


def test_a_page_that_is_sealed_twice_keeps_its_closing(alice: Person) -> None:
    entry, sent = alice.writes("It rained."), closing(rest="seal", until="2099-01-01")
    for _ in range(2):
        assert alice.client.post(f"/journal/{entry.id}/closing/", sent)["Location"] == "/"
    assert [each.entry_id for each in alice.user.closings.all()] == [entry.id]
    assert alice.client.get(f"/journal/{entry.id}/closing/").status_code == 404


def test_a_damaged_closing_does_not_hide_the_page(alice: Person) -> None:
    entry = alice.writes("It rained.")
    alice.client.post(f"/journal/{entry.id}/closing/", closing())
    alice.user.closings.update(words=b"x" * 400)
    assert b"It rained." in alice.client.get(f"/journal/{entry.id}/").content


def test_a_closing_from_a_tab_of_a_former_journal_is_kept_in_the_present_one(alice: Person) -> None:
    entry, sent = alice.writes("It rained."), closing()
    for _ in range(2):
        alice.client.post(f"/journal/{entry.id}/closing/", sent)
        Closing._base_manager.filter(id=sent["closing_id"]).update(is_set_aside=True)
        alice.client.post(f"/journal/{entry.id}/closing/", sent)
    assert [each.read(alice.vault).line for each in alice.user.closings.all()] == ["Soup, then bed."]


def test_the_words_of_a_closing_are_given_back_to_whoever_was_signed_out(alice: Person) -> None:
    entry = alice.writes("It rained.")
    alice.client.post("/accounts/logout/")
    page = alice.client.post(f"/journal/{entry.id}/closing/", closing())
    assert page.status_code == 401
    assert b"Soup, then bed." in page.content


def test_a_page_can_be_sealed_until_a_day_and_opened_again(alice: Person) -> None:
    entry = alice.writes("It rained.", title="The rain")
    until = str(timezone.localdate() + timedelta(days=30))
    alice.client.post(f"/journal/{entry.id}/closing/", closing(rest="seal", until=until))
    assert b"The rain" not in alice.client.get(f"/journal/{entry.id}/", follow=True).content
    assert b"The rain" not in alice.client.get("/journal/").content
    assert f"/letters/{entry.id}/open/" in alice.client.get("/letters/").content.decode()
    assert alice.client.post(f"/letters/{entry.id}/open/")["Location"] == f"/journal/{entry.id}/"
    assert b"It rained." in alice.client.get(f"/journal/{entry.id}/").content
    assert b"The rain" not in alice.client.get("/letters/").content


@pytest.mark.parametrize("until", ["", "2020-01-01", "x"])
def test_a_page_is_sealed_until_a_day_to_come_or_not_at_all(alice: Person, until: str) -> None:
    entry = alice.writes("It rained.")
    page = alice.client.post(f"/journal/{entry.id}/closing/", closing(rest="seal", until=until))
    assert (page.status_code, alice.user.closings.count()) == (200, 0)
    assert alice.client.get(f"/journal/{entry.id}/").status_code == 200


def test_a_regret_may_go_on_to_a_goal_or_be_let_be(alice: Person) -> None:
    saved = alice.answers("A line.")
    url = f"/reflections/{saved.id}/closing/"
    assert "Let it be" in alice.client.get(url).content.decode()
    assert alice.client.post(url, closing(onward="goal"))["Location"] == f"/self-work/new/?answer={saved.id}"
    assert alice.client.post(url, closing(onward="let be"))["Location"] == "/reflections/prompts/r-set-it-down/"
    assert alice.user.closings.count() == 2
    other = alice.answers("A line.", prompt="l-this-wave")
    assert "Let it be" not in alice.client.get(f"/reflections/{other.id}/closing/").content.decode()
