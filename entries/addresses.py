"""Where rows are read of which a list shows many: Django takes as long to find one address as to open one row."""

from functools import lru_cache
from uuid import UUID

from django.urls import get_script_prefix, get_urlconf, reverse

_NOBODY = UUID(int=0)
# There are a few pages; under which address the whole site stands is said by a header.
_KEPT = 64


def address_of(page: str, row_id: UUID) -> str:
    """Return what `reverse` returns for the page of this name that shows one row, by its id."""
    before, behind = _around(page, get_script_prefix(), get_urlconf())
    return f"{before}{row_id}{behind}"


@lru_cache(_KEPT)
def _around(page: str, _prefix: str, _urlconf: str | None) -> tuple[str, str]:
    before, _id, behind = reverse(page, args=[_NOBODY]).rpartition(str(_NOBODY))
    return before, behind
