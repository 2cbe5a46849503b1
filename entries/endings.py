"""Where a sitting on a page leads when its writer is done with it.

The journal does not know; an app above registers itself. Without one it leads to the page as it is read.
"""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import Preferences
from entries.content import EntryContent
from entries.models import Entry
from vault.keyslots import OpenVault


@dataclass(frozen=True, slots=True)
class Sitting:
    """One sitting that has just ended: on which page, what it says now, and for how many minutes it was."""

    entry: Entry
    content: EntryContent
    minutes: int


Ending = Callable[[Sitting, Preferences, OpenVault], str]
_endings: list[Ending] = []


def ends_a_sitting(ending: Ending) -> Ending:
    """Register a function that is told of a sitting that ended, and returns the address of what comes after it."""
    _endings.append(ending)
    return ending


def what_comes_after(sitting: Sitting, preferences: Preferences, vault: OpenVault) -> str:
    """Return where the sitting leads."""
    addresses = [ending(sitting, preferences, vault) for ending in _endings]
    return addresses[-1] if addresses else sitting.entry.get_absolute_url()
