"""Somebody who signed up a moment ago, put into the database as she was then.

Signing up takes longer than most tests that begin with it, so that one sign-up stands for those of the next seconds.
"""

import time
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.cookies import SimpleCookie
from typing import Any

from django.conf import UserSettingsHolder, settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from accounts.models import User
from tests.people import PASSWORD, Person

# Far less than after what something is asked again, noted again, or locked.
A_MOMENT = 20


@dataclass
class SignUp:
    """What one left behind: rows, the try that was counted, cookies; and when, by the clock of the test and by ours."""

    rows: list[Model]
    tries: list[tuple[Any, ...]]
    cookies: SimpleCookie
    # Looked up anew each time: tests move that clock.
    at: datetime = field(default_factory=lambda: timezone.now())
    really_at: float = field(default_factory=time.monotonic)

    def was_a_moment_ago(self) -> bool:
        by_the_clock = timedelta(0) <= timezone.now() - self.at < timedelta(seconds=A_MOMENT)
        return by_the_clock and time.monotonic() - self.really_at < A_MOMENT


_last: dict[str, SignUp] = {}


def signed_up(name: str) -> Person:
    """Return the first person of a test, as she is after signing up."""
    is_changed = isinstance(vars(settings)["_wrapped"], UserSettingsHolder)
    if is_changed or User.objects.exists() or _tries():
        return Person.signed_up(name)
    last = _last.get(name)
    return _put_back(name, last) if last and last.was_a_moment_ago() else _signs_up(name)


def _signs_up(name: str) -> Person:
    person = Person.signed_up(name)
    tables: list[Any] = [User, Session, *(relation.related_model for relation in User._meta.related_objects)]
    rows = [row for table in tables for row in table._base_manager.all()]
    _last[name] = SignUp(rows, _tries(), deepcopy(person.client.cookies))
    return person


def _put_back(name: str, last: SignUp) -> Person:
    person = Person(f"{name}@example.org", PASSWORD, Client())
    person.client.cookies = deepcopy(last.cookies)
    with transaction.atomic(), connection.cursor() as cursor:
        for row in last.rows:
            row.save_base(raw=True, force_insert=True)
        cursor.executemany("INSERT INTO tries VALUES (%s, %s, %s)", last.tries)
    return person


def _tries() -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM tries")
        return list(cursor.fetchall())
