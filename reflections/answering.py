"""The answer page: facing leaves, the writer's own sentences on one, the answer on the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.safestring import SafeString, mark_safe

from accounts.models import User
from accounts.personal import Personal
from entries import markdown
from entries.filtering import THEME_NAMES
from entries.html import to_html
from entries.models import Entry
from entries.sentences import Passage, find_passage
from reflections.asking.content import KeptQuestion, OwnQuestion
from reflections.asking.forms import LONGEST_OWN_QUESTION
from reflections.asking.models import OWN, KeptForLater, OwnPrompt
from reflections.content import ReflectionContent
from reflections.flows import earlier_answers
from reflections.forms import NO_PASSAGE, AnswerForm
from reflections.library import Prompt, library
from reflections.models import Reflection
from reflections.passages import choices, passages_of, value_of
from vault.keyslots import OpenVault
from vault.reading import read_or_none

Data = Mapping[str, Any] | None
SHOWN_AT_ONCE = 30


@dataclass(frozen=True, slots=True)
class Later:
    """A question kept for later, as a list shows it; nothing but its row if that does not open."""

    row: KeptForLater
    kept: KeptQuestion | None = None
    prompt: Prompt | None = None

    @property
    def passage(self) -> str:
        """Return how the sentence it is about is named in an address; empty for none."""
        return value_of(self.kept.start, self.kept.end) if self.kept and self.kept.quote else ""


@dataclass
class AnswerPage:
    """One question, the entry it is asked about (if any), and the form of its answer."""

    prompt: Prompt
    entry: Entry | None
    paragraphs: Sequence[Sequence[Passage]]
    form: AnswerForm
    reflection: Reflection | None = None
    theirs: ReflectionContent | None = None

    @classmethod
    def blank(
        cls, data: Data, *, prompt: Prompt, entry: Entry | None, vault: OpenVault, passage: str = ""
    ) -> "AnswerPage":
        """Return the page of an answer that is not begun yet; `passage` names the sentence it may be about."""
        paragraphs = passages_of(entry, vault) if entry else []
        form = AnswerForm(data, initial=AnswerForm.blank() | {"passage": passage}, passages=paragraphs)
        return cls(prompt, entry, paragraphs, form)

    @classmethod
    def of(cls, data: Data, reflection: Reflection, *, personal: Personal, vault: OpenVault) -> "AnswerPage":
        """Return the page of an answer as it stands saved."""
        content = reflection.read(vault)
        entry = reflection.page
        paragraphs = passages_of(entry, vault) if entry else []
        initial = AnswerForm.new_sitting(reflection.revision) | {
            "reflection_id": reflection.id,
            "passage": _where_now(content, entry, vault),
            "answer": content.answer,
        }
        # Without a page to choose from, be it gone or closed for now, what the answer quotes stays as it is.
        kept = Passage(content.start, content.end, content.quote) if entry is None else NO_PASSAGE
        form = AnswerForm(data, initial=initial, passages=paragraphs, kept=kept)
        return cls(_prompt_of(content, personal), entry, paragraphs, form, reflection)

    def start_again_from(self, saved: Reflection, vault: OpenVault) -> None:
        """Keep the words, show what stands saved, and let the next save replace it knowingly."""
        self.theirs = saved.read(vault)
        # A sitting of its own, so that saving it is no late save of the one before.
        data = self.form.cleaned_data | AnswerForm.new_sitting(saved.revision)
        self.form = AnswerForm(data, passages=self.paragraphs, kept=self.form.kept)

    def context(self, owner: User, vault: OpenVault) -> dict[str, Any]:
        """Return what the template shows."""
        besides = self.reflection.id if self.reflection else None
        earlier = earlier_answers(owner, prompt=self.prompt.slug, besides=besides, vault=vault)
        return {
            "prompt": self.prompt,
            "form": self.form,
            "entry": self.entry,
            "entry_title": self.entry.read_head(vault).title if self.entry else "",
            "chosen_passage": self.form["passage"].value(),
            "paragraphs": choices(self.paragraphs, self.form["passage"].value() or ""),
            "earlier": [_as_earlier(reflection, vault) for reflection in earlier],
            "is_new": self.reflection is None and self.theirs is None,
            "theirs": self.theirs,
        }


def entry_named(owner: User, value: str | None, *, must_exist: bool = True) -> Entry | None:
    """Return the owner's entry of this id, be it in the trash; None for no id, 404 for one that is not hers.

    With `must_exist=False`, for an answer on its way in, None as well for one that is gone: words outlive a deletion.
    """
    if not value:
        return None
    try:
        entry_id = UUID(value)
    except ValueError:
        raise Http404 from None
    entry = Entry.kept_by(owner).at_hand().filter(id=entry_id).first()
    if entry is None and must_exist:
        raise Http404
    return entry


def prompt_named(slug: str, owner: User, personal: Personal, vault: OpenVault) -> Prompt:
    """Return the prompt of the library, or of the owner's own, in the words in which she is asked; 404 for neither."""
    known = library().prompts.get(slug)
    if known is not None:
        return known.asked_of(personal)
    try:
        own = owner.own_prompts.filter(id=UUID(slug.removeprefix(OWN))).first() if slug.startswith(OWN) else None
    except ValueError:
        own = None
    if own is None:
        raise Http404
    content = own.read(vault)
    return Prompt.of_her_own(slug, content.theme, content.question)


def prompt_as_sent(slug: str, data: Mapping[str, str], owner: User, personal: Personal, vault: OpenVault) -> Prompt:
    """Return the prompt an answer on its way in belongs to: a question may be gone from her own or from the library."""
    try:
        return prompt_named(slug, owner, personal, vault)
    except Http404:
        question, theme = data.get("question", "")[:LONGEST_OWN_QUESTION], data.get("theme", "")
        if not (question and theme in THEME_NAMES):
            raise
        return Prompt.of_her_own(slug, theme, question)


def own_prompts(owner: User, vault: OpenVault) -> list[tuple[OwnPrompt, OwnQuestion | None]]:
    """Return the newest questions of her own; None for one that does not open."""
    rows = owner.own_prompts.order_by("-created_at", "id")[:SHOWN_AT_ONCE]
    return [(own, read_or_none(own.read, vault)) for own in rows]


def kept_for_later(owner: User, personal: Personal, vault: OpenVault) -> list[Later]:
    """Return the newest questions kept for later, those she may be asked now: none about a page that is put away."""
    rows = owner.kept_for_later.select_related("entry").order_by("-created_at", "id")[:SHOWN_AT_ONCE]
    shown = [row for row in rows if row.entry is None or row.entry.is_shown]
    return [later for row in shown if (later := _later(row, read_or_none(row.read, vault), personal)) is not None]


def _later(row: KeptForLater, kept: KeptQuestion | None, personal: Personal) -> Later | None:
    if kept is None:
        return Later(row)
    prompt = library().prompts.get(kept.prompt)
    return Later(row, kept, prompt.asked_of(personal)) if prompt and library().may_ask(prompt, personal) else None


def as_html(answer: str) -> SafeString:
    """Return an answer as it is read."""
    return mark_safe("\n".join(to_html(markdown.parse(answer))))  # noqa: S308  every part is escaped already


def _as_earlier(reflection: Reflection, vault: OpenVault) -> dict[str, Any]:
    return {"written_on": reflection.written_on, "answer_html": as_html(reflection.read(vault).answer)}


def _where_now(content: ReflectionContent, entry: Entry | None, vault: OpenVault) -> str:
    if entry is None:
        return ""
    plain = markdown.plain(entry.read(vault).body)
    place = find_passage(plain, content.start, content.end, content.quote)
    return value_of(*place) if place else ""


def _prompt_of(content: ReflectionContent, personal: Personal) -> Prompt:
    """Return the prompt that was answered, in the wording of that day; it may have left the library since."""
    known = library().prompts.get(content.prompt)
    if known is not None:
        return replace(known.asked_of(personal), question=content.question)
    return Prompt.of_her_own(content.prompt, content.theme, content.question)
