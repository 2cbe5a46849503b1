"""What goes into a book, opened: the rows of one person that fall under what she chose, oldest first."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from typing import TypeVar
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import get_language

from accounts.flows import preferences_of
from accounts.models import User
from accounts.personal import Personal
from archive.book import Book, BookAnswer, BookPage
from archive.chapters import BookComparison, BookDay, BookGoal, BookLeaf
from archive.order import KINDS, THEMES, Form, Selection
from entries.content import EntryContent
from entries.models import Entry
from reflections.check_ins.content import NotedDay
from reflections.check_ins.flows import check_ins_between
from reflections.check_ins.questions import asked_of
from reflections.models import Reflection
from reflections.over_time.content import Span
from reflections.over_time.figures import Group
from reflections.over_time.flows import figures_between
from reflections.self_work.content import GoalContent
from reflections.self_work.models import Goal, GoalCheckIn
from reflections.then_and_now.models import Comparison
from vault.keyslots import OpenVault
from vault.models import SealedModel
from vault.reading import read_or_none

Row = TypeVar("Row", bound=SealedModel)
Content = TypeVar("Content")


class NothingToSet(Exception):
    """Nothing falls under what was chosen."""


def gather(
    owner: User, selection: Selection, form: Form, *, look_up: Callable[[], None] = lambda: None, vault: OpenVault
) -> Book:
    """Open what the owner chose.

    `selection` says what goes in, `form` how it is set; `look_up` is called before each row is opened, and may raise to
    end it. An answer goes with its page, whatever day it was given; one about no page, or about a page that is in the
    trash, closed for now or damaged, stands by itself if its day is chosen. A letter that is closed for now is not in
    the book, nor is what answers quote of it. A goal is in it if it was open on a chosen day, with the facts of those
    days. Of two that were read side by side, words are shown only of what is in the book by itself. Where ids are
    picked, an answer needs to be picked as much as its page; a goal brings its facts along.
    What does not open is left out, and counted in `Book.damaged`. Raises `NothingToSet`. At most eleven queries,
    however much there is; nothing is written.
    """
    gathering = _Gathering(owner, selection, look_up, vault)
    pages, loose = gathering.pages_and_answers()
    book = Book(
        pages=pages,
        loose=loose,
        comparisons=list(gathering.comparisons()) if selection.then_and_now else [],
        goals=list(gathering.goals()) if selection.goals else [],
        check_ins=list(gathering.check_ins()) if selection.check_ins else [],
        figures=gathering.figures() if selection.figures else [],
        form=form,
        language=get_language() or "en",
    )
    if not (book.pages or book.loose or book.comparisons or book.goals or book.check_ins or book.figures):
        raise NothingToSet
    return replace(book, damaged=gathering.damaged)


def may_find(owner: User, chosen: Selection) -> bool:
    """Tell, without opening anything, whether something may fall under what the owner chose.

    At most five queries. Of which kind and theme a page is stands sealed, so `gather` may still find nothing.
    """
    if chosen.picked is not None:
        return bool(chosen.picked)
    days = chosen.days
    return (
        owner.entries.filter(written_on__range=days).exists()
        or (chosen.answers and owner.reflections.filter(written_on__range=days).exists())
        or (chosen.then_and_now and owner.comparisons.filter(written_on__range=days).exists())
        or (chosen.goals and owner.goals.exists())
        or (chosen.check_ins and owner.check_ins.filter(noted_on__range=days).exists())
    )


def goes_by_days(owner: User, chosen: Selection) -> bool:
    """Tell whether every page of the chosen days goes in, and there is one: then that is known without opening any."""
    return chosen.has_every_page and owner.entries.filter(written_on__range=chosen.days).exists()


def counts_of(owner: User) -> dict[str, int]:
    """Return how much there is of what may go in besides pages, by its name in a `Selection`; four queries."""
    return {
        "answers": owner.reflections.count(),
        "then_and_now": owner.comparisons.count(),
        "goals": owner.goals.count(),
        "check_ins": owner.check_ins.count(),
    }


class _Gathering:
    """One book being gathered: the pages and answers that are in it, by id, and how much did not open."""

    def __init__(self, owner: User, chosen: Selection, look_up: Callable[[], None], vault: OpenVault) -> None:
        self._owner, self._chosen, self._look_up, self._vault = owner, chosen, look_up, vault
        self._days = chosen.days
        self._has_all_kinds, self._has_all_themes = chosen.kinds >= set(KINDS), chosen.themes >= set(THEMES)
        self._pages: dict[UUID, BookPage] = {}
        self._answers: dict[UUID, BookAnswer] = {}
        self._left_out: set[UUID] = set()
        self.damaged = 0

    def pages_and_answers(self) -> tuple[list[BookPage], list[BookAnswer]]:
        self._left_out = set(self._owner.entries.values_list("id", flat=True))
        entries = self._owner.entries.filter(written_on__range=self._days).oldest_first()
        self._pages = {row.id: BookPage(row.written_on, content) for row, content in self._opened_pages(entries)}
        self._left_out -= self._pages.keys()
        about: dict[UUID | None, list[BookAnswer]] = defaultdict(list)
        for page, answer in self._answers_by_page():
            about[page].append(answer)
        if not self._has_all_themes:
            self._pages = {page: opened for page, opened in self._pages.items() if page in about}
        if not self._chosen.answers:
            about.clear()
        pages = [replace(opened, answers=tuple(about.get(page, ()))) for page, opened in self._pages.items()]
        return pages, about.get(None, [])

    def comparisons(self) -> Iterator[BookComparison]:
        rows = self._owner.comparisons.filter(written_on__range=self._days).order_by("written_on", "created_at", "id")
        for row, content in self._opened(rows, Comparison.read):
            older = self._leaf(content.pair.older, content.pair.older_on)
            newer = self._leaf(content.pair.newer, content.pair.newer_on)
            yield BookComparison(row.written_on, older, newer, content.answers)

    def goals(self) -> Iterator[BookGoal]:
        noted: dict[UUID, list[GoalCheckIn]] = defaultdict(list)
        for fact in self._owner.goal_check_ins.filter(noted_on__range=self._days).newest_first().reverse():
            noted[fact.goal_id].append(fact)
        goals = self._owner.goals.order_by(F("began_on").asc(nulls_last=True), "created_at", "id")
        for goal, content in self._opened(goals, Goal.read):
            if self._was_open(goal, content):
                facts = self._opened(noted[goal.id], GoalCheckIn.read, is_part=True)
                said = tuple((row.noted_on, fact) for row, fact in facts)
                yield BookGoal(goal.began_on, goal.set_down_on, content, said)

    def check_ins(self) -> Iterator[BookDay]:
        questions = asked_of(self._personal)
        for day in self._notes:
            lines = tuple(line for question in questions if (line := question.in_words(day.content)))
            if self._is_picked(day.id):
                self.damaged += day.is_damaged
                yield from [BookDay(day.noted_on, lines)] if lines else []

    def figures(self) -> list[Group]:
        if not self._chosen.check_ins:
            self.damaged += sum(day.is_damaged for day in self._notes)
        days, personal = Span(*self._days), self._personal
        return figures_between(self._owner, days, self._notes, personal=personal, vault=self._vault)

    @cached_property
    def _notes(self) -> list[NotedDay]:
        return check_ins_between(self._owner, *self._days, vault=self._vault)

    @cached_property
    def _personal(self) -> Personal:
        # Where it does not open whether she wants them left out, they are left out.
        personal = read_or_none(preferences_of(self._owner).read_personal, self._vault)
        return personal or Personal(leave_them_out=True)

    def _opened_pages(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, EntryContent]]:
        for entry in entries:
            self._look_up()
            head = read_or_none(entry.read_head, self._vault)
            is_chosen = head.kind in self._chosen.kinds if head else self._has_all_kinds
            if not (is_chosen and self._is_picked(entry.id)):
                continue
            content = read_or_none(entry.read, self._vault)
            if content is not None:
                yield entry, content
            else:
                # Its answers are whole, and stand by themselves.
                self.damaged += 1
                self._left_out.discard(entry.id)

    def _answers_by_page(self) -> Iterator[tuple[UUID | None, BookAnswer]]:
        """Give the answers that are in the book, each with the id of its page in the book, oldest first."""
        if self._has_all_themes and not self._chosen.answers:
            return
        closed = set(Entry.kept_by(self._owner).withheld().values_list("id", flat=True))
        rows = self._owner.reflections.order_by("written_on", "created_at", "id")
        for row, content in self._opened(filter(self._goes_in, rows), Reflection.read):
            if self._has_all_themes or content.theme in self._chosen.themes:
                shown = replace(content, quote="") if row.entry_id in closed else content
                self._answers[row.id] = BookAnswer(row.written_on, shown)
                yield row.entry_id if row.entry_id in self._pages else None, self._answers[row.id]

    def _goes_in(self, row: Reflection) -> bool:
        if self._chosen.picked is not None or row.entry_id in self._pages:
            return True
        # Of which kind a page is that cannot be seen is not known.
        stands_alone = row.entry_id is None or (self._has_all_kinds and row.entry_id not in self._left_out)
        return stands_alone and self._days[0] <= row.written_on <= self._days[1]

    def _opened(
        self, rows: Iterable[Row], read: Callable[[Row, OpenVault], Content], *, is_part: bool = False
    ) -> Iterator[tuple[Row, Content]]:
        """Open the picked ones of these rows; what `is_part` of something goes in with it."""
        for row in rows:
            self._look_up()
            if not (is_part or self._is_picked(row.id)):
                continue
            content = read_or_none(partial(read, row), self._vault)
            if content is None:
                self.damaged += 1
            else:
                yield row, content

    def _is_picked(self, row_id: UUID) -> bool:
        return self._chosen.picked is None or row_id in self._chosen.picked

    def _leaf(self, row_id: UUID, day: date) -> BookLeaf:
        if row_id in self._pages:
            page = self._pages[row_id]
            return BookLeaf(page.written_on, page.content.title, page.content.head().opening)
        if row_id in self._answers and self._chosen.answers:
            answer = self._answers[row_id]
            return BookLeaf(answer.written_on, answer.content.question, answer.content.head().opening)
        return BookLeaf(day)

    def _was_open(self, goal: Goal, content: GoalContent) -> bool:
        """Tell whether it was open on a chosen day; one that is only written down, whether that was on one."""
        written_on = timezone.localdate(goal.created_at)
        times = [(span.began_on, span.set_down_on) for span in content.spans]
        times += [(goal.began_on, goal.set_down_on or date.max)] if goal.began_on else [(written_on, written_on)]
        return any(begin <= self._days[1] and end >= self._days[0] for begin, end in times)
