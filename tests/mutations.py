"""`make mutate`: breaks one guard after another in a copy of the tree; the suite must notice every one.

They stand in mutations.toml. Each names the tests that ought to notice first; when they do not, the whole suite without
the browser is asked.
A mutation that no longer applies is a failure too: the guard it broke has moved, and its line here must follow.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
LIST = ROOT / "tests" / "mutations.toml"
# The test of the list itself would notice any change of a guard, whatever the guard is worth.
LEFT_OUT = shutil.ignore_patterns(".venv", ".git", "var", "__pycache__", ".*_cache", "results", "test_mutations.py")
TWO_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Mutation:
    """One guard, taken out: where it stood, what stands there instead, and which tests ought to notice."""

    name: str
    file: str
    guard: str
    instead: str
    tests: str

    def apply(self, tree: Path) -> None:
        """Change the copy of the tree; raise `LookupError` when the guard is not where it was."""
        source = (tree / self.file).read_text()
        if source.count(self.guard) != 1:
            raise LookupError(f"{self.name}: found {source.count(self.guard)} times in {self.file}")
        (tree / self.file).write_text(source.replace(self.guard, self.instead))


def main(names: list[str]) -> int:
    """Try every mutation, or those whose names hold one of the words given; return 1 when one survives."""
    mutations = [Mutation(**each) for each in tomllib.loads(LIST.read_text())["mutation"]]
    chosen = [each for each in mutations if not names or any(name in each.name for name in names)]
    unbroken = _first_failure(ROOT, sorted({test for each in chosen for test in each.tests.split()}))
    if unbroken:
        raise RuntimeError(f"fails without any mutation: {unbroken}")
    with ThreadPoolExecutor(TWO_AT_ONCE) as pool:
        noticed = list(pool.map(_is_noticed, chosen))
    survivors = [each.name for each, was_noticed in zip(chosen, noticed, strict=True) if not was_noticed]
    print(f"{sum(noticed)} of {len(chosen)} noticed", *survivors, sep="\n")  # noqa: T201  for people
    return 1 if survivors or not chosen else 0


def _is_noticed(mutation: Mutation) -> bool:
    with tempfile.TemporaryDirectory(prefix="afterword-mutation-") as folder:
        tree = Path(folder) / "tree"
        shutil.copytree(ROOT, tree, ignore=LEFT_OUT)
        mutation.apply(tree)
        by = _first_failure(tree, mutation.tests.split()) or _first_failure(tree, ["tests"])
    print("noticed " if by else "SURVIVED", mutation.name, "|", by, flush=True)  # noqa: T201  for people
    return bool(by)


def _first_failure(tree: Path, tests: list[str]) -> str:
    """Return the first line of a test that failed, or that the suite did not even start; empty when all pass."""
    environment = {name: value for name, value in os.environ.items() if name not in {"VAR_DIR", "DATABASE_URL"}}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--tb=no", "--show-capture=no", "-m", "not browser", *tests]
    ran = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    failures = [line for line in ran.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    if ran.returncode not in {0, 1} or bool(failures) != bool(ran.returncode):
        raise RuntimeError(f"the tests did not run: {' '.join(tests)}\n{ran.stdout[-2000:]}{ran.stderr[-2000:]}")
    return failures[0][:120] if failures else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
