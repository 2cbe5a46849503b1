"""What happens around asking: questions are offered after a page, answered, kept for later, or not wanted."""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.flows import today_by
from accounts.models import Preferences, User
from entries.content import PAGE, EntryContent
from entries.endings import Sitting
from entries.models import Entry
from reflections import choosing, limits
from reflections.asking.content import KeptQuestion, OwnQuestion
from reflections.asking.memory import (
    pages_of_the_week,
    read_with_title,
    recall,
    recent_of,
    remember,
    remembering,
    set_elsewhere,
)
from reflections.asking.models import KeptForLater, OwnPrompt
from reflections.asking.record import Declined, Ending, Given, OfferMade, Record
from reflections.cards import Card, cards_for
from reflections.choosing import Ground, Offer
from reflections.cues import Cue
from reflections.library import Prompt, library
from reflections.recent import HEAVIER, Recent
from reflections.signals import read_page
from vault.core.errors import Corrupt
from vault.keeping import id_of_new
from vault.keyslots import OpenVault, locked_row

log = logging.getLogger("reflections")

_SITTINGS_THAT_OPEN_A_STAGE = 2


def offer_after(sitting: Sitting, preferences: Preferences, *, vault: OpenVault) -> Offer:
    """Choose what to offer after a page that was just written, and note it, so that nothing is offered twice running.

    Nothing is offered where nothing may be asked: after a plain page, or to whoever switched questions off. Who has
    answered one of today's questions about this page is offered no new ones. Raises `Corrupt` and `StaleKeys`.
    """
    read = _Read(sitting.entry, sitting.content, preferences, vault)
    if not read.may_ask:
        return read.by(recall(read.owner, vault=vault)).afresh()
    with remembering(read.owner, vault=vault) as memory:
        asked = read.by(memory.record, sitting.minutes)
        if asked.made is not None and asked.made.settled:
            return asked.again()
        offer = asked.afresh()
        if offer.questions:
            memory.record = memory.record.with_offer(asked.made_of(offer))
    return offer


def offer_about(entry: Entry, content: EntryContent, preferences: Preferences, *, vault: OpenVault) -> Offer:
    """Return what is offered about a page now: what was offered today, as far as it still may be, or a fresh choice.

    Raises `Corrupt`.
    """
    read = _Read(entry, content, preferences, vault)
    asked = read.by(recall(read.owner, vault=vault))
    return asked.afresh() if asked.made is None else asked.again()


def take_up(
    entry: Entry, content: EntryContent, prompt: str, preferences: Preferences, *, vault: OpenVault
) -> Cue | None:
    """Note that an offered question is being answered; return the words of the page it is about, if any.

    Raises `Corrupt` and `StaleKeys`.
    """
    read = _Read(entry, content, preferences, vault)
    with remembering(read.owner, vault=vault) as memory:
        asked = read.by(memory.record)
        memory.record = asked.settled(prompt)
    return asked.quoted_by(prompt)


def keep_for_later(
    entry: Entry, content: EntryContent, prompt: str, preferences: Preferences, *, row_id: UUID, vault: OpenVault
) -> KeptForLater:
    """Keep an offered question, with the sentence it quotes, once: `row_id` is made with the empty form.

    Raises `Corrupt` and `StaleKeys`.
    """
    cue = take_up(entry, content, prompt, preferences, vault=vault)
    question = KeptQuestion(prompt)
    if cue is not None:
        question = KeptQuestion(prompt, cue.sentence.text, cue.sentence.start, cue.sentence.end)
    with transaction.atomic():
        locked_row(vault)
        row_id = id_of_new(KeptForLater, row_id, vault)
        kept = preferences.owner.kept_for_later.filter(id=row_id).first()
        if kept is None:
            kept = KeptForLater(owner=preferences.owner, id=row_id, entry_id=entry.id)
            kept.write(question, vault)
            kept.save(force_insert=True)
    return kept


def decline(entry: Entry, content: EntryContent, prompt: str, preferences: Preferences, *, vault: OpenVault) -> None:
    """Note "Not this one": it rests for a month, and the sentence it quoted is not quoted again.

    Raises `Corrupt` and `StaleKeys`.
    """
    read = _Read(entry, content, preferences, vault)
    with remembering(read.owner, vault=vault) as memory:
        asked = read.by(memory.record)
        cue = asked.quoted_by(prompt)
        declined = Declined(str(read.today), prompt, str(entry.id), cue.sentence.start if cue else None)
        memory.record = asked.settled(prompt).with_declined(declined)


def note_answer(owner: User, *, answer_id: UUID, prompt: str, day: date, vault: OpenVault) -> None:
    """Note that a prompt of the library was answered, once for each answer; a stage may open by it.

    The answer is kept by now: where what is remembered does not open, that is logged, and she is not told in place of
    "saved".
    """
    given = Given(str(day), prompt, str(answer_id))
    _note(owner, lambda record: with_opened_stages(record.with_answer(given), day), vault)


def note_ending(owner: User, *, about: UUID, felt: str, day: date, vault: OpenVault) -> None:
    """Note how a sitting on a page or an answer ended: `felt` is lighter, same or heavier; a stage may open by it.

    As in `note_answer`, words come first.
    """
    ending = Ending(str(day), str(about), felt)
    _note(owner, lambda record: with_opened_stages(record.with_ending(ending), day), vault)


def may_go_on(prompt: Prompt, answer: str, preferences: Preferences, *, vault: OpenVault) -> bool:
    """Tell whether the prompt that comes after this one is asked: not beside words of dying, and light ones by night.

    `answer` is what was just written; see `reflections.limits`.
    """
    follower = library().prompts.get(prompt.follow_with)
    personal = preferences.read_personal(vault)
    today = today_by(personal)
    now = Recent(timezone.localtime(), today, today, personal)
    if follower is None or limits.is_in_crisis(read_page(answer), now):
        return False
    return follower.depth == choosing.LIGHT or not limits.is_night(now)


def hide_card(owner: User, *, about: UUID, vault: OpenVault) -> None:
    """Show no help beside this page or answer any more. That is all that is ever kept about it."""
    remember(owner, lambda record: record.with_card_hidden(str(about)), vault=vault)


def cards_beside(about: UUID | None, *texts: str, preferences: Preferences, vault: OpenVault) -> list[Card]:
    """Return the help to show beside a page or an answer, unless she does not want to see it.

    `about` names it; None for what is none of these, beside which it cannot be hidden by itself.
    """
    if not preferences.read_personal(vault).shows_cards:
        return []
    # Where what is remembered does not open, help is shown rather than not.
    with suppress(Corrupt):
        if about is not None and str(about) in recall(preferences.owner, vault=vault).cards_hidden:
            return []
    return cards_for([cue for text in texts for cue in read_page(text).cues])


def keep_own_prompt(owner: User, *, row_id: UUID, question: OwnQuestion, vault: OpenVault) -> OwnPrompt:
    """Keep a question of her own, once: `row_id` is made with the empty form."""
    with transaction.atomic():
        locked_row(vault)
        row_id = id_of_new(OwnPrompt, row_id, vault)
        own = owner.own_prompts.filter(id=row_id).first() or OwnPrompt(owner=owner, id=row_id)
        own.write(question, vault)
        own.save()
    return own


def with_opened_stages(record: Record, today: date) -> Record:
    """A stage opens to the next when two sittings in it did not end heavier (`choosing` in content/prompts.yaml).

    A sitting of today that nobody has felt after yet is waited for.
    """
    known, stages = library(), dict(record.stages)
    calm = [each.slug for each in record.answers() if each.felt != HEAVIER and (each.felt or each.day < today)]
    placed = [(prompt.theme, known.stage_number(prompt)) for slug in calm if (prompt := known.prompts.get(slug))]
    for theme in known.themes:
        stage = stages.get(theme.id, 0)
        while placed.count((theme.id, stage)) >= _SITTINGS_THAT_OPEN_A_STAGE and stage < len(known.stages) - 1:
            stage += 1
        stages[theme.id] = stage
    return replace(record, stages=stages)


def _note(owner: User, change: Callable[[Record], Record], vault: OpenVault) -> None:
    try:
        remember(owner, change, vault=vault)
    except Corrupt:
        log.exception("what is remembered about asking does not open, user %s", owner.pk)


class _Read:
    """A page that somebody may be asked about now, with all that is read for it before what is remembered is."""

    def __init__(self, entry: Entry, content: EntryContent, preferences: Preferences, vault: OpenVault) -> None:
        self.owner, self.entry = preferences.owner, str(entry.id)
        self.personal = preferences.read_personal(vault)
        self.today = today_by(self.personal)
        self.may_ask = content.kind == PAGE and self.personal.offers_questions
        self.page = read_with_title(content)
        week = pages_of_the_week(self.owner, self.today, besides=entry, vault=vault)
        self.week = list(week) if self.may_ask else []
        self.also = set_elsewhere(self.owner, self.today, vault=vault)

    def by(self, record: Record, minutes: int = 0) -> "_Asked":
        """Return it by what is remembered now; `minutes` is how long its sitting was, where one has just ended."""
        return _Asked(self, record, minutes)


class _Asked:
    """A page that somebody may be asked about, by what is remembered: what decides what may be asked now."""

    def __init__(self, read: _Read, record: Record, minutes: int) -> None:
        self._read, self._record = read, record
        self.made = record.offer_after(read.entry, read.today)
        self._minutes = minutes or (self.made.minutes if self.made else 0)
        hidden = {each.start for each in record.declined if each.entry == read.entry and each.start is not None}
        self._page = read.page.without(hidden)
        self._recent = recent_of(
            read.owner, read.personal, record, read.week, read.also, made=self.made, minutes=self._minutes
        )

    def afresh(self) -> Offer:
        """Choose anew."""
        return choosing.choose(self._page, self._recent) if self._read.may_ask else self._nothing()

    def again(self) -> Offer:
        """Show what was offered today and is not settled yet, as far as it still may be asked."""
        if self.made is None or not self._read.may_ask:
            return self._nothing()
        left = [slug for slug in self.made.prompts if slug not in self.made.settled]
        return choosing.again(left, self._page, self._recent)

    def made_of(self, offer: Offer) -> OfferMade:
        """Return an offer as it is remembered, in place of what was offered about this page today."""
        prompts = tuple(question.prompt.slug for question in offer.questions)
        return OfferMade(str(self._read.today), self._read.entry, prompts, self._minutes)

    def settled(self, prompt: str) -> Record:
        """Return what is to be remembered when one of the questions needs no more asking."""
        return self._record.with_settled(self.made or self.made_of(self.afresh()), prompt)

    def quoted_by(self, prompt: str) -> Cue | None:
        """Return the words of the page that a question is about, if any."""
        known = library().prompts.get(prompt)
        return choosing.quoting(known, self._page, self._recent) if known else None

    def _nothing(self) -> Offer:
        """Where nothing may be asked anyway, words of crisis are answered like everywhere."""
        return Offer(Ground.CRISIS if limits.is_in_crisis(self._page, self._recent) else Ground.PAGE)
