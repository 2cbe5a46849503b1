"""`make test`: every test, on every database and browser that is here, and a plain word about what was left out."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests import postgres

NO_BROWSER = ["-m", "not browser"]


def main(arguments: list[str]) -> int:
    """Run the suite on SQLite, and again on PostgreSQL; return non-zero when anything fails, or is missing in CI."""
    has_chromium, programs = shutil.which("chromium") is not None, postgres.binaries()
    codes = [_run("SQLite", [*([] if has_chromium else NO_BROWSER), *arguments], {})]
    if programs is not None:
        codes.append(_run_on_postgres(programs, arguments))
    left_out = [] if has_chromium else ["browser tests: no chromium was found"]
    left_out += [] if programs else ["PostgreSQL: no initdb and postgres were found"]
    for what in left_out:
        print(f"Left out: {what}")  # noqa: T201  for people
    if left_out and os.environ.get("CI") == "true":
        codes.append(1)
    return max(codes)


def _run_on_postgres(programs: Path, arguments: list[str]) -> int:
    with postgres.running(programs) as cluster:
        settings = {"DATABASE_URL": cluster.url, "TEST_POSTGRES_DATA": str(cluster.folder)}
        return _run("PostgreSQL", [*NO_BROWSER, *arguments], settings)


def _run(database: str, arguments: list[str], settings: dict[str, str]) -> int:
    print(f"Tests on {database}", flush=True)  # noqa: T201  for people
    return subprocess.run(
        [sys.executable, "-m", "pytest", *arguments], env=os.environ | settings, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
