"""Answers as a list shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from reflections.content import ReflectionHead
from reflections.models import Reflection
from vault.core.errors import Corrupt
from vault.keyslots import OpenVault


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer in a list. `content` is None for a row that does not open; it is shown as damaged, never hidden."""

    reflection: Reflection
    content: ReflectionHead | None

    @property
    def opening(self) -> str:
        """Return the first words of the answer."""
        return self.content.opening if self.content else ""


def rows_of(reflections: Iterable[Reflection], vault: OpenVault) -> list[AnswerRow]:
    """Open the heads of these answers."""
    return [AnswerRow(reflection, _head(reflection, vault)) for reflection in reflections]


def _head(reflection: Reflection, vault: OpenVault) -> ReflectionHead | None:
    try:
        return reflection.read_head(vault)
    except Corrupt:
        return None
