"""The second step of signing in: codes from an app, passkeys, recovery codes. It guards the door and opens no journal.

Secrets of the app and of recovery codes are sealed under a key made from SECRET_KEY, so a database alone gives no code.
"""

import base64
from typing import Any, ClassVar

import qrcode
from allauth.account.adapter import get_adapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from vault.core import primitives
from vault.core.documents import Keyring
from vault.core.errors import Corrupt
from vault.core.labels import Place

_PLACE = Place("server", "mfa.authenticator", "", "secret")


class SecondFactorUnreadable(Exception):
    """SECRET_KEY has changed since the second factor was set up, so nothing can be compared with it."""


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Seals secrets, and names the site neutrally: the app's list may be seen by others."""

    error_messages: ClassVar = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("That code doesn’t fit. Check it, or wait for the next one."),
        "unverified_email": gettext_lazy("Please confirm your e-mail address first."),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret under the server's key, as Base64."""
        return base64.b64encode(_keyring().seal(_PLACE, text.encode())).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret; raise `SecondFactorUnreadable` when the server's key is another one."""
        try:
            return _keyring().open(_PLACE, base64.b64decode(encrypted_text)).decode()
        except (Corrupt, ValueError):
            raise SecondFactorUnreadable("SECRET_KEY is not the one of the time") from None

    def get_totp_issuer(self) -> str:
        """Return what the app calls this entry."""
        return "Notes"

    def generate_authenticator_name(self, user: User, type: str) -> str:
        """Suggest a name for another passkey."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey") if number == 1 else _("Passkey %d") % number

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return what the browser calls this site."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": "Notes"}

    def build_totp_svg(self, url: str) -> str:
        """Draw the QR code as SVG that needs no style and no image from elsewhere."""
        code = qrcode.QRCode(border=4)
        code.add_data(url)
        rows = code.get_matrix()
        dots = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
        return format_html(
            '<svg viewBox="0 0 {0} {0}" role="img" aria-label="{1}"><path fill="#fff" d="M0 0h{0}v{0}h-{0}z"/>'
            '<path fill="#000" d="{2}"/></svg>',
            len(rows),
            _("QR code for your app; the same secret stands below as text"),
            mark_safe(dots),  # noqa: S308  numbers only
        )

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Note it where the account's events are noted."""
        get_adapter().send_notification_mail(*args, **kwargs)


def has_second_factor(user: User) -> bool:
    """Tell whether signing in asks this person for a second step."""
    return bool(MFAAdapter().is_mfa_enabled(user, types=["totp", "webauthn"]))


def _keyring() -> Keyring:
    secret = settings.SECRET_KEY.encode()
    return Keyring(1, {1: primitives.hkdf(secret, b"server/mfa")})
