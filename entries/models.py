"""The entry: one dated page, whose title and words are sealed."""

import datetime
from typing import ClassVar

from django.db import models
from django.urls import reverse

from entries.content import EntryContent, EntryHead
from vault.keyslots import OpenVault
from vault.models import SealedModel
from vault.owned import OwnedQuerySet, PresentManager


class EntryQuerySet(OwnedQuerySet["Entry"]):
    """Entries of one person."""

    def newest_first(self) -> "EntryQuerySet":
        """Order by the day written about, then by when the page was begun."""
        return self.order_by("-written_on", "-created_at", "id")

    def oldest_first(self) -> "EntryQuerySet":
        """Order as a book is read."""
        return self.order_by("written_on", "created_at", "id")

    def on_day(self, day: datetime.date) -> "EntryQuerySet":
        """Return the heads of the pages of one day, newest first."""
        return self.filter(written_on=day).newest_first().heads()

    def heads(self) -> "EntryQuerySet":
        """Leave the bodies in the database: a list shows heads."""
        return self.defer("body")


class Entry(SealedModel):
    """A dated page. The day is in clear, so that the journal can be paged by month; every word is sealed."""

    SEALED = ("head", "body")

    written_on = models.DateField()
    head = models.BinaryField()
    body = models.BinaryField()

    objects: ClassVar = PresentManager.from_queryset(EntryQuerySet)()

    class Meta:
        default_related_name = "entries"
        # Counting by month must not touch the rows themselves: their words make them large.
        indexes = (
            models.Index(fields=["owner", "-written_on", "-created_at", "id", "is_set_aside"], name="entries_by_day"),
        )

    def read(self, vault: OpenVault) -> EntryContent:
        """Open the entry."""
        head = self.read_head(vault)
        return EntryContent(title=head.title, body=self.unseal("body", vault).decode(), kind=head.kind)

    def read_head(self, vault: OpenVault) -> EntryHead:
        """Open as much of the entry as a list shows."""
        return EntryHead.from_bytes(self.unseal("head", vault))

    def write(self, content: EntryContent, vault: OpenVault) -> None:
        """Seal what the entry says now; the caller saves the row."""
        self.seal("head", content.head().as_bytes(), vault)
        self.seal("body", content.body.encode(), vault)

    def get_absolute_url(self) -> str:
        """Return where the entry is read: an address without a word in it."""
        return reverse("entry", args=[self.id])
