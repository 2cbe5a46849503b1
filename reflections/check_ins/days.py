"""What a check-in puts on the page of its day: what was noted, in words."""

from collections.abc import Iterator
from datetime import date

from accounts.flows import preferences_of
from accounts.models import User
from entries.todays import Standing, stands_on_its_day
from reflections.check_ins.flows import check_ins_between
from reflections.check_ins.questions import asked_of
from vault.keyslots import OpenVault


@stands_on_its_day
def noted(owner: User, day: date, vault: OpenVault) -> Iterator[Standing]:
    """Give the notes of a day, in two queries; nothing about somebody who is left out for now."""
    questions = asked_of(preferences_of(owner).read_personal(vault))
    for each in check_ins_between(owner, day, day, vault=vault):
        said = [line for question in questions if (line := question.in_words(each.content))]
        if said or each.is_damaged:
            yield Standing("reflections/_noted.html", {"said": said, "is_damaged": each.is_damaged})
