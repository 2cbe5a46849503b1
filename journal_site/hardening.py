"""What a server process does first: no core dumps, not readable by other programs, and no words from its threads."""

import ctypes
import logging
import resource
import sys
import threading

log = logging.getLogger("journal_site")

PR_SET_DUMPABLE = 4


def harden_process() -> None:
    """Forbid core dumps, and on Linux ptrace and /proc/<pid>/mem by other processes of the same user."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    threading.excepthook = report_thread


def report_thread(ended: threading.ExceptHookArgs) -> None:
    """Say that a thread failed, in the log, whose lines have no message of an exception: Python would print it."""
    if ended.exc_value is not None:
        log.error("a thread failed", exc_info=ended.exc_value)
