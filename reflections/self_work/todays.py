"""What self-work puts on Today: the plan whose weekly check-in is due, with its four answers."""

from collections.abc import Iterator
from datetime import date

from accounts.models import User
from entries.todays import Standing, stands_on_today
from reflections.self_work.flows import goal_due
from reflections.self_work.forms import CheckInForm
from vault.keyslots import OpenVault


@stands_on_today
def plan_with_its_check_in(owner: User, today: date, vault: OpenVault) -> Iterator[Standing]:
    """Give one plan at the most, in two queries."""
    due = goal_due(owner, today, vault=vault)
    if due is not None:
        # Other forms stand on Today as well, so the fields of this one have no ids.
        form = CheckInForm(initial=CheckInForm.blank(), auto_id=False)
        yield Standing("reflections/self_work/_due.html", {"row": due, "form": form})
