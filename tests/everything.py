"""`make test`: every test on every database and browser that is here, and a plain word about what was left out."""

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

from tests import chromium, postgres
from tests.needs import PROGRAMS

NO_BROWSER, IN_BROWSER = ["-m", "not browser"], ["-m", "browser"]
NO_TESTS = 5
# These look at pages alone: one run of them is enough, as of all that ask no database (tests/conftest.py).
ABOUT_PAGES_ALONE = ("tests/site/test_languages.py", "tests/site/test_validity.py")


def main(arguments: list[str]) -> int:
    """Run it on SQLite, PostgreSQL and in Chromium at once; return non-zero if anything fails, or is missing in CI."""
    has_chromium, programs = chromium.executable() is not None, postgres.binaries()
    with ThreadPoolExecutor() as pool:
        others = [
            pool.submit(_run_aside, "Chromium", part, arguments, {}) for part in _parts(arguments) if has_chromium
        ]
        others += [pool.submit(_run_on_postgres, programs, arguments)] if programs else []
        codes = [_run("SQLite", [*NO_BROWSER, *arguments], {}, output=None), *(other.result() for other in others)]
    left_out = [] if has_chromium else ["browser tests: no chromium was found"]
    left_out += [] if programs else ["PostgreSQL: no initdb and postgres were found"]
    left_out += [said for program, said in PROGRAMS.items() if shutil.which(program) is None]
    for what in left_out:
        print(f"Left out: {what}")  # noqa: T201  for people
    if left_out and os.environ.get("CI") == "true":
        codes.append(1)
    return max(codes)


def _parts(arguments: list[str]) -> list[list[str]]:
    """Return the browser tests in two parts, since they wait a lot; those that are chosen are one."""
    if arguments:
        return [IN_BROWSER]
    files = sorted(str(file) for file in Path("tests/browser").glob("test_*.py"))
    return [[*IN_BROWSER, *files[::2]], [*IN_BROWSER, *files[1::2]]]


def _run_on_postgres(programs: Path, arguments: list[str]) -> int:
    with postgres.running(programs) as cluster:
        settings = {"DATABASE_URL": cluster.url, "TEST_POSTGRES_DATA": str(cluster.folder)}
        left_out = [f"--ignore={tests}" for tests in ABOUT_PAGES_ALONE]
        return _run_aside("PostgreSQL", [*NO_BROWSER, *left_out], arguments, settings)


def _run_aside(where: str, ours: list[str], chosen: list[str], settings: dict[str, str]) -> int:
    """Say nothing before it has ended, so that two runs do not write into one another."""
    with tempfile.TemporaryFile() as output:
        code = _run(where, [*ours, *chosen], settings, output=output)
        output.seek(0)
        print(f"{where}:", output.read().decode(), sep="\n", flush=True)  # noqa: T201  for people
    # Of the tests that were chosen none may be of this kind; of all of them some are.
    return 0 if code == NO_TESTS and chosen else code


def _run(where: str, arguments: list[str], settings: dict[str, str], *, output: IO[bytes] | None) -> int:
    print(f"Tests on {where}", flush=True)  # noqa: T201  for people
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(
        command, env=os.environ | settings, stdout=output, stderr=subprocess.STDOUT, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
