"""Notes as a list shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from reflections.then_and_now.content import ComparisonHead
from reflections.then_and_now.models import Comparison
from vault.core.errors import Corrupt
from vault.keyslots import OpenVault


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One note in a list. `head` is None for a row that does not open; it is shown as damaged, never hidden."""

    comparison: Comparison
    head: ComparisonHead | None


def rows_of(comparisons: Iterable[Comparison], vault: OpenVault) -> list[NoteRow]:
    """Open the heads of these notes."""
    return [NoteRow(comparison, _head(comparison, vault)) for comparison in comparisons]


def _head(comparison: Comparison, vault: OpenVault) -> ComparisonHead | None:
    try:
        return comparison.read_head(vault)
    except Corrupt:
        return None
