"""Which pages are letters, and until when those that she closed, and other pages she sealed, stay closed.

What is a letter is sealed, so a list of letters would have to open the whole journal; instead one sealed row names
them. It changes in the transaction of the letter itself, with the vault's row locked. An id in it whose page is gone
says nothing and does no harm.
"""

import json
from collections.abc import Callable, Iterable
from datetime import date
from uuid import UUID

from django.db import models, transaction

from accounts.models import User
from entries import indexes
from vault.keyslots import OpenVault, locked_row
from vault.models import SealedModel

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
    return _as_one(indexes.readable(owner.letter_indexes.all(), vault))


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
    rows = indexes.readable(owner.letter_indexes.all(), vault)
    before, after = _as_one(rows), _as_one(rows)
    change(after)
    if after == before:
        return
    indexes.keep_as_one([row for row, _said in rows], LetterIndex(owner=owner), after, vault)


def _as_one(rows: Iterable[tuple[LetterIndex, Letters]]) -> Letters:
    return {letter: day for _row, letters in rows for letter, day in letters.items()}
