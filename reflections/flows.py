"""What happens to an answer: it is kept, compared with earlier ones, deleted."""

from datetime import date
from itertools import islice
from uuid import UUID

from accounts.models import User
from entries.models import Entry
from reflections.asking.flows import note_answer
from reflections.content import ReflectionContent
from reflections.models import Reflection
from vault.keeping import Origin, keep_once
from vault.keyslots import OpenVault
from vault.reading import read_or_none

EARLIER_ANSWERS = 3


def keep_reflection(
    owner: User,
    *,
    reflection_id: UUID,
    origin: Origin,
    written_on: date,
    entry: Entry | None,
    content: ReflectionContent,
    vault: OpenVault,
) -> Reflection:
    """Keep an answer, exactly once.

    `reflection_id` is made with the empty form; `origin` says what the text started from; `entry` is the page it is
    about. A changed answer keeps its day. What is asked next takes the answer into account; a question that gets its
    first answer about this page is kept for later no more. Raises `vault.keeping.StaleRevision` when another tab or
    device saved something else in between.
    """

    def says_the_same(reflection: Reflection) -> bool:
        return reflection.read(vault) == content

    def write(reflection: Reflection) -> None:
        reflection.write(content, vault)

    fresh = Reflection(owner=owner, id=reflection_id, written_on=written_on, entry_id=entry.id if entry else None)
    rows = owner.reflections.all()
    kept = keep_once(rows, fresh, vault=vault, origin=origin, says_the_same=says_the_same, write=write)
    note_answer(owner, answer_id=kept.id, prompt=content.prompt, day=kept.written_on, vault=vault)
    if entry is not None and not origin.revision:
        _keep_no_longer(owner, entry, content.prompt, vault)
    return kept


def _keep_no_longer(owner: User, entry: Entry, prompt: str, vault: OpenVault) -> None:
    for row in owner.kept_for_later.filter(entry_id=entry.id):
        later = read_or_none(row.read, vault)
        # One that does not open stays, and is listed as damaged.
        if later is not None and later.prompt == prompt:
            row.delete()


def earlier_answers(owner: User, *, prompt: str, besides: UUID | None, vault: OpenVault) -> list[Reflection]:
    """Return the owner's three newest answers to the prompt of this slug, besides one.

    Which prompt a row answers is sealed, so heads are opened, newest first, until three are found.
    """
    answers = owner.reflections.newest_first().heads().iterator(chunk_size=50)
    others = (reflection for reflection in answers if reflection.id != besides)
    return list(islice((other for other in others if other.read_head(vault).prompt == prompt), EARLIER_ANSWERS))
