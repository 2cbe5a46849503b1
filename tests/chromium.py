"""Which Chromium the browser tests are lived in."""

import shutil


def executable() -> str | None:
    """Return the path of Chromium: without a window's frame if there is one such, which takes half the time."""
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")
