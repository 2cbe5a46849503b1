"""Over time: what was noted, as figures with gaps; days she marks; hers alone, and shown by no locked journal."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from reflections.check_ins.flows import keep_check_in
from reflections.over_time.content import MarkContent
from reflections.over_time.flows import set_mark
from reflections.over_time.models import Mark
from tests.over_time import BEGAN, WEEKS, notes_days
from tests.people import Person, change
from tests.thief.burglar import Burglar
from vault.core.errors import StaleKeys
from vault.rekeying import start

pytestmark = pytest.mark.django_db
URL = "/over-time/"
TODAY = BEGAN + timedelta(days=7 * WEEKS - 1)


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC))


def page(person: Person, url: str = URL) -> str:
    answer = person.client.get(url)
    assert answer.status_code == 200, url
    return str(answer.content.decode())


def names(shown: str) -> list[str]:
    return re.findall(r'<h3 class="t3">([^<]+)</h3>', shown)


def sets(person: Person, line: str = "plinmora Sunday", day: Any = TODAY, **fields: Any) -> Any:
    return person.client.post(URL, {"mark_id": str(uuid4()), "day": str(day), "line": line} | fields)


def marks(person: Person) -> list[MarkContent]:
    return [mark.read(person.vault) for mark in person.user.marks.order_by("created_at")]


def test_each_question_that_was_answered_has_its_figure_and_its_table(alice: Person) -> None:
    notes_days(alice)
    shown = page(alice)
    assert names(shown) == ["The day", "The missing", "The wish", "Who you are"]
    assert shown.count('<svg xmlns="http://www.w3.org/2000/svg" class="chart"') == 4
    assert shown.count('<table class="data">') == 4
    assert "17 March to 15 June 2025" in shown


def test_a_week_without_notes_is_not_in_the_table_and_has_nothing_drawn(alice: Person) -> None:
    notes_days(alice, gap=range(14, 28))
    assert re.findall(r'<th scope="row">([^<]+)</th>', page(alice))[:3] == ["17 March", "24 March", "14 April"]


def test_it_says_that_it_is_no_test_and_that_a_gap_is_only_a_gap(alice: Person) -> None:
    shown = page(alice)
    assert "Your notes, not a test." in shown
    assert "a gap is only a gap" in shown
    assert "Nothing was noted in these weeks, and nothing had to be." in shown


def test_nothing_is_scored_predicted_or_praised(alice: Person) -> None:
    notes_days(alice)
    words = re.sub(r"<[^>]+>", " ", page(alice)).lower()
    assert not re.search(r"\b(score|streak|total|average|trend|better|worse|improv\w+|progress|goal reached)\b", words)


def test_earlier_weeks_are_one_step_away_however_long_the_silence_and_later_ones_too(alice: Person) -> None:
    notes_days(alice)
    long_ago = date(2022, 5, 4)
    alice.notes(long_ago, sleep=2)
    assert f'href="{URL}?until={long_ago}"' in page(alice)
    earlier = page(alice, f"{URL}?until={long_ago}")
    assert names(earlier) == ["Sleep"]
    later = re.search(r'\?until=([\d-]+)">Later', earlier)
    assert later
    assert date.fromisoformat(later.group(1)) == TODAY - timedelta(days=6)
    assert names(page(alice, f"{URL}?until={later.group(1)}"))[0] == "The day"


@pytest.mark.parametrize("asked", ["", "x", "2025-13-01", "0001-01-01", "9999-12-31", "2099-01-01"])
def test_a_day_that_is_none_or_to_come_shows_the_present_weeks(alice: Person, asked: str) -> None:
    assert "17 March to 15 June 2025" in page(alice, f"{URL}?until={asked}")


def test_whoever_wants_them_left_out_sees_no_figure_about_them(alice: Person) -> None:
    notes_days(alice)
    change(alice, leave_them_out=True)
    assert "The wish" not in names(page(alice))


def test_a_damaged_day_is_named_and_the_others_are_drawn(alice: Person) -> None:
    notes_days(alice, days=5)
    alice.user.check_ins.filter(noted_on=BEGAN).update(notes=b"x" * 400)
    shown = page(alice)
    assert "The notes of these days cannot be opened." in shown
    assert "17 March 2025" in shown
    assert shown.count("<circle") == 4 * 3


def test_a_marked_day_is_a_number_in_every_figure_and_its_words_stand_below(alice: Person) -> None:
    notes_days(alice)
    assert sets(alice, day=BEGAN + timedelta(days=3))["Location"] == URL
    shown = page(alice)
    assert shown.count('text-anchor="middle">1</text>') == 4
    assert shown.count("<bdi>plinmora Sunday</bdi>") == 2
    assert "plinmora" not in "".join(re.findall(r"<svg.*?</svg>", shown))


def test_a_form_that_is_sent_twice_sets_one_mark(alice: Person) -> None:
    same = {"mark_id": str(uuid4())}
    for _ in range(2):
        sets(alice, **same)
    assert marks(alice) == [MarkContent(TODAY, "plinmora Sunday")]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"line": "  "}, "Say in a word or two what that day was."),
        ({"day": "soon"}, "This is not a date."),
        ({"line": "x" * 81}, "At most 80 characters"),
    ],
)
def test_a_mark_that_cannot_be_kept_comes_back_with_a_sentence_and_its_words(
    alice: Person, fields: dict[str, str], sentence: str
) -> None:
    answer = sets(alice, **fields).content.decode()
    assert sentence in answer
    assert fields.get("line", "plinmora Sunday").strip() in answer
    assert marks(alice) == []


def test_a_mark_is_deleted_after_she_was_asked(alice: Person) -> None:
    sets(alice)
    url = f"{URL}marks/{alice.user.marks.get().id}/delete/"
    assert "plinmora Sunday" in page(alice, url)
    assert marks(alice)
    assert alice.client.post(url)["Location"] == URL
    assert marks(alice) == []


def test_a_damaged_mark_is_named_can_be_deleted_and_hides_nothing(alice: Person) -> None:
    notes_days(alice)
    sets(alice)
    sets(alice, "the call")
    damaged = alice.user.marks.order_by("created_at").first()
    assert damaged
    alice.user.marks.filter(id=damaged.id).update(content=b"x" * 400)
    shown = page(alice)
    assert "This mark cannot be opened." in shown
    assert "the call" in shown
    assert "It cannot be opened." in page(alice, f"{URL}marks/{damaged.id}/delete/")


def test_marks_of_somebody_else_are_not_there(alice: Person, bob: Person) -> None:
    notes_days(alice)
    sets(alice)
    url = f"{URL}marks/{alice.user.marks.get().id}/delete/"
    assert [bob.client.get(url).status_code, bob.client.post(url).status_code] == [404, 404]
    assert "plinmora Sunday" not in page(bob)
    assert names(page(bob)) == []


def test_a_mark_set_while_locked_is_given_back_and_kept_with_the_password(alice: Person) -> None:
    alice.locks()
    answer = sets(alice)
    assert answer.status_code == 423
    assert "plinmora Sunday" in answer.content.decode()
    fields = {"mark_id": str(uuid4()), "day": str(TODAY), "line": "plinmora Sunday"}
    alice.client.post(URL, fields | {"vault_password": alice.password})
    assert marks(alice) == [MarkContent(TODAY, "plinmora Sunday")]


def test_a_mark_is_never_sealed_under_a_key_that_was_dropped(alice: Person) -> None:
    before = alice.vault
    start(before, password=alice.password)
    with pytest.raises(StaleKeys):
        set_mark(alice.user, mark_id=uuid4(), content=MarkContent(TODAY, "plinmora Sunday"), vault=before)
    assert not alice.user.marks.exists()


def test_neither_the_day_nor_the_words_of_a_mark_are_anywhere_in_clear(alice: Person) -> None:
    sets(alice, "plinmoradeska", date(1987, 4, 3))
    row = Mark._base_manager.get(owner=alice.user)
    assert all(word not in bytes(row.content) for word in (b"plinmoradeska", b"1987-04-03"))
    assert "day" not in {field.name for field in Mark._meta.concrete_fields}
    burglar = Burglar()
    assert burglar.opens_with() == []


def test_it_opens_in_as_many_queries_however_much_was_noted_and_marked(
    alice: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    alice.notes(TODAY, today=1)
    page(alice)
    with django_assert_num_queries(QUERIES):
        page(alice)
    notes_days(alice, begin=BEGAN - timedelta(days=200), days=290)
    for number in range(5):
        alice.marks(BEGAN, f"mark {number}")
    with django_assert_num_queries(QUERIES):
        page(alice)


# Besides the door's and the frame's: notes, marks, what lies before and after.
QUERIES = 9


def test_a_note_of_the_last_day_there_is_breaks_no_page(alice: Person) -> None:
    keep_check_in(alice.user, noted_on=date.max, said={"sleep": 3}, vault=alice.vault)
    assert alice.client.get("/over-time/").status_code == 200
    assert alice.client.get(f"/over-time/?until={date.max}").status_code == 200
