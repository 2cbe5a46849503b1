"""What goes into a book, and in which order: pure data, no keys, no tables, no typesetting.

The typesetter takes JSON and nothing else, so nothing a person wrote can become markup; the EPUB is made of the same.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive.blocks import blocks_as_data, dedication_as_data, direction, line_as_data, text_as_data
from archive.chapters import (
    BookComparison,
    BookDay,
    BookGoal,
    check_ins_as_data,
    comparisons_as_data,
    figures_as_data,
    goals_as_data,
)
from archive.order import Form
from entries.content import LETTER, PLAIN, URGE, EntryContent
from entries.markdown import Block, parse, plain_text, span_of
from entries.marks import Mark
from entries.sentences import find_passage
from reflections.content import ReflectionContent
from reflections.letters.reading import LONGEST_NAME
from reflections.library import theme_name
from reflections.over_time.figures import Group

# In characters. An answer stands behind the paragraph of its sentence; from here on that is out of sight.
_OUT_OF_SIGHT = 600
# In bytes, of which other scripts need more, much as they need more room: what fits on the smallest page in the largest
# letters, and what a line may take that is as good as empty.
_FITS_ANY_PAGE = 600
_LINE = 45
DRESSES = {
    LETTER: gettext_lazy("a letter, unsent"),
    PLAIN: gettext_lazy("a plain page"),
    URGE: gettext_lazy("written instead of a message"),
}


@dataclass(frozen=True, slots=True)
class BookAnswer:
    """An answer and its day."""

    written_on: date
    content: ReflectionContent


@dataclass(frozen=True, slots=True)
class BookPage:
    """A page of the journal, its day, and the answers about it, oldest first."""

    written_on: date
    content: EntryContent
    answers: tuple[BookAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """A whole book, or one volume of it: each chapter oldest first.

    `loose` are the answers that are about no page in it; `language` is a code such as `en`; `volume` is its name,
    "Volume II", or empty; `told` are the days its title tells, where they are not those of what is in it; `damaged`
    counts what would be in it if it could be opened.
    """

    pages: Sequence[BookPage] = ()
    loose: Sequence[BookAnswer] = ()
    comparisons: Sequence[BookComparison] = ()
    goals: Sequence[BookGoal] = ()
    check_ins: Sequence[BookDay] = ()
    figures: Sequence[Group] = ()
    form: Form = field(default_factory=Form)
    language: str = "en"
    volume: str = ""
    told: tuple[date, date] | None = None
    damaged: int = 0

    @property
    def days(self) -> tuple[date, date] | None:
        """Return the first and the last day of what is in it.

        The days of goals and of figures count where there is nothing else.
        """
        of_goals = (day for goal in self.goals for day in (goal.began_on, goal.set_down_on) if day)
        of_figures = (day for group in self.figures for day in (group.days.first, group.days.last))
        days = sorted(self._days()) or sorted(of_goals) or sorted(of_figures)
        return (days[0], days[-1]) if days else None

    def _days(self) -> Iterator[date]:
        yield from (page.written_on for page in self.pages)
        yield from (answer.written_on for answer in self.loose)
        yield from (comparison.written_on for comparison in self.comparisons)
        yield from (day.noted_on for day in self.check_ins)
        yield from (day for goal in self.goals for day, _fact in goal.facts)


def as_data(book: Book, look_up: Callable[[], None] = lambda: None) -> dict[str, Any]:
    """Return the book as the typesetter takes it: strings, lists and numbers, in the language that is in force.

    `look_up` is called before each page, and may raise to end it.
    """
    form, days = book.form, book.told or book.days
    return {
        "title": line_as_data(form.title.strip() or _title(days)),
        "years": "" if form.title.strip() and not book.volume else _years(days),
        "volume": book.volume,
        "dedication": dedication_as_data(form.dedication),
        "paper": form.paper,
        "text_size": form.text_size,
        "margins": form.margins,
        "language": book.language,
        "contents": _("Contents"),
        "months": [_month(first, list(pages), look_up) for first, pages in groupby(book.pages, key=_month_of)],
        "loose": {"title": _("Answers"), "items": [_answer(answer, shows_quote=True) for answer in book.loose]},
        "comparisons": comparisons_as_data(book.comparisons),
        "goals": goals_as_data(book.goals),
        "check_ins": check_ins_as_data(book.check_ins),
        "figures": figures_as_data(book.figures),
        "damaged": told_of_damage(book.damaged),
        "boxes": told_of_boxes(),
        "to_install": told_what_to_install(),
    }


def told_of_boxes() -> str:
    """Return what is said of a book with characters for which there is no typeface."""
    return _("Some characters in this book show as boxes: the computer that set it has no typeface for them.")


def told_what_to_install() -> str:
    """Return how scripts without a typeface are named, with a place for their names."""
    return _("Missing, with what could be installed: %s.")


def told_of_damage(number: int) -> str:
    """Return what is said of so many things that did not open; nothing of none."""
    said = ngettext(
        "%d thing you wrote could not be opened and is not in this book. Nothing has been deleted.",
        "%d things you wrote could not be opened and are not in this book. Nothing has been deleted.",
        number,
    )
    return said % number if number else ""


def _title(days: tuple[date, date] | None) -> str:
    if days is None:
        return _("Self-work")
    first, last = days
    names = [date_format(day, "F") for day in days]
    if (first.year, first.month) == (last.year, last.month):
        return names[0]
    if first.year != last.year:
        names = [date_format(day, "YEAR_MONTH_FORMAT") for day in days]
    return _("%(first)s to %(last)s") % {"first": names[0], "last": names[1]}


def _years(days: tuple[date, date] | None) -> str:
    return str(days[0].year) if days and days[0].year == days[1].year else ""


def _month_of(page: BookPage) -> date:
    return page.written_on.replace(day=1)


def _month(first: date, pages: list[BookPage], look_up: Callable[[], None]) -> dict[str, Any]:
    return {"name": date_format(first, "YEAR_MONTH_FORMAT"), "pages": [_page(page, look_up) for page in pages]}


def _page(page: BookPage, look_up: Callable[[], None]) -> dict[str, Any]:
    look_up()
    blocks = parse(page.content.body)
    plain = plain_text(blocks)
    about = [answer.content for answer in page.answers]
    places = [find_passage(plain, each.start, each.end, each.quote) for each in about]
    marks = [Mark(*place, each.theme) for place, each in zip(places, about, strict=True) if place]
    beside, after = _placed(blocks, page.answers, places)
    set_blocks = blocks_as_data(blocks, marks)
    return {
        "kind": page.content.kind,
        "date": date_format(page.written_on, "WEEKDAY_DATE_FORMAT"),
        "day": str(page.written_on.day),
        "dress": str(DRESSES.get(page.content.kind, "")),
        "title": line_as_data(page.content.title),
        "dir": direction(page.content.title or plain),
        "blocks": [block | {"answers": answers} for block, answers in zip(set_blocks, beside, strict=True)],
        "answers": after,
        "is_greeted": _is_short(blocks[:1]) and len(blocks) > 1,
        "is_signed": _is_short(blocks[-1:]) and len(blocks) > 1,
    }


def _is_short(blocks: Sequence[Block]) -> bool:
    return all(block.kind == "paragraph" and len(block.text) <= LONGEST_NAME for block in blocks)


def _placed(
    blocks: Sequence[Block], answers: Sequence[BookAnswer], places: Sequence[tuple[int, int] | None]
) -> tuple[list[list[dict[str, Any]]], list[dict[str, Any]]]:
    """Put each answer behind the block that holds its sentence, and those without a place behind the page."""
    beside: list[list[dict[str, Any]]] = [[] for _block_ in blocks]
    after = []
    starts = [span_of(block)[0] for block in blocks]
    for answer, place in zip(answers, places, strict=True):
        if place is None:
            after.append(_answer(answer, shows_quote=True))
        else:
            holding = max(index for index, start in enumerate(starts) if start <= place[0])
            is_far = span_of(blocks[holding])[1] - place[1] > _OUT_OF_SIGHT
            beside[holding].append(_answer(answer, shows_quote=is_far))
    return beside, after


def _answer(answer: BookAnswer, *, shows_quote: bool) -> dict[str, Any]:
    content = answer.content
    quote = content.quote if shows_quote else ""
    blocks = text_as_data(content.answer)
    fits = sum(map(_room_for, (content.question, quote, content.answer))) < _FITS_ANY_PAGE
    return {
        "theme": content.theme,
        "theme_name": theme_name(content.theme),
        "date": date_format(answer.written_on, "DATE_FORMAT"),
        "question": line_as_data(content.question),
        "quote": line_as_data(quote),
        "is_short": fits and all(block["kind"] == "paragraph" for block in blocks),
        "blocks": blocks,
    }


def _room_for(text: str) -> int:
    return len(text.encode()) + _LINE * max(0, len(text.splitlines()) - 1)
