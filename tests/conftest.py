"""Fixtures every test may ask for: people, and a cache that starts empty (it counts tries)."""

import gc
from collections.abc import Generator
from pathlib import Path

import pytest
from django.contrib.contenttypes.management import create_contenttypes
from django.core.cache import cache
from django.db.models.signals import post_migrate
from pytest_django import Settings

from tests.needs import lacking
from tests.people import Person
from tests.signed_up import signed_up

DATA = Path(__file__).parent / "data"
WAYS_TO_A_DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Thousands of tests and all that is imported stay until the end: they are looked through for garbage once."""
    gc.disable()
    collected = yield
    gc.collect()
    gc.freeze()
    gc.enable()
    return collected


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Choose no test that needs what is not here, see `tests.needs`, and each that asks no database on SQLite alone."""
    lacks = lacking()
    left_out = [item for item in items if lacks & _needs(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if not lacks & _needs(item)]


def _needs(item: pytest.Item) -> set[str]:
    markers = {marker.name for marker in item.iter_markers()}
    # A test without any of these is refused when it asks the database.
    asks = markers & {"django_db"} or WAYS_TO_A_DATABASE & set(getattr(item, "fixturenames", ()))
    return markers if asks else markers | {"sqlite"}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """After every test that commits Django would fill its table of permissions anew, of which nobody has any."""
    assert post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
    assert post_migrate.disconnect(create_contenttypes)


@pytest.fixture(autouse=True)
def _no_tries_counted(request: pytest.FixtureRequest) -> None:
    """Tests that commit leave their tries in the table; the others roll them back."""
    marker = request.node.get_closest_marker("django_db")
    if marker is not None and marker.kwargs.get("transaction"):
        request.getfixturevalue("transactional_db")
        cache.clear()


@pytest.fixture
def alice(db: None) -> Person:
    return signed_up("alice")


@pytest.fixture
def bob(db: None) -> Person:
    return Person.signed_up("bob", "quiet river under the bridge")


@pytest.fixture
def with_mail(settings: Settings) -> None:
    """The product as it is when a mail server is configured."""
    settings.MAILS_STAY_HERE = False
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
    settings.MFA_ALLOW_UNVERIFIED_EMAIL = False


@pytest.fixture
def essay() -> str:
    """Return the essay the product is built for."""
    return (DATA / "losing-your-lover.txt").read_text()
