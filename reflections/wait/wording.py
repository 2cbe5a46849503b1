"""How the wait speaks: how it names the other person, if at all, and which questions it points to."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.addressing import addressed_here
from accounts.personal import Personal
from reflections.library import Prompt, library


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentences that are about the other person, in the words for this writer and this hour."""

    personal: Personal
    is_night: bool

    def before_you_write(self) -> str:
        """Return what stands above the first question."""
        return self._said(_("Before you write to {them}"), _("Before you write"))

    def wrote(self) -> str:
        """Return one of the four answers."""
        return self._said(_("I wrote to {them}"), _("I wrote"))

    def looked(self) -> str:
        """Return another one."""
        return self._said(_("I looked {them} up"), _("I looked"))

    def question_meanwhile(self) -> Prompt | None:
        """Return the question for the ten minutes, where it may be asked."""
        return self._first_of(["l-this-wave"])

    def question_afterwards(self) -> Prompt | None:
        """Return the question for after them; at night a lighter one."""
        return self._first_of(["l-after-contact", "l-quiet-phone"])

    def _said(self, about_them: str, about_nobody: str) -> str:
        return about_nobody if self.personal.leave_them_out else addressed_here(about_them, self.personal)

    def _first_of(self, slugs: Iterable[str]) -> Prompt | None:
        asked = (library().prompts[slug] for slug in slugs)
        return next((each for each in asked if self._may_ask(each)), None)

    def _may_ask(self, prompt: Prompt) -> bool:
        """At night only light questions are asked, and none about somebody she wants left out."""
        is_for_the_day = prompt.depth != "light" or "night" in prompt.offer.none_of
        return library().may_ask(prompt, self.personal) and not (self.is_night and is_for_the_day)
