"""Figures over time in the book: drawn once for page and print, each with its table, whole in PDF and EPUB."""

import io
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from archive.epub import as_epub
from archive.gathering import NothingToSet, gather
from archive.order import Form, Selection, Wish
from archive.pdf import set_in_type
from reflections.over_time.content import Span
from tests.archive.books import gathered
from tests.archive.test_epub import errors_in, files_of
from tests.archive.test_typography import breaches_of_pdf_ua
from tests.ordering import USUAL
from tests.over_time import BEGAN, notes_days, wants_words_counted, writes_pages
from tests.pdfs import text_of
from tests.people import Person, change

pytestmark = pytest.mark.django_db
FIGURES: dict[str, Any] = {"figures": True, "kinds": frozenset()}
WORDS = "We went because I realised it. " * 200


@pytest.fixture
def full(alice: Person) -> Person:
    """Somebody with a season of notes, a mark, and words that are counted."""
    notes_days(alice)
    alice.marks(BEGAN + timedelta(days=9), "the seventh Sunday")
    writes_pages(alice, WORDS, [date(2025, 4, 1) + timedelta(days=day) for day in range(4)])
    wants_words_counted(alice)
    return alice


def test_the_same_drawings_as_on_the_page_are_in_the_epub(full: Person) -> None:
    shown = full.client.get(f"/over-time/?until={BEGAN + timedelta(days=90)}").content.decode()
    on_the_page = re.findall(r"<svg xmlns.*?</svg>", shown)
    in_the_book = re.findall(r"<svg xmlns.*?</svg>", "".join(files_of(as_epub(gathered(full, **FIGURES))).values()))
    assert len(on_the_page) == 4
    assert in_the_book[:4] == on_the_page


def test_the_printed_book_holds_every_note_as_text_and_keeps_pdf_ua(full: Person) -> None:
    book = set_in_type(gathered(full, **FIGURES)).file
    words = text_of(book)
    said = "Over time|17 March to 15 June 2025|not a test|the seventh Sunday|The day|Mon very low|Midpoint|too few"
    said += "|Words of 2025|They do not know how you are|What it cannot tell"
    assert [each for each in said.split("|") if each not in words] == []
    assert breaches_of_pdf_ua(book) == set()


def test_a_figure_is_told_to_whoever_does_not_see_it(full: Person) -> None:
    book = set_in_type(gathered(full, **FIGURES)).file
    with pikepdf.open(io.BytesIO(book)) as opened:
        alts = [str(each.Alt) for each in opened.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]
    assert sum(each.endswith("The table has every note.") for each in alts) == 4
    assert any(each.startswith("The day, 17 March to 15 June 2025: very low to good.") for each in alts)


@pytest.mark.java
def test_an_epub_with_figures_is_valid(full: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    assert errors_in(as_epub(gathered(full, **FIGURES)), tmp_path) == []


def test_they_are_in_it_only_if_she_chose_them(full: Person) -> None:
    assert gathered(full).figures == []
    assert 'name="figures"' in full.client.get("/book/").content.decode()
    full.client.post("/book/", USUAL | {"figures": "on", "do": "look"})
    assert full.user.book_orders.get().read(full.vault).selection.figures


def test_an_order_from_before_there_were_figures_still_opens() -> None:
    before = Wish().as_bytes().replace(b', "figures": false', b"")
    assert b"figures" not in before
    assert Wish.from_bytes(before) == Wish()


def test_words_are_in_it_only_if_she_asked_for_them(full: Person) -> None:
    change(full, counts_words=False)
    assert [group.name for group in gathered(full, **FIGURES).figures] == ["17 March to 15 June 2025"]


def test_only_the_chosen_days_are_in_them(full: Person) -> None:
    chosen = gathered(full, first=BEGAN, last=BEGAN + timedelta(days=6), **FIGURES).figures
    assert [len(figure.table.rows) for figure in chosen[0].figures] == [1, 1, 1, 1]
    with pytest.raises(NothingToSet):
        gathered(full, first=date(2020, 1, 1), last=date(2020, 12, 31), **FIGURES)


def test_of_days_that_were_not_chosen_neither_a_mark_nor_a_gap_is_drawn(full: Person) -> None:
    """A book for somebody else begins where she said it begins."""
    days = Span(BEGAN + timedelta(days=2), BEGAN + timedelta(days=8))
    (season, *words) = gathered(full, first=days.first, last=days.last, **FIGURES).figures
    assert (season.days, season.marks, words) == (days, (), [])
    assert [row[0] for row in season.figures[0].table.rows] == ["17 March", "24 March"]
    assert season.figures[0].table.rows[0][1].startswith("Wed")
    with_the_mark = gathered(full, first=days.first, last=BEGAN + timedelta(days=9), **FIGURES).figures[0]
    assert [mark.line for mark in with_the_mark.marks] == ["the seventh Sunday"]


def test_a_book_of_figures_alone_is_named_by_their_days(full: Person) -> None:
    change(full, counts_words=False)
    assert gathered(full, **FIGURES).days == (BEGAN, BEGAN + timedelta(days=90))


def test_several_seasons_stand_in_order_and_say_once_what_holds_for_all(alice: Person) -> None:
    notes_days(alice, days=300)
    groups = gathered(alice, **FIGURES).figures
    assert [group.days for group in groups] == sorted((group.days for group in groups), key=lambda days: days.first)
    assert [bool(group.notes) for group in groups] == [True] + [False] * (len(groups) - 1)
    assert len(groups) == 4


@pytest.mark.parametrize("check_ins", [True, False])
def test_a_damaged_day_stops_no_figure_and_is_counted_once(full: Person, check_ins: bool) -> None:
    full.user.check_ins.filter(noted_on=BEGAN).update(notes=b"x" * 400)
    book = gathered(full, **FIGURES, check_ins=check_ins)
    assert book.damaged == 1
    assert book.figures[0].figures[0].table.rows[0][1].startswith("Tue")


def test_it_takes_as_many_queries_however_many_days_there_are(
    alice: Person, django_assert_max_num_queries: Callable[[int], AbstractContextManager[Any]]
) -> None:
    notes_days(alice, days=400)
    writes_pages(alice, WORDS, [date(year, 4, day) for year in (2023, 2024, 2025) for day in (1, 2, 3)])
    wants_words_counted(alice)
    user, vault = alice.user, alice.vault
    everything = Selection(then_and_now=True, goals=True, check_ins=True, figures=True)
    with django_assert_max_num_queries(11):
        gather(user, everything, Form(), vault=vault)
