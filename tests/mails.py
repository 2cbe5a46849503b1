"""Mails of the tests: the codes in them, and what a mail looks like to whoever glances at it."""

import re

from django.core import mail


def last_code() -> str:
    """Return the code in the newest mail."""
    found = re.search(r"^([A-Z0-9]{4}-?[A-Z0-9]{4})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found.group(1)
