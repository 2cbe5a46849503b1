"""What was found in a file and waits, sealed, for her to say whether it comes in: one row a person."""

import zlib
from datetime import timedelta

from django.db import models
from django.db.models import Q

from vault.keyslots import OpenVault
from vault.models import SealedModel

WAITS_FOR = timedelta(days=1)


class PendingImport(SealedModel):
    """What a file holds. The file itself is kept nowhere; the row goes once it was brought in, or left."""

    SEALED = ("found",)
    IS_SINGLE = True

    found = models.BinaryField()

    class Meta:
        default_related_name = "pending_imports"
        constraints = (
            models.UniqueConstraint(fields=["owner"], condition=Q(is_set_aside=False), name="one_pending_import"),
        )

    def read(self, vault: OpenVault) -> bytes:
        """Open what was found."""
        return zlib.decompress(self.unseal("found", vault))

    def write(self, found: bytes, vault: OpenVault) -> None:
        """Seal what was found; the caller saves the row."""
        self.seal("found", zlib.compress(found), vault)
