"""`make test`: every test, on every database and browser that is here, and a plain word about what was left out."""

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

from tests import postgres

NO_BROWSER = ["-m", "not browser"]


def main(arguments: list[str]) -> int:
    """Run the suite on SQLite and on PostgreSQL at once; return non-zero when anything fails, or is missing in CI."""
    has_chromium, programs = shutil.which("chromium") is not None, postgres.binaries()
    with ThreadPoolExecutor() as pool:
        on_postgres = pool.submit(_run_on_postgres, programs, arguments) if programs else None
        codes = [_run("SQLite", [*([] if has_chromium else NO_BROWSER), *arguments], {}, output=None)]
        if on_postgres:
            codes.append(on_postgres.result())
    left_out = [] if has_chromium else ["browser tests: no chromium was found"]
    left_out += [] if programs else ["PostgreSQL: no initdb and postgres were found"]
    for what in left_out:
        print(f"Left out: {what}")  # noqa: T201  for people
    if left_out and os.environ.get("CI") == "true":
        codes.append(1)
    return max(codes)


def _run_on_postgres(programs: Path, arguments: list[str]) -> int:
    """Say nothing before it has ended, so that two runs do not write into one another."""
    with postgres.running(programs) as cluster, tempfile.TemporaryFile() as output:
        settings = {"DATABASE_URL": cluster.url, "TEST_POSTGRES_DATA": str(cluster.folder)}
        code = _run("PostgreSQL", [*NO_BROWSER, *arguments], settings, output=output)
        output.seek(0)
        print("PostgreSQL:", output.read().decode(), sep="\n", flush=True)  # noqa: T201  for people
    return code


def _run(database: str, arguments: list[str], settings: dict[str, str], *, output: IO[bytes] | None) -> int:
    print(f"Tests on {database}", flush=True)  # noqa: T201  for people
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(
        command, env=os.environ | settings, stdout=output, stderr=subprocess.STDOUT, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
