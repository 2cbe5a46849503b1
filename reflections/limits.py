"""The limits of asking, each a rule with its source: when nothing is asked, only light things, or something else.

Figures without a source are our own, chosen so that asking stays less than writing.
"""

from collections import Counter
from datetime import timedelta

from reflections.library import Prompt, library
from reflections.recent import HEAVIER, SAME, Answered, Recent
from reflections.signals import PageReading

A_WEEK = timedelta(days=7)
_A_DAY = timedelta(days=1)
DEEP = "deep"
CRISIS = "crisis"
_DEEP_IN_A_WEEK = 3
_FIRST_DAYS = 14
_SITTINGS_THAT_CIRCLE, _OF_WHICH_NOT_LIGHTER = 3, 2
_MINUTES_THAT_CIRCLE, _MINUTES_THAT_ARE_LONG = 30, 20
_PHRASES_THAT_RETURN = 2
_WHYS_OF_A_LOOP, _WHYS_ABOVE_THE_USUAL, _FEWEST_WHYS = 3, 2, 2
_SITTINGS_ON_A_TOPIC, _REST = 3, timedelta(days=3)
_DECLINED_TOGETHER, _DECLINED_REST = 3, timedelta(days=30)
_HEAVIER_IN_A_ROW = 3
_MANY_WE, _FEWEST_OF_A_RANGE = 0.02, 4
_DAYS_OF_A_WEEK_ALONE = 4
COMPANY = "l-one-person"


def is_in_crisis(page: PageReading, recent: Recent) -> bool:
    """Beside words of dying or self-harm nothing is asked at all, whatever a prompt's own rule says.

    `choosing` in content/prompts.yaml; safe-messaging guides. Denied or past ones count as well: asking can wait. Those
    that bring a card keep every page of that day and of the next free of questions (own figure).
    """
    lately = [sitting.reading for sitting in recent.sittings if recent.today - sitting.day <= _A_DAY]
    loud = (cue for reading in lately for cue in reading.cues if not cue.is_quiet)
    return any(cue.signal == CRISIS for cue in (*page.cues, *loud))


def is_night(recent: Recent) -> bool:
    """At night only light prompts are offered, first a list for tomorrow, then a plain page.

    Adjusted for who is awake, the risk of suicide was about five times higher at three in the morning (J Clin
    Psychiatry 2024;85(2):23m15207); a list of what is to do brought sleep sooner (Scullin 2018, N = 57).
    """
    return recent.personal.is_night(recent.now.time())


def is_circling(page: PageReading, recent: Recent) -> bool:
    """Where the same thing goes round, a plain page, a look from the doorway or rest is offered, and nothing deeper.

    People who searched for meaning did worse up to nine months after expressive writing, and best after plain notes
    (Sbarra 2013, N = 90); dwelling deepens low mood (Nolen-Hoeksema 2008). The same leading signal in three sittings
    of seven days of which two did not end lighter, or the same long phrases again, or a sitting over half an hour.
    """
    if recent.minutes > _MINUTES_THAT_CIRCLE:
        return True
    if any(len(page.phrases & sitting.reading.phrases) >= _PHRASES_THAT_RETURN for sitting in recent.sittings):
        return True
    alike = [sitting for sitting in recent.sittings if sitting.reading.leading == page.leading != ""]
    not_lighter = [sitting for sitting in alike if sitting.felt in {SAME, HEAVIER}]
    return len(alike) + 1 >= _SITTINGS_THAT_CIRCLE and len(not_lighter) >= _OF_WHICH_NOT_LIGHTER


def asks_why(page: PageReading, recent: Recent) -> bool:
    """Three questions why on one page, or twice her usual share of them, are answered like circling.

    Concreteness (where, when, what next) cut rumination where asking why keeps it up (Watkins 2012, N = 121).
    """
    if page.whys >= _WHYS_OF_A_LOOP:
        return True
    words = sum(sitting.reading.words for sitting in recent.sittings)
    usual = sum(sitting.reading.whys for sitting in recent.sittings) / words if words else 0
    return page.whys >= _FEWEST_WHYS and usual > 0 and page.whys / page.words > _WHYS_ABOVE_THE_USUAL * usual


def sat_long(recent: Recent) -> bool:
    """Fifteen to twenty minutes are the usual dose (Radcliffe 2007, Mogk 2006); beyond, closing is suggested."""
    return recent.minutes > _MINUTES_THAT_ARE_LONG


def deep_is_spent(recent: Recent) -> bool:
    """At most one deep prompt a day and three in seven days; none in the first fortnight after the ending.

    The last is Lewandowski 2009 and Sbarra 2013 read with care: early on, light and middle ones only.
    """
    deep = [answer.day for answer in recent.answers if _prompt(answer).depth == DEEP]
    in_a_week = [day for day in deep if recent.today - day < A_WEEK]
    return recent.today in deep or len(in_a_week) >= _DEEP_IN_A_WEEK or days_since_the_end(recent) < _FIRST_DAYS


def days_since_the_end(recent: Recent) -> float:
    """Return how many days ago it ended; without end where she has not said, so that nothing is kept from her."""
    days = recent.personal.days_since_the_end(recent.today)
    return float("inf") if days is None else days


def resting_themes(recent: Recent) -> frozenset[str]:
    """After three sittings on a topic it rests for three days (three to four are usual in the trials: Mogk 2006).

    Sittings belong together while less than three days lie between them; a prompt and the one that must follow it are
    one sitting. So does a theme she laid to rest herself. It is a suggestion: the library stays open.
    """
    themes = {_prompt(answer).theme for answer in recent.answers}
    chosen = {theme for theme, until in recent.rests.items() if recent.today < until}
    return frozenset(theme for theme in themes if _sittings_on(theme, recent) >= _SITTINGS_ON_A_TOPIC) | chosen


def resting_signals(recent: Recent) -> frozenset[str]:
    """What three prompts in thirty days had in common that were met with "Not this one" is left alone for a month."""
    lately = [slug for day, slug in recent.declined if recent.today - day < _DECLINED_REST]
    shared = Counter(signal for slug in lately for signal in library().prompts[slug].offer.signals)
    return frozenset(signal for signal, times in shared.items() if times >= _DECLINED_TOGETHER)


def is_declined(prompt: Prompt, recent: Recent) -> bool:
    """A prompt that was met with "Not this one" is not offered again for a month."""
    return any(slug == prompt.slug and recent.today - day < _DECLINED_REST for day, slug in recent.declined)


def is_cooling_down(prompt: Prompt, recent: Recent) -> bool:
    """A prompt rests for its days after it was offered or answered, and is never offered twice running."""
    if prompt.slug in recent.offered_last:
        return True
    last = recent.offered.get(prompt.slug)
    return last is not None and (recent.today - last).days < prompt.offer.cooldown_days


def grows_heavier(recent: Recent) -> bool:
    """After three sittings in a row that ended heavier only a plain page is offered, and where help is, quietly.

    Feeling heavier just after writing is usual and passes; in some people writing makes things worse (Sbarra 2013).
    """
    return len(recent.felt) >= _HEAVIER_IN_A_ROW and set(recent.felt[:_HEAVIER_IN_A_ROW]) == {HEAVIER}


def needs_company(recent: Recent) -> bool:
    """Once a week a person is suggested: writing that reaches one eased more than a page alone (Radcliffe 2007)."""
    return recent.today - recent.offered.get(COMPANY, recent.began) >= A_WEEK


def says_we(page: PageReading, recent: Recent) -> bool:
    """We-words at the top of her own range: they fall as the sense of oneself comes back (Larson & Sbarra 2015)."""
    usual = [_share_of_we(sitting.reading) for sitting in recent.sittings]
    share = _share_of_we(page)
    return share >= _MANY_WE and len(usual) >= _FEWEST_OF_A_RANGE and share >= max(usual)


def names_nobody(page: PageReading, recent: Recent) -> bool:
    """Seven days of pages on which nobody else is named ask for company, not for one more question about the loss."""
    days = {sitting.day for sitting in recent.sittings} | {recent.today}
    readings = [page, *(sitting.reading for sitting in recent.sittings)]
    return len(days) >= _DAYS_OF_A_WEEK_ALONE and not any(reading.names_somebody for reading in readings)


def open_stage(theme: str, recent: Recent) -> int:
    """A stage opens to the next when two sittings in it did not end heavier; this is the number of the open one."""
    return recent.stages.get(theme, 0)


def _sittings_on(theme: str, recent: Recent) -> int:
    last, sittings = recent.today, 0
    answered = {(answer.day, answer.slug) for answer in recent.answers}
    followers = {(day, _follower(slug)) for day, slug in answered}
    for answer in recent.answers:
        if _prompt(answer).theme != theme or (answer.day, answer.slug) in followers:
            continue
        if last - answer.day >= _REST:
            break
        last, sittings = answer.day, sittings + 1
    return sittings


def _share_of_we(reading: PageReading) -> float:
    return reading.we / reading.words if reading.words else 0


def _follower(slug: str) -> str:
    return library().prompts[slug].follow_with


def _prompt(answer: Answered) -> Prompt:
    return library().prompts[answer.slug]
