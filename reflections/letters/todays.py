"""What letters put on Today: an envelope whose day has come. It names no title and opens nothing."""

from collections.abc import Iterator
from datetime import date

from accounts.models import User
from entries.todays import Standing, stands_on_today
from reflections.letters.flows import envelopes
from vault.keyslots import OpenVault


@stands_on_today
def envelopes_whose_day_has_come(owner: User, today: date, vault: OpenVault) -> Iterator[Standing]:
    """Give them together, in two queries."""
    due = [envelope for envelope in envelopes(owner, vault=vault) if envelope.is_due(today)]
    if due:
        yield Standing("reflections/letters/_due.html", {"envelopes": due})
