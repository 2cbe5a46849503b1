"""What a server process does first: no core dumps, and not readable by other programs of the same user."""

import ctypes
import resource
import sys

PR_SET_DUMPABLE = 4


def harden_process() -> None:
    """Forbid core dumps, and on Linux ptrace and /proc/<pid>/mem by other processes of the same user."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
