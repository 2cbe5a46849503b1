"""Where is looked: pages and letters, answers, goals and the check-ins on those; what each says, and where it is read.

What is in the trash or closed for now is not among them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from accounts.models import User
from entries import markdown
from entries.addresses import address_of
from entries.content import LETTER, PAGE, PLAIN, URGE, EntryHead
from entries.models import Entry
from reflections.content import ReflectionHead
from reflections.models import Reflection
from reflections.self_work.content import CheckInContent, GoalContent
from reflections.self_work.models import Goal, GoalCheckIn
from vault.models import SealedModel

ANSWER, GOAL = "answer", "goal"
SELF_WORK = "self_work"


@dataclass(frozen=True, slots=True)
class Said:
    """What one row says, in clear. `body` is Markdown, `title` what stands above it; both are searched.

    `heading` is shown in place of a title where there is none. `theme` is empty for pages: theirs are of their answers.
    """

    kind: str
    title: str
    body: str
    theme: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One table in which is looked.

    `rows` selects those of an owner, each with its `day`; `says` is given the row's sealed columns, opened, in order.
    """

    kinds: frozenset[str]
    model: type[SealedModel]
    rows: Callable[[User], "QuerySet[Any]"]
    says: Callable[[Sequence[bytes]], Said]
    page: str

    def newest_first(self, owner: User) -> "QuerySet[Any]":
        """Select the owner's rows, the newest day first."""
        return self.rows(owner).order_by("-day", "-created_at", "id")

    def url(self, row_id: UUID) -> str:
        """Return where a row is read."""
        return address_of(self.page, row_id)


def _page_says(sealed: Sequence[bytes]) -> Said:
    head = EntryHead.from_bytes(sealed[0])
    heading = head.title or markdown.first_words(head.opening)[0]
    return Said(head.kind, head.title, sealed[1].decode(), heading=heading)


def _answer_says(sealed: Sequence[bytes]) -> Said:
    """Leave out the sentence it quotes: that is found on its page, unless the page is closed for now."""
    head = ReflectionHead.from_bytes(sealed[0])
    return Said(ANSWER, head.question, sealed[1].decode(), head.theme, head.question)


def _goal_says(sealed: Sequence[bytes]) -> Said:
    goal = GoalContent.from_bytes(sealed[0])
    return Said(GOAL, "", markdown.BETWEEN_BLOCKS.join(goal.words), SELF_WORK, goal.name)


def _fact_says(sealed: Sequence[bytes]) -> Said:
    fact = CheckInContent.from_bytes(sealed[0])
    return Said(GOAL, "", fact.line, SELF_WORK, str(fact.says.label))


PAGES = Source(
    frozenset({PAGE, PLAIN, LETTER, URGE}),
    Entry,
    lambda owner: owner.entries.annotate(day=F("written_on")),
    _page_says,
    "entry",
)
# On one day what is about others comes after them.
SOURCES: Sequence[Source] = (
    PAGES,
    Source(
        frozenset({ANSWER}),
        Reflection,
        lambda owner: owner.reflections.annotate(day=F("written_on")),
        _answer_says,
        "reflection",
    ),
    Source(
        frozenset({GOAL}),
        Goal,
        lambda owner: owner.goals.annotate(day=Coalesce("began_on", TruncDate("created_at"))),
        _goal_says,
        "goal",
    ),
    Source(
        frozenset({GOAL}),
        GoalCheckIn,
        lambda owner: owner.goal_check_ins.annotate(day=F("noted_on")),
        _fact_says,
        "goal_check_in",
    ),
)
