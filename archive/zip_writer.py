"""A zip made on the way out: in pieces, out of memory alone, with a password if one is wanted.

With a password it is AES-256 as WinZip wrote it down (AE-2), which 7-Zip, WinZip, Keka and most file managers open.
pyzipper is the standard library's zipfile with that added, and both writes and reads it.
"""

import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import pyzipper
from django.utils import timezone
from pyzipper.zipfile_aes import AESZipInfo

from archive.manifest import File

# Handed on at once: smaller pieces would each cost a look at whether they may still go out.
PIECE = 256 * 1024
# Of zlib. A journal comes out one part in a hundred larger than at its usual 6, in two thirds of the time.
_LEVEL = 5


def zipped(files: Iterable[File], *, password: str = "") -> Iterator[bytes]:
    """Yield a zip of these files, piece by piece.

    `password` locks what is in the files, and not their names; empty for a zip that anybody opens.
    """
    way_out, made_at = _WayOut(), timezone.now()
    lock: dict[str, Any] = {"encryption": pyzipper.WZ_AES} if password else {}
    with pyzipper.AESZipFile(way_out, "w", compression=pyzipper.ZIP_DEFLATED, **lock) as archive:
        archive.setpassword(password.encode() or None)
        for file in files:
            with archive.open(_member(file.name, made_at), "w") as member:
                for part in file.parts:
                    member.write(part)
                    yield from way_out.pieces(PIECE)
            yield from way_out.pieces(PIECE)
    yield from way_out.pieces(1)


def _member(name: str, made_at: datetime) -> Any:
    member = AESZipInfo(name, made_at.timetuple()[:6])
    # What is given as a member takes nothing over from the archive.
    member.compress_type, member._compresslevel = pyzipper.ZIP_DEFLATED, _LEVEL
    return member


class _WayOut(io.RawIOBase):
    """Where the zip is written to: a few bytes that wait to be handed on."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, part: Any) -> int:
        self._waiting += part
        return len(part)

    def pieces(self, least: int) -> Iterator[bytes]:
        """Hand on what waits, if it is at least so many bytes."""
        if len(self._waiting) >= least:
            yield bytes(self._waiting)
            self._waiting.clear()
