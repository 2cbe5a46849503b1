"""A page that goes for good goes from what waits in this chapter as well: from a book, and from an import."""

from accounts.models import User
from archive.models import BookOrder
from entries.erasing import forgets_copies
from vault.models import Vault


@forgets_copies
def forget_what_waits(owner: User) -> None:
    """Delete the owner's finished book and what waits to be brought in, and call off a book that is being made.

    Which pages they hold is not known without a key, so they go whichever page it was; what was wished stays. Whoever
    keeps a book locks the vault's row before, so it is done by then, or finds that it was called off.
    """
    Vault.objects.select_for_update(no_key=True).filter(owner=owner, is_current=True).first()
    owner.book_orders.update(state=BookOrder.State.WISHED, work=None)
    owner.book_parts.all().delete()
    owner.pending_imports.all().delete()
