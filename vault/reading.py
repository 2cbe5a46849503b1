"""Reading rows of which one may be damaged: the others are shown all the same."""

from collections.abc import Callable
from typing import TypeVar

from vault.core.errors import Corrupt
from vault.keyslots import OpenVault

Content = TypeVar("Content")


def read_or_none(read: Callable[[OpenVault], Content], vault: OpenVault) -> Content | None:
    """Return what a row's own `read` opens; None where its sealed bytes were altered or moved.

    A list shows such a row as damaged: its page says so, and what can be done.
    """
    try:
        return read(vault)
    except Corrupt:
        return None
