"""The product's settings with cheap keys, for tests: everything real but the price of a password."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "VAR_DIR" not in os.environ:
    os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="afterword-tests-")
    atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)
os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 50)

from journal_site.settings import *  # noqa: F403  the product's settings are what is tested
from journal_site.settings import DATABASES, STORAGES, environment

VAULT_COST = (256, 1, 1)
# A file, as in production: the walk for readable words looks into it and its WAL.
DATABASES["default"].setdefault("TEST", {})
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"]["NAME"] = str(Path(environment.var) / "test.sqlite3")
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
