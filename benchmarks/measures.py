"""How long something takes, and how it is printed beside its yardstick; and the one measure that asks no page: cues."""

import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from reflections.cues import cues_in

TIMES = 60


def seconds(act: Callable[[], Any], *, expected: Sequence[int] = (200,)) -> float:
    """Return how long something takes; whatever answers must answer as expected."""
    before = time.perf_counter()
    answer = act()
    after = time.perf_counter()
    if getattr(answer, "status_code", expected[0]) not in expected:
        raise RuntimeError(f"answered {answer.status_code}, which is none of {expected}")
    return after - before


def hearing(essay: str) -> str:
    """Find the cues of a thousand words, beside one casefold and split of the same text."""
    text = " ".join(essay.split()[:1000])
    cues_in(text)
    ours = [_span(partial(cues_in, text)) for _ in range(TIMES)]
    theirs = [_span(lambda: text.casefold().split()) for _ in range(TIMES)]
    return line("hear the cues of 1,000 words", ours, theirs)


def line(name: str, ours: Sequence[float], theirs: Sequence[float]) -> str:
    """Return one line: both medians in milliseconds, and their ratio."""
    one, other = statistics.median(ours) * 1000, statistics.median(theirs) * 1000
    return f"{name:30}{one:9.2f} ms{other:9.2f} ms{one / other:8.2f}x"


def _span(act: Callable[[], Any]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
