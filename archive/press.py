"""The work on one book, in a thread of the server that outlives the request: it waits its turn, sets, and keeps.

It ends when the order is called off or changed, and when the journal is open no more in the browser in which it was
ordered. The keys it needs are lent to it, in memory (`archive.lending`), and it lets go of them at its end. What is
made is kept sealed, in parts.
"""

import io
import logging
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from threading import Event, Thread
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from archive import line, pdf
from archive.book import Book, told_of_boxes, told_of_damage, told_what_to_install
from archive.epub import as_epub
from archive.gathering import NothingToSet, gather
from archive.lending import look
from archive.models import BookOrder, BookPart
from archive.order import Wish
from archive.pdf import BookNotSet, CalledOff, goes_on_until
from archive.typesetting import Typeset
from archive.volumes import cut
from vault.core.errors import VaultError
from vault.keyslots import OpenVault, locked_row
from vault.session import Locked

log = logging.getLogger("archive")

# So many volumes are set at the same time.
AT_ONCE = 2
LOOKS_UP_EVERY = 0.25
PART = 1024 * 1024
State = BookOrder.State


def begin(owner: User, *, work: UUID, session_id: UUID, vault: OpenVault) -> None:
    """Begin the work on the owner's order, with keys of its own; it ends with the open journal `session_id`."""
    language = translation.get_language() or "en"
    Thread(target=Work(owner, work, session_id, language, vault.lent()).do, name="press", daemon=True).start()


@dataclass(frozen=True, slots=True)
class Work:
    """One book being made: whose, which work, ordered in which browser, in which language."""

    owner: User
    id: UUID
    session_id: UUID
    language: str
    vault: OpenVault

    def do(self) -> None:
        """Make the book; whatever becomes of it stands in the order."""
        try:
            with translation.override(self.language):
                self._make(self.vault)
        except CalledOff:
            log.info("a book was called off, user %s", self.owner.pk)
        except VaultError:
            # The journal got a new key meanwhile: nothing can be sealed with this one, not even a sentence.
            self.owner.book_orders.filter(work=self.id).update(state=State.FAILED)
        finally:
            line.leave(self.id)
            self.vault.keyring.forget()
            connection.close()

    def _make(self, vault: OpenVault) -> None:
        try:
            self._wait_for_turn()
            wish = self._order().read(vault)
            looks_up = _now_and_then(self._show_life)
            book = gather(self.owner, wish.selection, wish.form, look_up=looks_up, vault=vault)
            volumes = self._set(cut(book) if wish.file == "pdf" else [book], wish)
            self._keep(volumes, wish, told_of_damage(book.damaged))
        except Locked:
            self._end(State.WISHED, _("The journal was locked meanwhile, so the book was not finished."), vault=vault)
        except NothingToSet:
            self._end(State.FAILED, _("Nothing of what you chose is there to set. Choose more."), vault=vault)
        except BookNotSet as reason:
            self._end(State.FAILED, str(reason), vault=vault)

    def _wait_for_turn(self) -> None:
        while line.ahead_of(self.id):
            self._show_life()
            time.sleep(LOOKS_UP_EVERY)
        self._show_life(state=State.SETTING)

    def _set(self, books: Sequence[Book], wish: Wish) -> list[Typeset]:
        self._show_life(steps=len(books))
        stop = Event()
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="press") as pool:
            under_way = [pool.submit(_set_one, book, wish, stop) for book in books]
            try:
                self._watch(under_way)
            finally:
                stop.set()
                pool.shutdown(wait=False, cancel_futures=True)
        return [volume.result() for volume in under_way]

    def _watch(self, under_way: Sequence[Future[Typeset]]) -> None:
        """Look up until all is set, one fails, or nobody wants it any more."""
        left = set(under_way)
        while left:
            ready, left = wait(left, timeout=LOOKS_UP_EVERY, return_when=FIRST_COMPLETED)
            for volume in ready:
                volume.result()
            self._show_life(done=len(under_way) - len(left))

    def _show_life(self, **changed: object) -> None:
        """Say that the work goes on; raise `CalledOff` if it need not, and `Locked` if it may not."""
        line.stay(self.id)
        look(self.vault, self.session_id)
        if not self.owner.book_orders.filter(work=self.id).update(alive_at=timezone.now(), **changed):
            raise CalledOff

    def _order(self) -> BookOrder:
        order: BookOrder | None = self.owner.book_orders.filter(work=self.id).first()
        if order is None:
            raise CalledOff
        return order

    @transaction.atomic
    def _keep(self, volumes: Sequence[Typeset], wish: Wish, damage: str) -> None:
        """Seal what was made, in parts, and let go of the password it opens with."""
        locked_row(self.vault)
        look(self.vault, self.session_id)
        order = self._order()
        file = volumes[0].file if len(volumes) == 1 else _zipped(volumes)
        self.owner.book_parts.bulk_create(self._parts(file), batch_size=4)
        order.write(replace(wish, password=""), self.vault)
        order.say([_said_of_lock(wish), *filter(None, [damage]), *_said_of(volumes)], self.vault)
        order.state, order.saved_at = State.READY, timezone.now()
        order.save()

    def _parts(self, file: bytes) -> Iterator[BookPart]:
        for number, start in enumerate(range(0, len(file), PART)):
            part = BookPart(owner=self.owner, work=self.id, number=number)
            part.seal("part", file[start : start + PART], self.vault)
            yield part

    @transaction.atomic
    def _end(self, state: State, *sentences: str, vault: OpenVault) -> None:
        """Say in the order why there is no book, and let go of the password it would have opened with."""
        locked_row(vault)
        order = self._order()
        order.write(replace(order.read(vault), password=""), vault)
        order.say(sentences, vault)
        order.state, order.work, order.done, order.steps = state, None, 0, 0
        order.save()


def _now_and_then(act: Callable[[], None]) -> Callable[[], None]:
    """Return what can be called a thousand times and acts as often as the press looks up."""
    latest = time.monotonic()

    def looks_up() -> None:
        nonlocal latest
        if time.monotonic() - latest > LOOKS_UP_EVERY:
            act()
            latest = time.monotonic()

    return looks_up


def _set_one(book: Book, wish: Wish, stop: Event) -> Typeset:
    with translation.override(book.language):  # this is a thread of its own
        if wish.file == "epub":
            return Typeset(as_epub(book, look_up=goes_on_until(stop)))
        return pdf.set_in_type(book, password=wish.password, stop=stop)


def _zipped(volumes: Sequence[Typeset]) -> bytes:
    """Return the volumes in one zip, as they are: a PDF is pressed already."""
    whole = io.BytesIO()
    digits = len(str(len(volumes)))
    with zipfile.ZipFile(whole, "w") as packed:
        for number, volume in enumerate(volumes, start=1):
            packed.writestr(f"volume-{number:0{digits}}.pdf", volume.file)
    return whole.getvalue()


def _said_of_lock(wish: Wish) -> str:
    if wish.password:
        return _("It opens with the password you gave it.")
    return _("It has no password: anyone who opens the file can read it.")


def _said_of(volumes: Sequence[Typeset]) -> list[str]:
    lacking = dict.fromkeys(name for volume in volumes for name in volume.without_typeface)
    return [told_of_boxes(), told_what_to_install() % ", ".join(lacking)] if lacking else []
