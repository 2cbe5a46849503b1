"""What happens when a sitting is closed: a few words are kept, and how it felt is taken into account."""

from datetime import date
from uuid import UUID

from django.db import transaction

from accounts.models import User
from entries.models import Entry
from reflections.asking.flows import note_ending
from reflections.closing.content import ClosingContent
from reflections.closing.models import Closing
from reflections.models import Reflection
from vault.keeping import id_of_new
from vault.keyslots import OpenVault, locked_row


@transaction.atomic
def close(
    owner: User,
    *,
    closing_id: UUID,
    about: Entry | Reflection | None,
    content: ClosingContent,
    day: date,
    vault: OpenVault,
) -> Closing | None:
    """Keep the closing of a sitting on a page or an answer, once: `closing_id` is made with the empty form.

    `about` is None where that went meanwhile: the words stay. `day` is the owner's day. Returns None for one that is
    left empty, which is not kept. How it felt decides with what is asked next: see `reflections.limits`. Raises
    `StaleKeys` as every save does.
    """
    if content.is_blank:
        return None
    locked_row(vault)
    closing_id = id_of_new(Closing, closing_id, vault)
    closing: Closing = owner.closings.filter(id=closing_id).first() or Closing(
        owner=owner, id=closing_id, closed_on=day
    )
    match about:
        case Entry():
            closing.entry_id = about.id
        case Reflection():
            closing.reflection_id = about.id
    closing.write(content, vault)
    closing.save()
    if content.felt and about is not None:
        note_ending(owner, about=about.id, felt=content.felt, day=day, vault=vault)
    return closing
