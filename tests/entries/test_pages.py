"""Writing and reading, as pages."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_script_prefix
from django.urls import reverse

from tests.people import A_DAY, Person


def fields(**changed: str) -> dict[str, str]:
    page = {"entry_id": str(uuid4()), "revision": "0", "written_on": "2025-06-14", "title": "", "body": "words"}
    return page | changed


def test_the_address_of_a_page_is_the_one_it_is_read_at_also_under_another_one(alice: Person) -> None:
    entry = alice.writes("words")
    assert entry.get_absolute_url() == reverse("entry", args=[entry.id]) == f"/journal/{entry.id}/"
    with override_script_prefix("/under/"):
        assert entry.get_absolute_url() == reverse("entry", args=[entry.id]) == f"/under/journal/{entry.id}/"


@pytest.mark.sqlite
def test_to_count_what_the_journal_shows_no_page_is_read(alice: Person) -> None:
    alice.writes("words")
    with CaptureQueriesContext(connection) as asked:
        alice.client.get("/journal/")
    counting = [sql for sql in (each["sql"] for each in asked) if "COUNT(" in sql and '"discarded_at" IS NULL' in sql]
    with connection.cursor() as cursor:
        plans = [str(cursor.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()) for sql in counting]
    # The contents, the years, the months of one.
    assert ["USING COVERING INDEX entries_by_day" in plan for plan in plans] == [True] * 3


def test_an_empty_page_is_kept_as_nothing_and_said_so(alice: Person) -> None:
    answer = alice.client.post("/write/", fields(body=" \n"), follow=True)
    assert alice.user.entries.count() == 0
    assert b"nothing to keep" in answer.content


def test_autosave_makes_the_page_and_goes_on_with_it(alice: Person) -> None:
    page = fields()
    url = f"/write/{page['entry_id']}/autosave/"
    first = alice.client.post(url, page).json()
    assert (first["revision"], first["url"]) == (1, f"/write/{page['entry_id']}/")
    second = alice.client.post(url, page | {"revision": "1", "body": "words and more"}).json()
    assert second["revision"] == 2
    assert alice.client.post(first["url"], page | {"revision": "2", "body": "done"}).status_code == 302
    assert alice.user.entries.get().read(alice.vault).body == "done"


def test_autosave_keeps_nothing_of_an_empty_page(alice: Person) -> None:
    page = fields(body="")
    assert alice.client.post(f"/write/{page['entry_id']}/autosave/", page).status_code == 204
    assert alice.user.entries.count() == 0


def test_autosave_says_so_when_the_page_was_changed_elsewhere(alice: Person) -> None:
    entry = alice.writes("from the phone")
    page = fields(entry_id=str(entry.id), revision="0", body="from the laptop")
    answer = alice.client.post(f"/write/{entry.id}/autosave/", page)
    assert (answer.status_code, answer.json()) == (409, {"stale": True})


def test_autosave_refuses_a_form_that_makes_no_sense(alice: Person) -> None:
    page = fields(written_on="yesterday")
    assert alice.client.post(f"/write/{page['entry_id']}/autosave/", page).status_code == 400
    assert alice.client.post(f"/write/{uuid4()}/autosave/", fields()).status_code == 400


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"written_on": "the day he left"}, "This is not a date."),
        ({"written_on": ""}, "required"),
        ({"body": "x" * 1_000_001}, "Nothing is lost"),
        ({"title": "t" * 201}, "A title holds up to 200"),
        ({"entry_id": "not an id"}, "words"),
    ],
)
def test_a_form_that_cannot_be_kept_says_why_and_gives_every_word_back(
    alice: Person, changed: dict[str, str], sentence: str
) -> None:
    page = fields(body="my words stay") | changed
    answer = alice.client.post("/write/", page)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert page["body"] in answer.content.decode()
    assert alice.user.entries.count() == 0


def test_five_megabytes_of_text_are_refused_and_given_back(alice: Person) -> None:
    answer = alice.client.post("/write/", fields(body="ä" * 2_500_000))
    assert answer.status_code == 200
    assert answer.content.decode().count("ä") == 2_500_000


def test_nul_and_other_line_endings_do_not_stop_a_save(alice: Person) -> None:
    alice.client.post("/write/", fields(body="one\r\ntwo\x00\rthree"))
    assert alice.user.entries.get().read(alice.vault).body == "one\ntwo\nthree"


def test_a_page_of_somebody_else_is_not_there(alice: Person, bob: Person) -> None:
    entry = alice.writes("hers")
    for url in (f"/journal/{entry.id}/", f"/write/{entry.id}/"):
        assert bob.client.get(url).status_code == 404


def test_words_sent_to_a_page_of_somebody_else_become_a_page_of_ones_own(alice: Person, bob: Person) -> None:
    entry = alice.writes("hers")
    bob.client.post(f"/write/{entry.id}/", fields(entry_id=str(entry.id), body="his"))
    assert bob.user.entries.get().read(bob.vault).body == "his"
    assert alice.user.entries.get().read(alice.vault).body == "hers"


def test_today_shows_a_first_page_to_begin_and_later_what_was_written_today(alice: Person) -> None:
    assert b"Your first page" in alice.client.get("/").content
    alice.writes("from another day")
    assert b"from another day" not in alice.client.get("/").content
    alice.writes("from today", written_on=alice.client.get("/").context["today"])
    assert b"from today" in alice.client.get("/").content


def test_the_journal_is_paged_by_thirty_and_the_margin_leads_to_every_month(alice: Person) -> None:
    for days in range(70):
        alice.writes(f"page {days}", written_on=date(2025, 6, 30) - timedelta(days=days))
    journal = alice.client.get("/journal/")
    assert sum(len(month.rows) for month in journal.context["months"]) == 30
    assert [
        (month.first_day.month, month.count, month.page) for year in journal.context["years"] for month in year.months
    ] == [
        (6, 30, 1),
        (5, 31, 2),
        (4, 9, 3),
    ]
    last = alice.client.get("/journal/?page=3")
    assert [row.head.opening for month in last.context["months"] for row in month.rows][-1] == "page 69"
    assert alice.client.get("/journal/?page=word").context["page"].number == 1
    assert alice.client.get("/journal/?page=999").context["page"].number == 3


def test_a_list_page_has_the_same_number_of_queries_however_much_it_shows(
    alice: Person, django_assert_max_num_queries: Callable[[int], AbstractContextManager[Any]]
) -> None:
    for number in range(12):
        alice.answers("an answer", entry=alice.writes(f"page {number}"))
    for url in ("/journal/", "/reflections/", "/"):
        with django_assert_max_num_queries(11) as queries:
            alice.client.get(url)
        few = len(queries.captured_queries)
        alice.answers("another", entry=alice.writes("one more"))
        with django_assert_max_num_queries(few):
            alice.client.get(url)


def test_an_answer_stands_in_the_margin_beside_its_sentence(alice: Person) -> None:
    entry = alice.writes("First line.\n\nI regret that evening. It rained.")
    alice.answers("I was afraid.", entry=entry, quote="I regret that evening.")
    page = alice.client.get(f"/journal/{entry.id}/")
    assert b'<mark data-theme="regret">I regret that evening.</mark> It rained.' in page.content
    first, second = page.context["blocks"]
    assert first.notes == []
    assert [note.opening for note in second.notes] == ["I was afraid."]


def test_an_answer_outlives_the_sentence_it_was_about(alice: Person) -> None:
    entry = alice.writes("I regret that evening.")
    alice.answers("I was afraid.", entry=entry, quote="I regret that evening.")
    page = fields(entry_id=str(entry.id), revision="1", body="Something else now.")
    alice.client.post(f"/write/{entry.id}/", page)
    shown = alice.client.get(f"/journal/{entry.id}/")
    assert b"<mark" not in shown.content
    assert [note.opening for note in shown.context["loose_notes"]] == ["I was afraid."]


def test_pages_of_one_day_stand_newest_first(alice: Person) -> None:
    for body in ("morning", "noon", "night"):
        alice.writes(body, written_on=A_DAY)
    rows = alice.client.get("/journal/").context["months"][0].rows
    assert [row.head.opening for row in rows] == ["night", "noon", "morning"]
