"""A person who signs in with an e-mail address, and what she prefers."""

from typing import Any, ClassVar, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import URLValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.languages import must_be_known
from accounts.personal import Personal
from vault.keyslots import OpenVault
from vault.models import SealedModel

Person = TypeVar("Person", bound="User")


class UserManager(BaseUserManager[Person]):
    """Makes accounts that are named by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """Make an account. Its journal is made at sign-up, or at the first sign-in with a password."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """Make an account that may administer the site; it can read nobody's words."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """An account. Everything it says is in clear, so it says little: an address and when it was made."""

    email = models.EmailField(_("e-mail address"), unique=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar = UserManager["User"]()

    @property
    def masked_email(self) -> str:
        """Return as much of the address as its owner needs to know it again, for a screen others may see."""
        name, _at, host = self.email.partition("@")
        return f"{name[:1]}••••@{host}"

    def __str__(self) -> str:
        """Name the account by number: this reaches logs and the address does not."""
        return f"user {self.pk}"


class Preferences(SealedModel):
    """How the journal looks and behaves for one person.

    What a page needs before the journal is open (the tab's name, light, time zone, language, where leaving leads) is in
    clear and says nothing about the breakup. What says something about the person is sealed: `accounts.personal`.
    """

    SEALED = ("personal",)
    IN_CLEAR = ("tab_name", "scheme", "time_zone", "leave_url", "language")
    IS_SINGLE = True

    class TabName(models.TextChoices):
        """What the browser's tab says."""

        AFTERWORD = "Afterword", _("Afterword")
        NOTES = "Notes", _("Notes")
        NOTHING = "", _("Nothing")

    class Scheme(models.TextChoices):
        """By which light the pages are shown."""

        DEVICE = "", _("Like the device")
        LIGHT = "light", _("Day")
        DARK = "dark", _("Lamplight")

    tab_name = models.CharField(max_length=16, choices=TabName.choices, default=TabName.NOTES, blank=True)
    scheme = models.CharField(max_length=8, choices=Scheme.choices, default=Scheme.DEVICE, blank=True)
    time_zone = models.CharField(max_length=64, blank=True, default="")
    leave_url = models.CharField(
        max_length=500, blank=True, default="", validators=[URLValidator(schemes=["https", "http"])]
    )
    # Empty for that of the browser.
    language = models.CharField(max_length=8, blank=True, default="", validators=[must_be_known])
    personal = models.BinaryField()

    class Meta:
        default_related_name = "preferences"
        constraints = (
            models.UniqueConstraint(
                fields=["owner"], condition=models.Q(is_set_aside=False), name="one_preferences_row"
            ),
        )

    def read_personal(self, vault: OpenVault) -> Personal:
        """Open what they say about the person; the defaults for whoever has none yet."""
        if self.vault_id is None:
            return Personal()
        return Personal.from_bytes(self.unseal("personal", vault))

    def write_personal(self, personal: Personal, vault: OpenVault) -> None:
        """Seal what they say about the person; the caller saves the row."""
        self.seal("personal", personal.as_bytes(), vault)
