"""What waits in this chapter, sealed: an order of a book, its finished parts, what was found in a file; and a line."""

import json
import zlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.order import Wish
from vault.keyslots import OpenVault
from vault.models import SealedModel

# Work that shows no sign of life for so long has ended with its process.
SILENT_FOR = timedelta(seconds=30)
# A finished book waits for so long to be fetched, and what was found in a file to be brought in.
WAITS_FOR = timedelta(days=1)
# With which of these what was found is kept: what a file says of itself does not count.
_OF_AN_ARCHIVE, _OF_ANOTHER_FILE = b"a", b"f"


class BookOrder(SealedModel):
    """One a person: whoever orders another book changes it."""

    SEALED = ("wish", "said")
    IS_SINGLE = True

    class State(models.TextChoices):
        """How far it is."""

        WISHED = "wished", _("not begun")
        WAITING = "waiting", _("waiting")
        SETTING = "setting", _("being set")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")

    wish = models.BinaryField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WISHED)
    # Names the work that is done for it; work that finds another name here was called off.
    work = models.UUIDField(null=True)
    # The browser in which it was ordered: when the journal is locked there, the work ends.
    session_id = models.UUIDField(null=True)
    done = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField(default=0)
    # The last sign of life of whoever does the work.
    alive_at = models.DateTimeField(null=True)
    # Why it failed, or what is to be said of what was made.
    said = models.BinaryField()
    # In clear, so that an order whose password was never used can be found without a key, and goes.
    has_password = models.BooleanField(default=False)

    class Meta:
        default_related_name = "book_orders"
        constraints = (
            models.UniqueConstraint(fields=["owner"], condition=models.Q(is_set_aside=False), name="one_book_order"),
        )

    def read(self, vault: OpenVault) -> Wish:
        """Open what is wished."""
        return Wish.from_bytes(self.unseal("wish", vault))

    def write(self, wish: Wish, vault: OpenVault) -> None:
        """Seal what is wished, of which nothing is to be said yet; the caller saves the row."""
        self.seal("wish", wish.as_bytes(), vault)
        self.has_password = bool(wish.password)
        self.say([], vault)

    def sentences(self, vault: OpenVault) -> list[str]:
        """Open why it failed, or what is to be said of what was made."""
        said: list[str] = json.loads(self.unseal("said", vault))
        return said

    def say(self, sentences: Sequence[str], vault: OpenVault) -> None:
        """Seal why it failed, or what is to be said of what was made; the caller saves the row."""
        self.seal("said", json.dumps(list(sentences)).encode(), vault)

    def is_under_way(self, now: datetime) -> bool:
        """Tell whether it waits or is being set, by somebody who is still there."""
        is_alive = self.alive_at is not None and now - self.alive_at < SILENT_FOR
        return self.state in {self.State.WAITING, self.State.SETTING} and is_alive

    def is_ready(self, now: datetime) -> bool:
        """Tell whether its file waits to be fetched."""
        return self.state == self.State.READY and now - self.saved_at < WAITS_FOR

    def was_interrupted(self, now: datetime) -> bool:
        """Tell whether it waits or is being set, and whoever did it is gone: the server was stopped."""
        return self.state in {self.State.WAITING, self.State.SETTING} and not self.is_under_way(now)


class BookPart(SealedModel):
    """A piece of a finished file, in order; the file waits for a day and is then deleted."""

    SEALED = ("part",)

    work = models.UUIDField()
    number = models.PositiveIntegerField()
    part = models.BinaryField()

    class Meta:
        default_related_name = "book_parts"
        ordering: ClassVar = ["work", "number"]


class Turn(models.Model):
    """A place in the line of books that wait to be set; whose it is, is not said here."""

    work = models.UUIDField(unique=True)
    alive_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"turn {self.pk}"


class PendingImport(SealedModel):
    """What a file holds. The file itself is kept nowhere; the row goes once it was brought in, or left."""

    SEALED = ("found",)
    IS_SINGLE = True

    found = models.BinaryField()

    class Meta:
        default_related_name = "pending_imports"
        constraints = (
            models.UniqueConstraint(
                fields=["owner"], condition=models.Q(is_set_aside=False), name="one_pending_import"
            ),
        )

    def read(self, vault: OpenVault) -> tuple[bytes, bool]:
        """Open what was found, and whether that is the `journal.json` of an archive of ours."""
        kept = self.unseal("found", vault)
        return zlib.decompress(kept[1:]), kept[:1] == _OF_AN_ARCHIVE

    def write(self, found: bytes, deflated: bytes, vault: OpenVault, *, is_of_an_archive: bool) -> None:
        """Seal what was found; the caller saves the row.

        `deflated` are the same bytes as a zip holds them, or none: to squeeze them again took seven hundredths of the
        time in which an archive comes back. They are taken only where they are squeezed: on PostgreSQL a large row
        takes many times its size.
        """
        kept = _OF_AN_ARCHIVE if is_of_an_archive else _OF_ANOTHER_FILE
        is_squeezed = 0 < len(deflated) <= len(found) / 2
        self.seal("found", kept + (_of_zlib(deflated, found) if is_squeezed else zlib.compress(found, level=1)), vault)


def _of_zlib(deflated: bytes, content: bytes) -> bytes:
    """Return deflated bytes in the form of `zlib` (RFC 1950): a head before them, a checksum of the content behind."""
    return b"\x78\x01" + deflated + zlib.adler32(content).to_bytes(4)
