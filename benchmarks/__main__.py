"""Fill journals with the 3,413 entries of Samuel Pepys's diary, and with 10,000, and time what people do with them.

Every figure is a median, printed with its yardstick from the same run; the ratio is what counts. Passwords cost here
what they cost in production.
"""

import gc
import json
import lzma
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.journals import Person

DIARY = Path(__file__).parent / "data" / "pepys.json.xz"
PASSWORD = "a bench on the river bank"
MANY = 10_000


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

    # Templates are rendered as in production: Django's own preparation for tests would note each of them.
    settings.ALLOWED_HOSTS.append("testserver")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", verbosity=0)


def _essay() -> str:
    """Return the essay the product is built for: hardly a text holds more cues."""
    return (Path(__file__).parent.parent / "tests" / "data" / "losing-your-lover.txt").read_text()


def _measure(diary: Sequence[dict[str, str]]) -> Iterator[str]:
    from benchmarks.archives import archives  # noqa: PLC0415
    from benchmarks.books import books  # noqa: PLC0415
    from benchmarks.crowd import crowd  # noqa: PLC0415
    from benchmarks.doors import doors  # noqa: PLC0415
    from benchmarks.measures import hearing  # noqa: PLC0415
    from benchmarks.pages import pages  # noqa: PLC0415
    from benchmarks.searching import searching  # noqa: PLC0415

    few, many = _people(diary)
    # What only the bench holds, the diary above all, is not searched for garbage: no server holds it.
    gc.collect()
    gc.freeze()
    yield f"{'':30}{'ours':>12}{'yardstick':>12}{'ratio':>9}{'growth':>9}"
    yield from chain(pages(few, many, diary), searching(few, many))
    yield from (hearing(_essay()), *doors(few))
    yield from chain(archives(diary), crowd(), books(few, diary))


def _people(diary: Sequence[dict[str, str]]) -> "list[Person]":
    """Return somebody with all of the diary, and somebody with it over and over, each with as many days noted."""
    from benchmarks.journals import fill, note_every_day, signed_up  # noqa: PLC0415

    people = []
    for number in (len(diary), MANY):
        print(f"Filling a journal with {number:,} entries", flush=True)
        people.append(signed_up(f"pepys{number}@example.org", PASSWORD))
        fill(people[-1], diary, number)
        note_every_day(people[-1], number)
    return people


if __name__ == "__main__":
    sys.exit(main())
