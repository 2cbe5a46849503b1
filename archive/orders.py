"""What happens to the order of a book: it is changed, begun, called off; its file is fetched, and goes after a day."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from archive import line, press
from archive.lending import look, until_done
from archive.models import SILENT_FOR, WAITS_FOR, BookOrder, BookPart
from archive.order import Wish
from vault.core.errors import Corrupt
from vault.keyslots import OpenVault, locked_row
from vault.session import Locked

log = logging.getLogger("archive")

State = BookOrder.State


def wish_of(owner: User, *, vault: OpenVault) -> Wish:
    """Return what the owner wished for last; the usual book for whoever wished for none, or where it does not open."""
    order = owner.book_orders.first()
    try:
        return order.read(vault) if order else Wish()
    except Corrupt:
        log.exception("the order of a book does not open, user %s", owner.pk)
        return Wish()


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
    """End the work on the owner's book, or delete what was made; what was wished stays, but for the password."""
    if owner.book_orders.exists():
        wish(owner, replace(wish_of(owner, vault=vault), password=""), vault=vault)


def file_of(owner: User, work: UUID, *, session_id: UUID | None = None, vault: OpenVault) -> Iterator[bytes]:
    """Return what a work has made in pieces of a megabyte, each opened when it is its turn; `vault` is lent for it.

    `session_id` is the open journal it is fetched from: raises `Locked` on the way when that is open no more.
    """
    parts = owner.book_parts.filter(work=work)

    def pieces() -> Iterator[bytes]:
        for number in list(parts.values_list("number", flat=True)):
            look(vault, session_id)
            part = parts.filter(number=number).one_or_none()
            if part is None:
                raise Locked("locked")
            yield part.unseal("part", vault)

    return until_done(pieces(), vault)


@transaction.atomic
def forget_old_books() -> int:
    """Delete every finished file, and every password, that has waited for a day; return how many rows.

    A password is sealed together with what else was wished, so that goes with it. It reaches over all owners.
    """
    now = timezone.now()
    old = now - WAITS_FOR
    BookOrder._base_manager.filter(state=State.READY, saved_at__lt=old).update(state=State.WISHED, work=None)
    left = BookOrder._base_manager.filter(has_password=True, saved_at__lt=old).exclude(alive_at__gt=now - SILENT_FOR)
    return int(left.delete()[0] + BookPart._base_manager.filter(created_at__lt=old).delete()[0])
