"""How far somebody is in a program; which one, and everything else about it, is sealed."""

from django.db import models

from reflections.programs.content import Run
from vault.keyslots import OpenVault
from vault.models import SealedModel


class ProgramRun(SealedModel):
    """One way through a program. Beginning again is a new row beside the old one."""

    SEALED = ("run",)

    run = models.BinaryField()

    class Meta:
        default_related_name = "program_runs"
        indexes = (models.Index(fields=["owner", "-created_at", "id"], name="program_runs_by_time"),)

    def read(self, vault: OpenVault) -> Run:
        """Open it."""
        return Run.from_bytes(self.unseal("run", vault))

    def write(self, run: Run, vault: OpenVault) -> None:
        """Seal it; the caller saves the row."""
        self.seal("run", run.as_bytes(), vault)
