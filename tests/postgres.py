"""A PostgreSQL of the tests' own: made in a temporary folder, on a free port, with every statement in its log."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SECONDS_TO_START = 30


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running cluster: how to reach it, and where its files are."""

    url: str
    folder: Path


def binaries() -> Path | None:
    """Return the folder of PostgreSQL's server programs; None when there is none."""
    folders = [Path(found).parent for found in [shutil.which("initdb")] if found]
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


@contextmanager
def running(programs: Path) -> Iterator[Cluster]:
    """Start a cluster, and end it whatever happens."""
    with tempfile.TemporaryDirectory(prefix="afterword-postgres-") as name:
        folder = Path(name)
        data, port = folder / "data", _free_port()
        server = _start([*_as_another_user(folder)], programs, data, port)
        try:
            _wait_until_it_answers(port)
            yield Cluster(f"postgresql://afterword@127.0.0.1:{port}/postgres", data)
        finally:
            os.kill(int((data / "postmaster.pid").read_text().splitlines()[0]), signal.SIGINT)
            server.wait(timeout=SECONDS_TO_START)


def _start(as_user: list[str], programs: Path, data: Path, port: int) -> "subprocess.Popen[bytes]":
    initdb = [
        *as_user,
        str(programs / "initdb"),
        "-D",
        str(data),
        "-U",
        "afterword",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-sync",
    ]
    subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL)
    settings = ["listen_addresses=127.0.0.1", "log_statement=all", "logging_collector=on"]
    # It need not outlive a power cut.
    settings += ["fsync=off", "full_page_writes=off", "synchronous_commit=off"]
    options = [part for setting in settings for part in ("-c", setting)]
    command = [*as_user, str(programs / "postgres"), "-D", str(data), "-k", str(data.parent), "-p", str(port), *options]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


def _as_another_user(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root, so root hands the folder to somebody else."""
    if os.geteuid() != 0:
        return []
    user = "postgres" if _exists("postgres") else "nobody"
    shutil.chown(folder, user)
    return ["runuser", "-u", user, "--"]


def _exists(user: str) -> bool:
    return subprocess.run(["id", user], capture_output=True, check=False).returncode == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_it_answers(port: int) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("PostgreSQL did not start")
