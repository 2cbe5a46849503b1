"""What happens to a search: it is kept among the last ten, and forgotten."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from reflections.search.content import Asked
from reflections.search.models import Search
from vault.keyslots import OpenVault, locked_row
from vault.reading import read_or_none

KEPT = 10


@transaction.atomic
def keep_search(owner: User, asked: Asked, *, vault: OpenVault) -> Search:
    """Keep what is asked for now among the owner's last ten searches.

    The same asked again is the same row, so a form sent twice is one search. The oldest beyond ten is deleted. Raises
    `StaleKeys` as every save does.
    """
    locked_row(vault)
    before = list(owner.searches.newest_first())
    search = next((row for row in before if read_or_none(row.read, vault) == asked), None) or Search(owner=owner)
    search.saved_at = timezone.now()
    search.write(asked, vault)
    search.save()
    for old in [row for row in before if row.id != search.id][KEPT - 1 :]:
        old.delete()
    return search


def forget_all(owner: User) -> None:
    """Delete all of the owner's searches; what they found is not touched."""
    owner.searches.all().delete()
