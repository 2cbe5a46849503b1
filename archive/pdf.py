"""The typesetter: a book as JSON in, a PDF out, in a child process that ends with it.

Typst keeps about a megabyte a page until its process ends, so it never runs in the server itself. JSON goes in by stdin
and the PDF comes out by stdout: nothing of a book is ever in a file, an argument, the environment or a log.
"""

import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

from archive.typesetting import Typeset, typeset

HERE = Path(__file__).parent
LONGEST_SECONDS = 300
LARGEST_MEMORY = 6 * 1024**3


class BookNotSet(Exception):
    """The book could not be set; the message is a sentence for the person who asked for it."""


def set_in_type(data: dict[str, Any], *, seconds: float = LONGEST_SECONDS) -> Typeset:
    """Return the PDF of a book, and which scripts had no typeface.

    `data` is what `archive.book.as_data` returns; `seconds` is how long it may take. Raises `BookNotSet` when it takes
    longer, or more memory than there is for one book.
    """
    command = [sys.executable, "-m", "archive.pdf"]
    try:
        child = subprocess.run(  # noqa: S603  our own module, and no argument of anybody's
            command,
            input=json.dumps(data).encode(),
            capture_output=True,
            timeout=seconds,
            check=True,
            cwd=HERE.parent,
            env={"PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"},
        )
    except subprocess.TimeoutExpired:
        raise BookNotSet("This book took too long to set. Choose a shorter range of days.") from None
    except subprocess.CalledProcessError:
        raise BookNotSet("This book could not be set. Choose a shorter range of days, then try again.") from None
    return Typeset.from_bytes(child.stdout)


def main() -> int:
    """Run as the child: bounded, and silent about what it sets."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (LARGEST_MEMORY, LARGEST_MEMORY))
    sys.stdout.buffer.write(typeset(json.load(sys.stdin.buffer)).as_bytes())
    return 0


if __name__ == "__main__":
    sys.exit(main())
