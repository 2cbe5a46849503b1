"""Where rows are read of which a list shows many: Django takes as long to find one address as to open one row."""

from functools import cache
from uuid import UUID

from django.urls import get_script_prefix, reverse

_NOBODY = UUID(int=0)


def address_of(page: str, row_id: UUID) -> str:
    """Return what `reverse` returns for the page of this name that shows one row, by its id."""
    before, behind = _around(page, get_script_prefix())
    return f"{before}{row_id}{behind}"


@cache
def _around(page: str, _prefix: str) -> tuple[str, str]:
    before, _id, behind = reverse(page, args=[_NOBODY]).partition(str(_NOBODY))
    return before, behind
