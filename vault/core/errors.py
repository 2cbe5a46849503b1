"""What can go wrong with keys and sealed bytes. Messages here never carry a key, a password or a written word."""


class VaultError(Exception):
    """The root of everything the vault raises."""


class WrongSecret(VaultError):
    """The password, recovery key or cookie key does not open this slot."""


class Corrupt(VaultError):
    """The key is right, but the bytes were altered, moved to another place, or have an unknown format."""


class MistypedRecoveryKey(VaultError):
    """The characters cannot be a recovery key."""


class NotARecoveryKey(MistypedRecoveryKey):
    """The number of characters or the alphabet is wrong."""


class RecoveryKeySlip(MistypedRecoveryKey):
    """The shape is right, but the check characters show that at least one character is wrong."""


class StaleKeys(VaultError):
    """The journal got a new key since this request opened it."""
