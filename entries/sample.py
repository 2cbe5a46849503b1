"""A journal to look at: the letters of "The Sorrows of Young Werther" (Goethe 1774, in R. D. Boylan's translation)."""

import json
from datetime import date
from pathlib import Path
from uuid import UUID, uuid5

from accounts.models import User
from entries.content import EntryContent
from entries.flows import keep_entry
from vault.keeping import Origin
from vault.keyslots import OpenVault

LETTERS = Path(__file__).parent / "sample" / "werther.json"
# The same letter has the same id each time, so that it is kept once.
_NAMESPACE = UUID("7f1ce5b1-6c5e-4b3e-9a55-6ad3f0a7a3d2")


def keep_letters(owner: User, *, vault: OpenVault) -> int:
    """Keep every letter under its day, once however often this is done; return how many there are."""
    letters = json.loads(LETTERS.read_text())
    for letter in letters:
        keep_entry(
            owner,
            entry_id=uuid5(_NAMESPACE, letter["date"]),
            origin=Origin(),
            written_on=date.fromisoformat(letter["date"]),
            content=EntryContent(title="", body=letter["text"]),
            vault=vault,
        )
    return len(letters)
