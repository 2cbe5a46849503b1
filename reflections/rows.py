"""Answers as a list shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from reflections.content import ReflectionHead
from reflections.models import Reflection
from vault.keyslots import OpenVault
from vault.reading import read_or_none


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
    return [AnswerRow(reflection, read_or_none(reflection.read_head, vault)) for reflection in reflections]
