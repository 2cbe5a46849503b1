"""Eighty-two letters of lost love, walked day by day with a clock that stands still: every limit holds on every day."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from entries import markdown
from entries.content import EntryContent
from entries.endings import Sitting
from entries.flows import keep_entry
from entries.models import Entry
from entries.sample import LETTERS
from reflections.asking.flows import offer_after
from reflections.asking.memory import recall
from reflections.asking.record import Record
from reflections.choosing import DOORWAY, PLAIN_PAGE, TOMORROW, Ground, Offer
from reflections.closing.content import ClosingContent
from reflections.closing.flows import close
from reflections.content import ReflectionContent
from reflections.flows import keep_reflection
from reflections.library import Prompt, library
from reflections.limits import COMPANY
from reflections.signals import PageReading, read_page
from tests.people import Person, change
from vault.keeping import Origin
from vault.keyslots import OpenVault

HOURS = (15, 23, 9, 2, 20, 12)
FELT = ("heavier", "same", "lighter", "heavier", "same", "", "heavier", "heavier")
ENDED_ON = "1771-05-20"
ALWAYS = {PLAIN_PAGE, TOMORROW}


@dataclass(frozen=True)
class Day:
    """One letter, what was remembered before it, and what was offered after it."""

    now: datetime
    words: str
    page: PageReading
    before: Record
    offer: Offer

    @property
    def prompts(self) -> list[Prompt]:
        return [question.prompt for question in self.offer.questions]


def walk(alice: Person, monkeypatch: pytest.MonkeyPatch) -> Iterator[Day]:
    """Write each letter on its day, answer the first question that is no plain page, and say how it felt."""
    change(alice, ended_on=ENDED_ON)
    user, vault, preferences = alice.user, alice.vault, alice.user.preferences.get()
    for place, letter in enumerate(json.loads(LETTERS.read_text())):
        day = date.fromisoformat(letter["date"])
        now = datetime.combine(day, time(HOURS[place % len(HOURS)]), tzinfo=ZoneInfo("UTC"))
        monkeypatch.setattr(timezone, "now", lambda now=now: now)
        content = EntryContent(title="", body=letter["text"])
        entry = keep_entry(user, entry_id=uuid4(), origin=Origin(), written_on=day, content=content, vault=vault)
        before = recall(user, vault=vault)
        offer = offer_after(Sitting(entry, content, minutes=10), preferences, vault=vault)
        yield Day(now, markdown.plain_text(markdown.parse(content.body)), read_page(content.body), before, offer)
        answer(entry, offer, FELT[place % len(FELT)], day, vault)


def answer(entry: Entry, offer: Offer, felt: str, day: date, vault: OpenVault) -> None:
    chosen = [question.prompt for question in offer.questions if question.prompt.slug != PLAIN_PAGE]
    about: object = entry
    for prompt in chosen[:1]:
        about = keep_reflection(
            entry.owner,
            reflection_id=uuid4(),
            origin=Origin(),
            written_on=day,
            entry=entry,
            content=ReflectionContent(prompt.slug, prompt.theme, prompt.question, "One honest line."),
            vault=vault,
        )
    close(entry.owner, closing_id=uuid4(), about=about, content=ClosingContent(felt=felt), day=day, vault=vault)  # type: ignore[arg-type]  # a page or an answer
    close(entry.owner, closing_id=uuid4(), about=entry, content=ClosingContent(felt=felt), day=day, vault=vault)


def days_since(when: str, day: date) -> int:
    return (day - date.fromisoformat(when)).days


def obeys_every_limit(each: Day) -> None:
    day, slugs = each.now.date(), [prompt.slug for prompt in each.prompts]
    others = [prompt for prompt in each.prompts if prompt.slug != PLAIN_PAGE]
    if any(cue.signal == "crisis" for cue in each.page.cues):
        assert each.offer.ground is Ground.CRISIS
        assert slugs == []
        return
    assert len(slugs) <= 3
    assert PLAIN_PAGE in slugs
    assert len({prompt.theme for prompt in others} | {""}) - 1 == len(others) or each.offer.ground is Ground.NIGHT
    last = set(each.before.offers[0].prompts) if each.before.offers else set()
    assert last.isdisjoint(set(slugs) - ALWAYS)
    for prompt in others:
        obeys_its_own_rules(prompt, each, day)
    obeys_the_ground(each, slugs)


def obeys_its_own_rules(prompt: Prompt, each: Day, day: date) -> None:
    offered = each.before.last_offered.get(prompt.slug)
    assert offered is None or days_since(offered, day) >= prompt.offer.cooldown_days
    assert prompt.offer.none_of.isdisjoint({cue.signal for cue in each.page.cues})
    assert days_since(ENDED_ON, day) >= prompt.offer.not_before_days or prompt.offer.not_before_days == 0
    assert not (prompt.offer.once and prompt.slug in each.before.answered_ever)
    stage = each.before.stages.get(prompt.theme, 0)
    assert prompt.depth == "light" or library().stage_number(prompt) <= stage + 1
    if prompt.slug not in ALWAYS:
        assert prompt.theme not in each.offer.resting
    if prompt.depth == "deep":
        deep = [given for given in each.before.given if library().prompts[given.prompt].depth == "deep"]
        assert sum(days_since(given.day, day) < 7 for given in deep) < 3
        assert all(given.day != str(day) for given in deep)
        assert days_since(ENDED_ON, day) >= 14


def obeys_the_ground(each: Day, slugs: list[str]) -> None:
    is_night = each.now.hour >= 23 or each.now.hour < 5
    assert (each.offer.ground is Ground.NIGHT) is is_night
    if is_night:
        assert slugs[:2] == [TOMORROW, PLAIN_PAGE]
        assert {prompt.depth for prompt in each.prompts} == {"light"}
    if each.offer.ground is Ground.CIRCLING:
        assert set(slugs) <= {PLAIN_PAGE, DOORWAY}
    if each.offer.ground is Ground.HEAVIER:
        assert slugs == [PLAIN_PAGE]
    assert sum(prompt.depth == "deep" for prompt in each.prompts) <= 1


def quotes_whole_sentences(each: Day) -> None:
    cues = [question.cue for question in each.offer.questions if question.cue]
    assert all(cue.sentence.text in each.words and not cue.card for cue in cues)


def test_eighty_two_letters_obey_every_limit(alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    walked = []
    for each in walk(alice, monkeypatch):
        obeys_every_limit(each)
        quotes_whole_sentences(each)
        walked.append(each)
    assert len(walked) == 82
    # The walk met what the limits are for, or it would show nothing.
    assert {each.offer.ground for each in walked} >= {Ground.PAGE, Ground.NIGHT, Ground.CRISIS, Ground.HEAVIER}
    assert sum(question.cue is not None for each in walked for question in each.offer.questions) > 20
    offered = [prompt for each in walked for prompt in each.prompts]
    assert len({prompt.slug for prompt in offered}) > 25
    assert {prompt.theme for prompt in offered} == {"regret", "self_work", "letting_go"}
    assert COMPANY in {prompt.slug for prompt in offered}
    assert max(recall(alice.user, vault=alice.vault).stages.values()) > 0
