"""What follows a sitting on a page: questions are chosen, and their page comes next."""

import logging

from django.urls import reverse

from accounts.models import Preferences
from entries.content import PAGE, PLAIN
from entries.endings import Sitting, ends_a_sitting
from reflections.asking.flows import cards_beside, offer_after
from vault.core.errors import Corrupt
from vault.keyslots import OpenVault

log = logging.getLogger("reflections")


@ends_a_sitting
def questions_after(sitting: Sitting, preferences: Preferences, vault: OpenVault) -> str:
    """Choose what to offer, and lead to the page that offers it.

    The words are saved by now. Where what is remembered about asking does not open, nothing is asked; that a row is
    damaged is said on the page of questions, and never in place of "saved". Letters and the like have pages of their
    own; where help belongs beside one, it comes first.
    """
    entry, content = sitting.entry, sitting.content
    if content.kind not in {PAGE, PLAIN}:
        cards = cards_beside(entry.id, content.body, content.title, preferences=preferences, vault=vault)
        return reverse("questions", args=[entry.id]) if cards else entry.get_absolute_url()
    try:
        offer_after(sitting, preferences, vault=vault)
    except Corrupt:
        log.warning("what is remembered about asking does not open, user %s", preferences.owner_id)
        return entry.get_absolute_url()
    return reverse("questions", args=[entry.id])
