"""Where allauth meets the vault: the only places in which a raw password passes by.

Signals never carry the password and forms can be bypassed, so the hooks are the adapter's methods.
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from accounts.flows import begin_preferences
from accounts.models import User
from vault.core.errors import WrongSecret
from vault.flows import NoVault, create_vault, open_with_password


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Opens, makes and shuts the vault as somebody signs in, signs up and signs out."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Open the journal with the password that was just found right, and hold it until sign-in is complete."""
        user: User | None = super().authenticate(request, **credentials)
        password = credentials.get("password")
        if user is not None and user.is_active and password:
            _hold_vault(request, user, password)
        return user

    @transaction.atomic
    def save_user(self, request: Any, user: User, form: Any, commit: bool = True) -> User:
        """Make account, keys and preferences in one transaction: there is never one without the others."""
        user = super().save_user(request, user, form, commit=commit)
        chosen = form.cleaned_data
        vault = create_vault(user, password=chosen["password1"])
        begin_preferences(user, tab_name=chosen["tab_name"], time_zone=chosen["time_zone"], vault=vault)
        request.door.keep_for_sign_in(vault)
        return user

    def login(self, request: Any, user: User) -> None:
        """Complete the sign-in and open the door; Django may have cycled or flushed the session on the way."""
        super().login(request, user)
        request.door.signed_in(user)

    def logout(self, request: Any) -> None:
        """Shut the door while it is still known whose it is."""
        request.door.lock()
        super().logout(request)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """Go on to the recovery key."""
        return reverse("recovery_key")

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: the page that follows a sign-in or sign-out says it by itself."""


def _hold_vault(request: Any, user: User, password: str) -> None:
    try:
        vault = open_with_password(user, password=password)
    except NoVault:
        # An account made outside sign-up (createsuperuser) gets its journal at the first sign-in.
        vault = create_vault(user, password=password)
    except WrongSecret:
        # The sign-in password was changed behind the vault's back: signed in, and locked until the recovery key
        # opens it.
        return
    request.door.keep_for_sign_in(vault)
