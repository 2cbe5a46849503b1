"""Fill a journal with the 3,413 entries of Samuel Pepys's diary, and time what people do with it.

Every figure is a median, printed with its yardstick from the same run; the ratio is what counts. Passwords cost here
what they cost in production.
"""

import json
import lzma
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

DIARY = Path(__file__).parent / "data" / "pepys.json.xz"
PASSWORD = "a bench on the river bank"


def main() -> int:
    """Prepare a database of its own, measure, and print."""
    with tempfile.TemporaryDirectory(prefix="afterword-bench-") as folder:
        os.environ.update(VAR_DIR=folder, SECRET_KEY="only-for-benchmarks-" + "x" * 40, LOG_LEVEL="ERROR")
        os.environ["DJANGO_SETTINGS_MODULE"] = "journal_site.settings"
        _prepare()
        for line in _measure(json.loads(lzma.decompress(DIARY.read_bytes()))):
            print(line, flush=True)
    return 0


def _prepare() -> None:
    import django  # noqa: PLC0415  the environment above has to stand first

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import setup_test_environment  # noqa: PLC0415

    from benchmarks import bare  # noqa: PLC0415

    Path(settings.STATIC_ROOT).mkdir()
    setup_test_environment()
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(bare.TABLE)


def _essay() -> str:
    """Return the essay the product is built for: hardly a text holds more cues."""
    return (Path(__file__).parent.parent / "tests" / "data" / "losing-your-lover.txt").read_text()


def _measure(diary: Sequence[dict[str, str]]) -> Iterator[str]:
    from benchmarks.archives import archives  # noqa: PLC0415
    from benchmarks.books import books  # noqa: PLC0415
    from benchmarks.doors import doors  # noqa: PLC0415
    from benchmarks.looking_back import looking_back  # noqa: PLC0415
    from benchmarks.measures import hearing, journal, reading, saving, signed_up  # noqa: PLC0415
    from benchmarks.over_time import over_time  # noqa: PLC0415
    from benchmarks.searching import searching  # noqa: PLC0415

    print(f"Filling a journal with {len(diary):,} entries", flush=True)
    person = signed_up(PASSWORD)
    yield f"{'':30}{'ours':>12}{'yardstick':>12}{'ratio':>9}"
    yield from (saving(person, diary), reading(person), journal(person), hearing(_essay()), *doors(person))
    yield from chain(searching(person, diary), archives(person), over_time(person))
    yield from books(person, diary)
    # The journal grows for these.
    yield from looking_back(person, diary)


if __name__ == "__main__":
    sys.exit(main())
