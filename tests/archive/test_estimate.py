"""About how many pages a book will have, told before it is set and without opening anything."""

import io
from dataclasses import replace
from typing import Any

import pikepdf
import pytest

from archive.estimate import pages_of
from archive.order import PAPERS, TEXT_SIZES, Form, Selection, Wish
from archive.pdf import set_in_type
from tests.archive.books import gathered
from tests.ordering import USUAL
from tests.people import Person

LOOKS = [*((paper, "medium") for paper in PAPERS), *(("a5", size) for size in TEXT_SIZES if size != "medium")]


@pytest.mark.parametrize(("paper", "text_size"), LOOKS)
def test_about_as_many_pages_are_told_as_there_will_be(alice: Person, essay: str, paper: str, text_size: str) -> None:
    """The text is another one than the figures were measured with."""
    for _page in range(60):
        alice.writes(essay)
    form = Form(paper=paper, text_size=text_size)
    with pikepdf.open(io.BytesIO(set_in_type(replace(gathered(alice), form=form)).file)) as book:
        told = pages_of(alice.user, Wish(form=form), vault=alice.vault)
        assert told == pytest.approx(len(book.pages), rel=0.2)


@pytest.mark.parametrize(
    "sentence",
    [
        "Сегодня я опять не могу уснуть и думаю о том, что было бы, если бы я тогда промолчала. ",
        "今日もまた眠れなくて、あの時黙っていたらどうなっていただろうと考えている。",
        "لا أستطيع النوم اليوم أيضًا، وأفكر فيما كان سيحدث لو أنني سكتُّ في ذلك الوقت. ",
        "आज भी मुझे नींद नहीं आ रही है, और मैं सोच रही हूँ कि अगर मैं चुप रहती तो क्या होता। ",
    ],
)
def test_scripts_that_take_more_bytes_take_no_more_pages(alice: Person, sentence: str) -> None:
    for _page in range(40):
        alice.writes(sentence * 60)
    with pikepdf.open(io.BytesIO(set_in_type(gathered(alice)).file)) as book:
        assert pages_of(alice.user, Wish(), vault=alice.vault) == pytest.approx(len(book.pages), rel=0.3)


def test_the_page_of_the_book_tells_how_long_it_will_be_and_how_much_there_is(alice: Person, essay: str) -> None:
    for _page in range(40):
        alice.writes(essay)
    for _answer in range(3):
        alice.answers("an answer")
    alice.client.post("/book/", USUAL | {"do": "look", "paper": "5x8"})
    shown = alice.client.get("/book/").content.decode()
    assert f"About {pages_of(alice.user, Wish(), vault=alice.vault)} pages at this size." in shown
    assert "<span>Questions and answers, beside what you wrote</span> <small>3</small>" in shown
    assert "<span>Then and now</span></label>" in shown


@pytest.mark.parametrize(
    "wished",
    [
        Wish(file="epub"),
        Wish(Selection(themes=frozenset({"regret"}))),
        Wish(Selection(kinds=frozenset({"letter"}))),
        Wish(Selection(picked=frozenset())),
        Wish(Selection(check_ins=True)),
        Wish(Selection(figures=True)),
        Wish(Selection(goals=True)),
        Wish(Selection(then_and_now=True)),
    ],
)
def test_nothing_is_told_of_what_only_an_opened_journal_can_tell(alice: Person, wished: Any) -> None:
    alice.writes("words")
    assert pages_of(alice.user, wished, vault=alice.vault) is None
