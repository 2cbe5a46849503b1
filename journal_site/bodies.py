"""Bodies of requests that arrive whole, or not at all: below Django, which does not notice where one ends too soon."""

from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def only_whole_bodies(application: Application) -> Application:
    """Let no form through of which only the beginning arrived: a page would be kept as if it ended there."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length):
            environ["wsgi.input"] = _Whole(environ["wsgi.input"], int(length))
        return application(environ, start_response)

    return answer


class _Whole:
    """A body of so many bytes; gunicorn's own ends without a word where the connection does."""

    def __init__(self, stream: Any, length: int) -> None:
        self._read, self._readline, self._left = stream.read, stream.readline, length

    def read(self, size: int | None = -1) -> bytes:
        """Return so many bytes, or all that is left; raise `OSError` if they do not come."""
        wanted = self._wanted(size)
        return self._counted(self._read(wanted), wanted)

    def readline(self, size: int | None = -1) -> bytes:
        """Return a line, of so many bytes at the most; raise `OSError` if it breaks off before."""
        wanted = self._wanted(size)
        line = self._readline(wanted)
        return self._counted(line, 0 if line.endswith(b"\n") else wanted)

    def _wanted(self, size: int | None) -> int:
        return self._left if size is None or size < 0 else min(size, self._left)

    def _counted(self, data: bytes, wanted: int) -> bytes:
        if len(data) < wanted:
            raise OSError("a request ended before its body did")
        self._left -= len(data)
        return data
