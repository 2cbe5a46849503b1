"""The entry, one dated page whose title and words are sealed, and what it said in earlier sittings.

Which entries are letters stands in `entries.letters`.
"""

import datetime
from dataclasses import replace
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from entries.addresses import address_of
from entries.content import EntryContent, EntryHead
from entries.letters import LetterIndex  # noqa: F401  Django looks for an app's tables here
from entries.tags import TagIndex  # noqa: F401  the same
from vault.keyslots import OpenVault
from vault.models import KeptModel, SealedModel
from vault.owned import OwnedQuerySet, PresentManager

# How long a page waits in the trash.
IN_TRASH_FOR = datetime.timedelta(days=30)


class EntryQuerySet(OwnedQuerySet["Entry"]):
    """Entries of one person."""

    def newest_first(self) -> "EntryQuerySet":
        """Order by the day written about, then by when the page was begun."""
        return self.order_by("-written_on", "-created_at", "id")

    def oldest_first(self) -> "EntryQuerySet":
        """Order as a book is read."""
        return self.order_by("written_on", "created_at", "-id")

    def on_day(self, day: datetime.date) -> "EntryQuerySet":
        """Return the heads of the pages of one day, newest first."""
        return self.filter(written_on=day).newest_first().heads()

    def after(self, entry: "Entry") -> "EntryQuerySet":
        """Return the heads of the pages that come after this one in a book, the next first."""
        same_day = Q(created_at__gt=entry.created_at) | Q(created_at=entry.created_at, id__lt=entry.id)
        later = Q(written_on__gt=entry.written_on) | same_day
        return self.filter(later, written_on__gte=entry.written_on).oldest_first().heads()

    def before(self, entry: "Entry") -> "EntryQuerySet":
        """Return the heads of the pages that come before this one in a book, the nearest first."""
        same_day = Q(created_at__lt=entry.created_at) | Q(created_at=entry.created_at, id__gt=entry.id)
        earlier = Q(written_on__lt=entry.written_on) | same_day
        return self.filter(earlier, written_on__lte=entry.written_on).newest_first().heads()

    def in_trash(self) -> "EntryQuerySet":
        """Return the heads of what was discarded and can still be brought back, the latest first."""
        since = timezone.now() - IN_TRASH_FOR
        return self.filter(discarded_at__gt=since, is_withheld=False).order_by("-discarded_at", "id").heads()

    def at_hand(self) -> "EntryQuerySet":
        """Leave out what is withheld, and what has been in the trash for so long that it is about to go for good."""
        return self.not_run_out().filter(is_withheld=False)

    def not_run_out(self) -> "EntryQuerySet":
        """Leave out what has been in the trash for so long that it is about to go for good."""
        return self.filter(Q(discarded_at=None) | Q(discarded_at__gt=timezone.now() - IN_TRASH_FOR))

    def withheld(self) -> "EntryQuerySet":
        """Return what is closed for now, in the order in which the database finds it; its words stay there."""
        return self.filter(is_withheld=True).order_by("id").defer("head", "body")

    def run_out(self) -> "EntryQuerySet":
        """Return what has been in the trash for so long that it goes for good."""
        return self.filter(discarded_at__lte=timezone.now() - IN_TRASH_FOR)

    def heads(self) -> "EntryQuerySet":
        """Leave the bodies in the database: a list shows heads."""
        return self.defer("body")


class VersionQuerySet(OwnedQuerySet["EntryVersion"]):
    """Versions of one person's entries."""

    def newest_first(self) -> "VersionQuerySet":
        """Order by when each was written."""
        return self.order_by("-saved_at", "id")

    def heads(self) -> "VersionQuerySet":
        """Leave the bodies in the database: a list shows heads."""
        return self.defer("body")


class JournalManager(PresentManager["Entry"]):
    """Finds the pages of the journal, and neither those in the trash nor what is closed for now."""

    CONDITIONS = (*PresentManager.CONDITIONS, ("discarded_at", None), ("is_withheld", False))


class SealedPage(SealedModel):
    """The day a page is about, in clear, so that a journal can be paged by month; and its words, sealed."""

    SEALED = ("head", "body")

    written_on = models.DateField()
    head = models.BinaryField()
    body = models.BinaryField()

    class Meta:
        abstract = True

    def read(self, vault: OpenVault) -> EntryContent:
        """Open the page."""
        return EntryContent.from_bytes(self.unseal("head", vault), self.unseal("body", vault))

    def read_head(self, vault: OpenVault) -> EntryHead:
        """Open as much of the page as a list shows."""
        return EntryHead.from_bytes(self.unseal("head", vault))

    def write(self, content: EntryContent, vault: OpenVault) -> None:
        """Seal what the page says now; the caller saves the row."""
        self.seal("head", content.head().as_bytes(), vault)
        self.seal("body", content.body.encode(), vault)

    def retag(self, tags: tuple[str, ...], vault: OpenVault) -> None:
        """Seal other tags with what the page says; the caller saves the row. The body stays as it is."""
        self.seal("head", replace(self.read_head(vault), tags=tags).as_bytes(), vault)


class Entry(SealedPage, KeptModel):
    """A dated page. Once discarded it waits in the trash, and then goes for good."""

    discarded_at = models.DateTimeField(null=True, editable=False)
    # A letter or a page that its writer closed until a day: nothing shows it before she opens it. This is in clear, so
    # that every query can leave it out; until which day is sealed.
    is_withheld = models.BooleanField(default=False, editable=False)

    objects: ClassVar = JournalManager.from_queryset(EntryQuerySet)()
    with_hidden: ClassVar = PresentManager.from_queryset(EntryQuerySet)()

    class Meta:
        default_related_name = "entries"
        indexes = (
            # Counting must not touch the rows themselves: their words make them large. No page is in here that the
            # journal does not show; SQLite still asks for all columns that a question names.
            models.Index(
                fields=["owner", "-written_on", "-created_at", "id", "is_set_aside", "discarded_at", "is_withheld"],
                condition=Q(is_set_aside=False, discarded_at=None, is_withheld=False),
                name="entries_by_day",
            ),
            models.Index(
                fields=["owner", "discarded_at"], condition=Q(discarded_at__isnull=False), name="entries_in_trash"
            ),
            # Few pages are, and Today looks for them.
            models.Index(fields=["owner", "id"], condition=Q(is_withheld=True), name="entries_withheld"),
        )

    @classmethod
    def kept_by(cls, owner: User) -> EntryQuerySet:
        """Return all pages of this owner; `owner.entries` leaves the trash and what is withheld out."""
        pages: EntryQuerySet = cls.with_hidden.filter(owner=owner)
        return pages

    def get_absolute_url(self) -> str:
        """Return where the entry is read: an address without a word in it."""
        return address_of("entry", self.id)

    @property
    def is_shown(self) -> bool:
        """Whether the journal shows the page: neither discarded nor withheld."""
        return self.discarded_at is None and not self.is_withheld

    @property
    def goes_for_good_at(self) -> datetime.datetime | None:
        """Return when a discarded page is deleted; None while it is in the journal."""
        return self.discarded_at and self.discarded_at + IN_TRASH_FOR

    def discard(self) -> None:
        """Put the page into the trash; where it is there already, it stays for as long as it would have."""
        self._discarded(self.discarded_at or timezone.now())

    def bring_back(self) -> None:
        """Take the page out of the trash."""
        self._discarded(None)

    def withhold(self) -> None:
        """Show the page nowhere until it is shown again."""
        self._withheld(True)

    def show_again(self) -> None:
        """Show a withheld page where every page is shown."""
        self._withheld(False)

    def _discarded(self, at: datetime.datetime | None) -> None:
        # A page in the trash is never withheld as well: nobody would see that it is about to go.
        self.discarded_at, self.is_withheld = at, False
        self.save(update_fields=["discarded_at", "is_withheld"])

    def _withheld(self, is_withheld: bool) -> None:
        self.is_withheld = is_withheld
        self.save(update_fields=["is_withheld"])


class EntryVersion(SealedPage):
    """What an entry said at the end of an earlier sitting, or what was written at the same time elsewhere."""

    entry_id = models.UUIDField(editable=False)
    entry = models.ForeignObject(
        Entry, on_delete=models.CASCADE, from_fields=("owner", "entry_id"), to_fields=("owner", "id")
    )
    # It never stood as the page: another tab or device had saved meanwhile, so it was set beside it.
    is_beside = models.BooleanField(default=False, editable=False)

    objects: ClassVar = PresentManager.from_queryset(VersionQuerySet)()

    class Meta:
        default_related_name = "versions"
        indexes = (models.Index(fields=["owner", "entry_id", "-saved_at"], name="versions_of_entry"),)

    def get_absolute_url(self) -> str:
        """Return where it stands beside what the page says now."""
        return reverse("version", args=[self.entry_id, self.id])
