"""What a goal and a check-in say, in clear: frozen, in memory, and never a field of a model."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Whether the reason is her own, as she says herself: it is never guessed from her words.
OWN, FOR_THEM = "own", "for them"


class Outcome(NamedTuple):
    """What a check-in may say, and the mark beside it."""

    label: Promise
    mark: str


SLIPPED = "slipped"
OUTCOMES = {
    "no moment": Outcome(_("No moment came"), "mark-skip"),
    "did it": Outcome(_("I did it"), "mark-full"),
    "some of it": Outcome(_("I did some of it"), "mark-half"),
    SLIPPED: Outcome(_("It slipped"), "mark-none"),
}


@dataclass(frozen=True, slots=True)
class EarlierPlan:
    """A plan that was changed: the if, the then, and the day it stood until."""

    moment: str
    act: str
    until: date


@dataclass(frozen=True, slots=True)
class Span:
    """A time in which the goal was open, and the line with which it was set down; it was taken up again later."""

    began_on: date
    set_down_on: date
    closing: str


@dataclass(frozen=True, slots=True)
class GoalContent:
    """All that a goal says: the answers of its steps, and its history.

    `moment` and `act` are the plan: if (moment), then I will (act). `because` is how the answer it came from
    begins, `reviewed_on` the day she last said whether to keep it, `closing` the line with which she set it down.
    """

    value: str = ""
    reason: str = ""
    whose_reason: str = ""
    behaviour: str = ""
    obstacle: str = ""
    moment: str = ""
    act: str = ""
    support: str = ""
    because: str = ""
    reviewed_on: date | None = None
    closing: str = ""
    earlier: tuple[EarlierPlan, ...] = ()
    spans: tuple[Span, ...] = ()

    @classmethod
    def from_bytes(cls, payload: bytes) -> "GoalContent":
        """Read what was sealed; what an older version did not know takes its default."""
        kept: dict[str, Any] = json.loads(payload)
        dated = {
            "reviewed_on": date.fromisoformat(kept["reviewed_on"]) if kept.get("reviewed_on") else None,
            "earlier": tuple(EarlierPlan(**_dated(each, "until")) for each in kept.get("earlier", ())),
            "spans": tuple(Span(**_dated(each, "began_on", "set_down_on")) for each in kept.get("spans", ())),
        }
        return cls(**kept | dated)

    def as_bytes(self) -> bytes:
        """Return what is to be sealed."""
        return _as_json(self)

    @property
    def name(self) -> str:
        """Return what the goal is called: its value, or the first thing it says; empty where it says nothing yet."""
        named = (self.value, self.behaviour, self.act, self.moment, self.reason)
        return next((words.strip() for words in named if words.strip()), "")

    @property
    def steps(self) -> list[str]:
        """Return what she wrote in its steps, as it stands now."""
        return [self.value, self.behaviour, self.reason, self.obstacle, self.moment, self.act, self.support]

    @property
    def words(self) -> list[str]:
        """Return all that she wrote of it, its history among it."""
        said = [*self.steps, self.because, *(words for plan in self.earlier for words in (plan.moment, plan.act))]
        return [words for words in (*said, self.closing, *(span.closing for span in self.spans)) if words]

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to keep yet."""
        return not (self.name or self.obstacle.strip() or self.support.strip() or self.because)

    @property
    def is_only_for_them(self) -> bool:
        """Whether she said that the reason is only about the other person."""
        return self.whose_reason == FOR_THEM

    @property
    def has_plan(self) -> bool:
        """Whether both the if and the then are there."""
        return bool(self.moment.strip() and self.act.strip())

    def with_plan(self, moment: str, act: str, today: date) -> "GoalContent":
        """Return it with another plan; the one before goes into its history."""
        before = EarlierPlan(self.moment, self.act, today)
        return replace(self, moment=moment, act=act, earlier=(*self.earlier, before))

    def taken_up(self, began_on: date, set_down_on: date) -> "GoalContent":
        """Return it as it begins anew; when it was open before, and its last line then, go into its history."""
        span = Span(began_on, set_down_on, self.closing)
        return replace(self, closing="", spans=(*self.spans, span))


@dataclass(frozen=True, slots=True)
class CheckInContent:
    """One fact: `outcome` is a key of `OUTCOMES`; `line` says more, if she likes."""

    outcome: str
    line: str = ""

    @classmethod
    def from_bytes(cls, payload: bytes) -> "CheckInContent":
        """Read what was sealed."""
        return cls(**json.loads(payload))

    def as_bytes(self) -> bytes:
        """Return what is to be sealed."""
        return _as_json(self)

    @property
    def says(self) -> Outcome:
        """Return the answer in words, and its mark."""
        return OUTCOMES[self.outcome]


def _dated(kept: dict[str, Any], *names: str) -> dict[str, Any]:
    return kept | {name: date.fromisoformat(kept[name]) for name in names}


def _as_json(content: GoalContent | CheckInContent) -> bytes:
    return json.dumps(asdict(content), ensure_ascii=False, separators=(",", ":"), default=date.isoformat).encode()
