"""Notes as a list shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from reflections.then_and_now.content import ComparisonHead
from reflections.then_and_now.models import Comparison
from vault.keyslots import OpenVault
from vault.reading import read_or_none


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One note in a list. `head` is None for a row that does not open; it is shown as damaged, never hidden."""

    comparison: Comparison
    head: ComparisonHead | None


def rows_of(comparisons: Iterable[Comparison], vault: OpenVault) -> list[NoteRow]:
    """Open the heads of these notes."""
    return [NoteRow(comparison, read_or_none(comparison.read_head, vault)) for comparison in comparisons]
