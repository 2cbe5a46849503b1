"""Fixtures every test may ask for: people, and a cache that starts empty (it counts tries)."""

from pathlib import Path

import pytest
from django.core.cache import cache

from tests.people import Person

DATA = Path(__file__).parent / "data"


@pytest.fixture(autouse=True)
def _no_tries_counted() -> None:
    cache.clear()


@pytest.fixture
def alice(db: None) -> Person:
    return Person.signed_up("alice")


@pytest.fixture
def bob(db: None) -> Person:
    return Person.signed_up("bob", "quiet river under the bridge")


@pytest.fixture
def essay() -> str:
    """Return the essay the product is built for."""
    return (DATA / "losing-your-lover.txt").read_text()
