"""Reading rows of which one may be damaged: the others are shown all the same. And reading very many of them."""

from collections.abc import Callable, Sequence
from typing import TypeVar
from uuid import UUID

from vault.core.errors import Corrupt
from vault.core.labels import Place
from vault.keyslots import OpenVault
from vault.models import SealedModel

Content = TypeVar("Content")


def read_or_none(read: Callable[[OpenVault], Content], vault: OpenVault) -> Content | None:
    """Return what a row's own `read` opens; None where its sealed bytes were altered or moved.

    A list shows such a row as damaged: its page says so, and what can be done.
    """
    try:
        return read(vault)
    except Corrupt:
        return None


def opener(model: type[SealedModel], vault: OpenVault) -> Callable[[UUID, Sequence[bytes]], list[bytes]]:
    """Return a function that opens the sealed columns of one row after the other, and needs no object for any.

    It is given the id of a row and its columns in the order of `SEALED`, and raises `Corrupt` as `unseal` does.
    """
    owner, table, keyring = str(vault.owner_id), model._meta.label_lower, vault.keyring

    def opened(row_id: UUID, sealed: Sequence[bytes]) -> list[bytes]:
        row, columns = str(row_id), zip(model.SEALED, sealed, strict=True)
        return [keyring.open(Place(owner, table, row, column, model.SCHEMA), value) for column, value in columns]

    return opened
