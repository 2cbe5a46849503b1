"""How long something takes, and how much memory this process and all it starts use meanwhile."""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any

_LOOKS_EVERY = 0.05
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Watched:
    """Wall time in seconds, and the most resident memory of the whole tree of processes, in bytes."""

    seconds: float
    memory: int


def watched(act: Callable[[], Any], process: int | None = None) -> Watched:
    """Do something, and look at a process and all it starts all along; at this one, if none is named."""
    most, has_ended = [0], Event()

    def look() -> None:
        while not has_ended.wait(_LOOKS_EVERY):
            most[0] = max(most[0], memory_of(process or os.getpid()))

    looking = Thread(target=look, daemon=True)
    looking.start()
    before = time.perf_counter()
    act()
    seconds = time.perf_counter() - before
    has_ended.set()
    looking.join()
    return Watched(seconds, most[0])


def memory_of(process: int) -> int:
    """Return the resident memory of a process and all it started, in bytes."""
    return sum(map(_resident, _tree(process)))


def _tree(process: int) -> Iterator[int]:
    yield process
    try:
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _tree(int(child))
    except OSError:
        # It ended while it was looked at.
        return


def _resident(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * _PAGE
    except OSError:
        return 0
