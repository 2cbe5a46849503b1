"""What is measured at the door: signing in, unlocking, signing up, each beside one Argon2id of the same cost.

A sign-up with an address that is taken must take as long as any other; both are measured in turn, and their difference
is printed beside the spread of each.
"""

import statistics
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.core.cache import cache
from django.test import Client, override_settings

from benchmarks.journals import Person
from benchmarks.measures import line, seconds
from vault.core import slots

TIMES = 15
WITH_MAIL = override_settings(
    MAILS_STAY_HERE=False,
    ACCOUNT_EMAIL_VERIFICATION="mandatory",
    ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED=True,
)


def doors(person: Person) -> list[str]:
    """Measure every door; the yardstick is measured in turn with each."""
    return [
        _beside_a_derivation("sign in", partial(_sign_in, person)),
        _beside_a_derivation("unlock", partial(_unlock, person)),
        _wrong_password(person),
        *_signing_up(person),
    ]


def _beside_a_derivation(name: str, act: Callable[[], Callable[[], Any]]) -> str:
    ours, theirs = [], []
    for _ in range(TIMES):
        ours.append(seconds(act(), expected=(302,)))
        theirs.append(seconds(_derive))
    return line(f"{name} (one Argon2id)", ours, theirs)


def _derive() -> None:
    slots.password_secret("a bench on the river bank", slots.new_parameters(slots.Cost()))


def _sign_in(person: Person) -> Callable[[], Any]:
    cache.clear()
    form = {"login": person.user.email, "password": person.password}
    return partial(Client().post, "/accounts/login/", form)


def _wrong_password(person: Person) -> str:
    known, unknown = [], []
    for _ in range(TIMES):
        known.append(seconds(_tries(person.user.email)))
        unknown.append(seconds(_tries("nobody@example.org")))
    return line("wrong password (no account)", known, unknown)


def _tries(email: str) -> Callable[[], Any]:
    cache.clear()
    return partial(Client().post, "/accounts/login/", {"login": email, "password": "not this one either"})


def _unlock(person: Person) -> Callable[[], Any]:
    cache.clear()
    person.client.post("/lock/")
    return partial(person.client.post, "/unlock/", {"password": person.password})


def _signing_up(person: Person) -> list[str]:
    new, taken, derivation = [], [], []
    with WITH_MAIL:
        for number in range(TIMES):
            new.append(seconds(_sign_up(f"new{number}@example.org"), expected=(302,)))
            taken.append(seconds(_sign_up(person.user.email), expected=(302,)))
            derivation.append(seconds(_derive))
    return [
        line("sign up (one Argon2id)", new, derivation),
        line("sign up, new (taken address)", new, taken),
        f"{'':4}spread of the middle half: new {_spread(new):.0f} ms, taken {_spread(taken):.0f} ms",
    ]


def _sign_up(email: str) -> Callable[[], Any]:
    cache.clear()
    form = {"email": email, "password1": "quiet river under the bridge", "tab_name": "Notes", "time_zone": ""}
    return partial(Client().post, "/accounts/signup/", form)


def _spread(times: Sequence[float]) -> float:
    low, _, high = statistics.quantiles(times, n=4)
    return (high - low) * 1000
