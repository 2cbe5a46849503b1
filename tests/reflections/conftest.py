"""A clock that is moved by hand, and somebody whose day it tells."""

from datetime import datetime

import pytest
from django.utils import timezone

from tests.asking import AFTERNOON
from tests.people import Person
from tests.signed_up import signed_up
from tests.waiting import BEGUN, MoveTo


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> MoveTo:
    """Move the server's clock."""

    def move(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return move


@pytest.fixture
def afternoon(at: MoveTo) -> None:
    """Let it be a time of day at which anything may be asked."""
    at(AFTERNOON)


@pytest.fixture
def ana(db: None, at: MoveTo) -> Person:
    """Somebody in Vienna, in the early afternoon; her journal stays open for as long as a test takes."""
    at(BEGUN)
    person = signed_up("ana")
    person.user.preferences.update(time_zone="Europe/Vienna")
    person.user.vaults.update(idle_seconds=24 * 3600)
    return person
