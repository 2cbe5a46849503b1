"""A search: a sealed row for what was asked, so that its address can be without a word."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from reflections.search.content import Asked
from vault.keyslots import OpenVault
from vault.models import SealedModel
from vault.owned import OwnedQuerySet, PresentManager


class SearchQuerySet(OwnedQuerySet["Search"]):
    """Searches of one person."""

    def newest_first(self) -> "SearchQuerySet":
        """Order by when each was last asked for."""
        return self.order_by("-saved_at", "id")


class Search(SealedModel):
    """What was asked once. Nothing of what was found is kept."""

    SEALED = ("asked",)

    asked = models.BinaryField()

    objects: ClassVar = PresentManager.from_queryset(SearchQuerySet)()

    class Meta:
        default_related_name = "searches"

    def read(self, vault: OpenVault) -> Asked:
        """Open it."""
        return Asked.from_bytes(self.unseal("asked", vault))

    def write(self, asked: Asked, vault: OpenVault) -> None:
        """Seal it; the caller saves the row."""
        self.seal("asked", asked.as_bytes(), vault)

    def get_absolute_url(self) -> str:
        """Return where what it finds is shown."""
        return reverse("found", args=[self.id])
