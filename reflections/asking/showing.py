"""The page of questions as its template shows it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from accounts.personal import Personal
from entries import days, markdown
from entries.content import EntryContent
from entries.models import Entry
from reflections.choosing import PLAIN_PAGE, Offer, Offered
from reflections.library import Prompt, theme_name


@dataclass(frozen=True, slots=True)
class Question:
    """One offered question, with the whole sentence that brought it, verbatim, or an empty one.

    `row_id` names the row it is kept in, if it is kept for later.
    """

    prompt: Prompt
    quote: str
    row_id: UUID

    @classmethod
    def of(cls, offered: Offered, personal: Personal) -> "Question":
        """Return an offered question in the words in which this writer is asked."""
        quote = offered.cue.sentence.text if offered.cue else ""
        return cls(offered.prompt.asked_of(personal), quote, uuid4())

    @property
    def is_plain_page(self) -> bool:
        """Whether it is the resting place, which belongs to no theme."""
        return self.prompt.slug == PLAIN_PAGE


def as_shown(entry: Entry, content: EntryContent, offer: Offer, personal: Personal) -> dict[str, Any]:
    """Return what the template shows."""
    return {
        "entry": entry,
        "how_long": markdown.count_words(markdown.plain(content.body)),
        "ground": offer.ground.value,
        "questions": [Question.of(offered, personal) for offered in offer.questions],
        "resting": [theme_name(theme) for theme in sorted(offer.resting)],
        "offers_questions": personal.offers_questions,
        "is_evening": days.is_evening(timezone.localtime()),
    }
