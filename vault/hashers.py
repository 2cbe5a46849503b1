"""The hasher of the sign-in password. The vault's own derivation lives in `vault.core`."""

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher

from vault.core.primitives import derivations_at_once
from vault.core.slots import Cost


class SignInHasher(Argon2PasswordHasher):
    """Argon2id at the same cost as the vault's slots: an attacker with the database attacks the cheaper of the two."""

    def __init__(self) -> None:
        cost = Cost(*settings.VAULT_COST)
        self.memory_cost, self.time_cost, self.parallelism = cost.memory, cost.passes, cost.lanes

    def encode(self, password: str, salt: str) -> str:
        """Hash a password, waiting for a turn."""
        with derivations_at_once:
            return str(super().encode(password, salt))

    def verify(self, password: str, encoded: str) -> bool:
        """Check a password, waiting for a turn."""
        with derivations_at_once:
            return bool(super().verify(password, encoded))
