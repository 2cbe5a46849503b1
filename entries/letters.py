"""Which pages are letters, and until when those that she closed, and other pages she sealed, stay closed.

What is a letter is sealed, so a list of letters would have to open the whole journal; instead one sealed row names
them. It changes in the transaction of the letter itself, with the vault's row locked. An id in it whose page is gone
says nothing and does no harm.
"""

import json
import logging
from collections.abc import Callable, Iterable
from datetime import date
from uuid import UUID

from django.db import models, transaction

from accounts.models import User
from vault.core.errors import Corrupt
from vault.keyslots import OpenVault, locked_row
from vault.models import SealedModel

log = logging.getLogger("entries")

# Each letter by the id of its page, with the day until which it is closed; None for one that is not.
Letters = dict[UUID, date | None]


class LetterIndex(SealedModel):
    """The letters of one person.

    A former journal that is brought back brings its own row along, so there may be two: they are read as one, and the
    next change makes them one.
    """

    SEALED = ("letters",)

    letters = models.BinaryField()

    class Meta:
        default_related_name = "letter_indexes"

    def read(self, vault: OpenVault) -> Letters:
        """Open the row."""
        named: dict[str, str] = json.loads(self.unseal("letters", vault))
        return {UUID(letter): date.fromisoformat(day) if day else None for letter, day in named.items()}

    def write(self, letters: Letters, vault: OpenVault) -> None:
        """Seal which letters there are; the caller saves the row."""
        named = {str(letter): day.isoformat() if day else "" for letter, day in letters.items()}
        self.seal("letters", json.dumps(named).encode(), vault)


def letters_of(owner: User, *, vault: OpenVault) -> Letters:
    """Return the owner's letters; a row that does not open is left out, and her next letter makes a new one."""
    return _as_one(_readable(owner, vault))


def remember(owner: User, letter: UUID, *, vault: OpenVault) -> None:
    """Note that a page is a letter; one that is closed stays so."""
    _change(owner, lambda letters: letters.setdefault(letter, None), vault)


def take_in(owner: User, others: Letters, *, vault: OpenVault) -> None:
    """Note letters that come from elsewhere, with the pages themselves; what is noted already stays so."""
    _change(owner, lambda letters: letters.update(others | letters), vault)


def close_until(owner: User, letter: UUID, day: date | None, *, vault: OpenVault) -> None:
    """Note until which day a letter is closed; None for one that is open again."""
    _change(owner, lambda letters: letters.update({letter: day}), vault)


def forget(owner: User, letter: UUID, *, vault: OpenVault) -> None:
    """Leave no trace of a letter."""
    _change(owner, lambda letters: letters.pop(letter, None), vault)


@transaction.atomic
def _change(owner: User, change: Callable[[Letters], object], vault: OpenVault) -> None:
    locked_row(vault)
    rows = _readable(owner, vault)
    before, after = _as_one(rows), _as_one(rows)
    change(after)
    if after == before:
        return
    row, *others = [row for row, _letters in rows] or [LetterIndex(owner=owner)]
    row.write(after, vault)
    row.save()
    for other in others if after else [row, *others]:
        other.delete()


def _readable(owner: User, vault: OpenVault) -> list[tuple[LetterIndex, Letters]]:
    found = []
    for row in owner.letter_indexes.order_by("created_at", "id"):
        try:
            found.append((row, row.read(vault)))
        except Corrupt:
            log.exception("a sealed row does not open, user %s, row %s", owner.pk, row.id)
    return found


def _as_one(rows: Iterable[tuple[LetterIndex, Letters]]) -> Letters:
    return {letter: day for _row, letters in rows for letter, day in letters.items()}
