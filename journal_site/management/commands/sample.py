"""`manage.py sample`, by `make sample`: an account with a full journal, so that a newcomer sees one at once."""

from typing import Any

from allauth.account.models import EmailAddress
from django.core.management.base import BaseCommand
from django.db import transaction

from accounts.flows import begin_preferences
from accounts.models import User
from accounts.passphrases import suggest_passphrase
from entries.sample import keep_letters
from vault.flows import create_vault

EMAIL = "sample@example.org"


class Command(BaseCommand):
    """Makes the account in one transaction, or changes nothing when it is there."""

    help = "Make an account with the 82 letters of Werther in its journal, and print its password once."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Make it, and say how to get in."""
        if User.objects.filter(email=EMAIL).exists():
            self.stdout.write(f"The sample journal is there already: {EMAIL}. Its password was printed once.")
            return
        self.stdout.write("Writing the letters")
        password = suggest_passphrase()
        letters = _make(password)
        self.stdout.write(f"A journal with {letters} letters is there. Its password is printed only now.")
        self.stdout.write(f"  Email     {EMAIL}\n  Password  {password}\nOpen it with: make run")


@transaction.atomic
def _make(password: str) -> int:
    user = User.objects.create_user(EMAIL, password=password)
    EmailAddress.objects.create(user=user, email=EMAIL, verified=True, primary=True)
    vault = create_vault(user, password=password)
    begin_preferences(user, tab_name="Notes", time_zone="", language="", vault=vault)
    return keep_letters(user, vault=vault)
