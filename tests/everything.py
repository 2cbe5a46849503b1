"""`make test`: every test, on every database and browser that is here, and a plain word about what was left out."""

import os
import shutil
import subprocess
import sys

from tests import postgres


def main(arguments: list[str]) -> int:
    """Run the suite on SQLite, and again on PostgreSQL; return a non-zero code when anything fails or is missing in CI."""
    left_out = []
    browser = [] if shutil.which("chromium") else ["-m", "not browser"]
    if browser:
        left_out.append("browser tests: no chromium was found")
    codes = [_run("SQLite", [*browser, *arguments], {})]
    programs = postgres.binaries()
    if programs is None:
        left_out.append("PostgreSQL: no initdb and postgres were found")
    else:
        with postgres.running(programs) as cluster:
            settings = {"DATABASE_URL": cluster.url, "TEST_POSTGRES_DATA": str(cluster.folder)}
            codes.append(_run("PostgreSQL", ["-m", "not browser", *arguments], settings))
    for what in left_out:
        print(f"Left out: {what}")  # noqa: T201  for people
    if left_out and os.environ.get("CI") == "true":
        codes.append(1)
    return max(codes)


def _run(database: str, arguments: list[str], settings: dict[str, str]) -> int:
    print(f"Tests on {database}", flush=True)  # noqa: T201  for people
    return subprocess.run(
        [sys.executable, "-m", "pytest", *arguments], env=os.environ | settings, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
