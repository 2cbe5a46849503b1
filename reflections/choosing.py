"""Which questions are offered after a page: a pure function of what it says, of what happened lately, and of the clock.

At most three, one a theme, and "A plain page" among them. What forbids asking stands in `reflections.limits`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from reflections import limits
from reflections.cues import Cue
from reflections.library import Prompt, library
from reflections.recent import Recent
from reflections.signals import PageReading

PLAIN_PAGE, TOMORROW, DOORWAY = "l-plain-page", "l-tomorrow-list", "r-from-the-doorway"
LIGHT, WORTH = "light", "worth"
_Rank = Callable[[Prompt], tuple[int, ...]]


class Ground(Enum):
    """What the offer goes by: by the page, or by one of the limits."""

    PAGE = "page"
    NIGHT = "night"
    CIRCLING = "circling"
    HEAVIER = "heavier"
    CRISIS = "crisis"


@dataclass(frozen=True, slots=True)
class Offered:
    """One question, and the words of the page that brought it, if any did."""

    prompt: Prompt
    cue: Cue | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered, on what ground, and which themes are better left to rest."""

    ground: Ground
    questions: tuple[Offered, ...] = ()
    resting: frozenset[str] = frozenset()


def choose(page: PageReading, recent: Recent) -> Offer:
    """Return what to offer after this page: nothing beside words of crisis, else up to three questions."""
    ground = _ground(page, recent)
    match ground:
        case Ground.CRISIS:
            questions: Iterable[Offered] = ()
        case Ground.NIGHT:
            questions = [*_always(TOMORROW, PLAIN_PAGE), *_Fitting(page, recent).light()]
        case Ground.HEAVIER:
            questions = _always(PLAIN_PAGE)
        case Ground.CIRCLING:
            doorway = _Fitting(page, recent).is_free(library().prompts[DOORWAY])
            questions = _always(PLAIN_PAGE, *([DOORWAY] if doorway else []))
        case Ground.PAGE:
            questions = [*_Fitting(page, recent).two(), *_always(PLAIN_PAGE)]
    return Offer(ground, tuple(questions), limits.resting_themes(recent))


def again(slugs: Iterable[str], page: PageReading, recent: Recent) -> Offer:
    """Return what was offered after this page before, as far as page and clock still allow it."""
    fitting, ground = _Fitting(page, recent), _ground(page, recent)
    known = [library().prompts[slug] for slug in slugs if slug in library().prompts]
    allowed = [prompt for prompt in known if fitting.is_allowed(prompt) and _suits(prompt, ground)]
    return Offer(ground, tuple(fitting.quoting(prompt) for prompt in allowed), limits.resting_themes(recent))


def quoting(prompt: Prompt, page: PageReading, recent: Recent) -> Cue | None:
    """Return the words of the page that bring this prompt, if any do."""
    return _Fitting(page, recent).quoting(prompt).cue


def _ground(page: PageReading, recent: Recent) -> Ground:
    if limits.is_in_crisis(page, recent):
        return Ground.CRISIS
    if limits.is_night(recent):
        return Ground.NIGHT
    if limits.grows_heavier(recent):
        return Ground.HEAVIER
    if limits.is_circling(page, recent) or limits.asks_why(page, recent):
        return Ground.CIRCLING
    return Ground.PAGE


def _suits(prompt: Prompt, ground: Ground) -> bool:
    match ground:
        case Ground.CRISIS:
            return False
        case Ground.NIGHT:
            return prompt.depth == LIGHT
        case Ground.HEAVIER:
            return prompt.slug == PLAIN_PAGE
        case Ground.CIRCLING:
            return prompt.slug in {PLAIN_PAGE, DOORWAY}
    return True


def _always(*slugs: str) -> list[Offered]:
    return [Offered(library().prompts[slug]) for slug in slugs]


class _Fitting:
    """The prompts that fit one page now."""

    def __init__(self, page: PageReading, recent: Recent) -> None:
        self._page, self._recent = page.apart_from_danger(), recent
        counted, resting = list(_counted(page, recent)), limits.resting_signals(recent)
        self._signals = [signal for signal in (*self._page.signals, *counted) if signal not in resting]
        if any(cue.card and not cue.is_quiet for cue in page.cues):
            # Beside a card of any kind nobody is asked about her worth.
            self._signals = [signal for signal in self._signals if signal != WORTH]
        self._forbidding = {*page.signals, *counted, *_forbidden_by_her(recent)}
        self._resting = limits.resting_themes(recent)
        self._deep_is_spent = limits.deep_is_spent(recent)

    def light(self) -> list[Offered]:
        """Return the light prompt that fits best, if any."""
        besides = {PLAIN_PAGE, TOMORROW}
        free = [prompt for prompt in self._free() if prompt.depth == LIGHT and prompt.slug not in besides]
        return self._best(free, self._by_signal)

    def two(self) -> list[Offered]:
        """Return one that fits the strongest signal at the open stage, and one a step further on in another theme."""
        free = list(self._free())
        first = self._best([prompt for prompt in free if self._steps(prompt) <= 0], self._by_signal)
        taken = {offered.prompt.theme for offered in first}
        has_deep = any(offered.prompt.depth == limits.DEEP for offered in first)
        others = [prompt for prompt in free if prompt.theme not in taken]
        company = library().prompts[limits.COMPANY]
        if limits.needs_company(self._recent) and company.theme not in taken and self.is_free(company):
            return [*first, Offered(company)]
        return [*first, *self._best([p for p in others if not (has_deep and p.depth == limits.DEEP)], self._by_step)]

    def is_free(self, prompt: Prompt) -> bool:
        """Tell whether a prompt may be offered now, apart from whether it fits."""
        recent = self._recent
        is_spent = self._deep_is_spent and prompt.depth == limits.DEEP
        is_done = prompt.offer.once and prompt.slug in recent.answered_ever
        is_left_alone = limits.is_cooling_down(prompt, recent) or limits.is_declined(prompt, recent)
        is_too_early = limits.days_since_the_end(recent) < prompt.offer.not_before_days or self._steps(prompt) > 1
        rests = prompt.theme in self._resting
        return self.is_allowed(prompt) and not (is_spent or is_done or is_left_alone or is_too_early or rests)

    def is_allowed(self, prompt: Prompt) -> bool:
        """Tell whether nothing on the page, and nothing its writer has said, forbids a prompt."""
        is_about_one_left_out = not library().may_ask(prompt, self._recent.personal)
        return prompt.offer.none_of.isdisjoint(self._forbidding) and not is_about_one_left_out

    def quoting(self, prompt: Prompt) -> Offered:
        """Return a prompt with the words that brought it: those of its strongest signal."""
        heard = (signal for signal in self._signals if signal in prompt.offer.signals)
        cues = (self._page.quote_for({signal}) for signal in heard)
        return Offered(prompt, next((cue for cue in cues if cue), None))

    def _free(self) -> Iterator[Prompt]:
        heard = set(self._signals)
        fitting = (prompt for prompt in library().prompts.values() if not heard.isdisjoint(prompt.offer.signals))
        return (prompt for prompt in fitting if prompt.slug != PLAIN_PAGE and self.is_free(prompt))

    def _best(self, prompts: list[Prompt], rank: _Rank) -> list[Offered]:
        return [self.quoting(prompt) for prompt in sorted(prompts, key=rank)[:1]]

    def _steps(self, prompt: Prompt) -> int:
        """Return how many stages a prompt is beyond the open one of its theme; a light one is never too early."""
        if prompt.depth == LIGHT:
            return 0
        return library().stage_number(prompt) - limits.open_stage(prompt.theme, self._recent)

    def _by_signal(self, prompt: Prompt) -> tuple[int, ...]:
        return (self._newness(prompt), self._strength(prompt), abs(self._steps(prompt)), self._aptness(prompt))

    def _by_step(self, prompt: Prompt) -> tuple[int, ...]:
        return (abs(self._steps(prompt) - 1), self._newness(prompt), self._strength(prompt), self._aptness(prompt))

    def _newness(self, prompt: Prompt) -> int:
        """What was not offered for longest comes first; what never was, before all."""
        last = self._recent.offered.get(prompt.slug)
        return last.toordinal() if last else 0

    def _strength(self, prompt: Prompt) -> int:
        return min(self._signals.index(signal) for signal in prompt.offer.signals if signal in self._signals)

    def _aptness(self, prompt: Prompt) -> int:
        return min(place for place, signal in enumerate(prompt.offer.signals) if signal in self._signals)


def _counted(page: PageReading, recent: Recent) -> Iterator[str]:
    """Yield the signals that no single sentence shows, and those the writer or the calendar set."""
    yield from sorted(recent.also)
    found = {
        "why_loop": limits.asks_why(page, recent),
        "circling": limits.is_circling(page, recent),
        "night": limits.is_night(recent),
        "long_sitting": limits.sat_long(recent),
        "letter_you": page.speaks_to_them,
        "we_talk": limits.says_we(page, recent),
        "alone": limits.names_nobody(page, recent),
        "anniversary": recent.personal.is_marked(recent.today),
    }
    yield from (signal for signal, is_there in found.items() if is_there)


def _forbidden_by_her(recent: Recent) -> set[str]:
    """Whoever said that contact would not be safe is never asked what one asks only of equals."""
    return {"fear_of_ex", "fear_of_ex_now"} if recent.personal.contact_is_unsafe else set()
