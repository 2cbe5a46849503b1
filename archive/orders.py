"""What happens to the order of a book: it is changed, begun, called off; its file is fetched, and goes after a day."""

from collections.abc import Iterator
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from archive import line, press
from archive.models import WAITS_FOR, BookOrder, BookPart
from archive.order import Wish
from vault.keyslots import OpenVault, locked_row

State = BookOrder.State


def wish_of(owner: User, *, vault: OpenVault) -> Wish:
    """Return what the owner wished for last; the usual book for whoever has wished for none."""
    order = owner.book_orders.first()
    return order.read(vault) if order else Wish()


@transaction.atomic
def wish(owner: User, wished: Wish, *, vault: OpenVault) -> BookOrder:
    """Keep what is wished; what was made or is being made of an earlier wish goes. Raises `StaleKeys` as every save."""
    locked_row(vault)
    order = owner.book_orders.first() or BookOrder(owner=owner)
    owner.book_parts.all().delete()
    order.state, order.work, order.done, order.steps = State.WISHED, None, 0, 0
    order.write(wished, vault)
    order.saved_at = timezone.now()
    order.save()
    return order


def begin(owner: User, wished: Wish, *, session_id: UUID, vault: OpenVault) -> None:
    """Begin to make a book, in the background; one a person, so an earlier one is called off.

    `session_id` is the open journal it is ordered from: when that is locked, the work ends. Raises `StaleKeys`.
    """
    work = uuid4()
    with transaction.atomic():
        order = wish(owner, wished, vault=vault)
        order.state, order.work, order.session_id = State.WAITING, work, session_id
        order.alive_at = timezone.now()
        order.save()
        line.join(work)
    press.begin(owner, work=work, session_id=session_id, vault=vault)


@transaction.atomic
def call_off(owner: User, *, vault: OpenVault) -> None:
    """End the work on the owner's book, or delete what was made; what was wished stays."""
    locked_row(vault)
    owner.book_parts.all().delete()
    owner.book_orders.update(state=State.WISHED, work=None)


def file_of(owner: User, work: UUID, *, vault: OpenVault) -> Iterator[bytes]:
    """Yield what a work has made in pieces of a megabyte, each opened when it is its turn; `vault` is lent for it."""
    try:
        parts = owner.book_parts.filter(work=work)
        for number in list(parts.values_list("number", flat=True)):
            yield parts.get(number=number).unseal("part", vault)
    finally:
        vault.keyring.forget()


@transaction.atomic
def forget_old_books() -> int:
    """Delete every finished file that has waited for a day; return how many parts. It reaches over all owners."""
    old = timezone.now() - WAITS_FOR
    BookOrder._base_manager.filter(state=State.READY, saved_at__lt=old).update(state=State.WISHED, work=None)
    return int(BookPart._base_manager.filter(created_at__lt=old).delete()[0])
