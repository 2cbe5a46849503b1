"""A zip held in memory, read one member at a time and never unpacked: for files that somebody else has made.

Sizes are held to their bounds while reading, whatever the zip says of itself. What a computer adds of its own accord
(`__MACOSX/`, `.DS_Store`, hidden files) is passed over.
"""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import cast

from django.utils.translation import gettext as _

from archive.importers.found import NotReadable

MOST_MEMBERS = 20_000
# Of members that are read, in bytes; photos and films are never opened. The longest journals have some ten megabytes
# of text, and a text takes many times its size while it is read.
LARGEST_MEMBER = 32 * 1024 * 1024
LARGEST_TOGETHER = 64 * 1024 * 1024

_PIECE = 1024 * 1024
_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
_MEMBER_SIGNATURE = b"PK\x01\x02"
_LOCAL_HEADER = 30
# Bits 0, 6 and 13 of the general purpose flag: APPNOTE.TXT, section 4.4.4.
_ENCRYPTED = 1 << 0 | 1 << 6 | 1 << 13
_UTF_8 = 1 << 11
# Others (bzip2, lzma) may ask for gigabytes of memory before they give the first byte.
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_PATH_TRICK = re.compile(r"^/|^[A-Za-z]:|\\|(?:^|/)\.\.(?:/|$)")
_ADDED_BY_COMPUTERS = re.compile(r"^__MACOSX/|(?:^|/)\.|(?:^|/)(?:Thumbs\.db|desktop\.ini)$", re.IGNORECASE)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    struct.error,
)


def is_zip(upload: bytes) -> bool:
    """Tell whether these bytes begin as a zip does."""
    return upload.startswith(_SIGNATURES)


class Zip:
    """The members of a zip, by their names. `names` are in the order of the zip, folders not among them."""

    def __init__(self, upload: bytes) -> None:
        """Look at what the zip says of itself.

        `upload` is the whole file. Raises `NotReadable` for a zip that is broken, locked, too large, or that tries a
        trick: a path that leads out of it, a link, one name twice, members that share their bytes.
        """
        # Counted before the list is read: each of its lines takes ten times its length in memory.
        if upload.count(_MEMBER_SIGNATURE) > MOST_MEMBERS:
            raise _too_large()
        self._zip = _opened(upload)
        _refuse_tricks(self._zip.infolist())
        self._members = {_name(member): member for member in _of_the_journal(self._zip.infolist())}
        self.names = tuple(self._members)
        self._left = LARGEST_TOGETHER

    def bytes_of(self, name: str) -> bytes:
        """Return the bytes of a member.

        `name` is one of `names`. Raises `NotReadable` if it is longer than `LARGEST_MEMBER`, if all that was read so
        far is longer than `LARGEST_TOGETHER`, or if it is broken.
        """
        member = self._members[name]
        bound = min(LARGEST_MEMBER, self._left)
        if member.file_size > bound:
            raise _too_large()
        content = self._content(member, bound)
        if len(content) > bound:
            raise _too_large()
        self._left -= len(content)
        return content

    def _content(self, member: zipfile.ZipInfo, bound: int) -> bytes:
        """Return the bytes of a member, to its end or to beyond the bound."""
        with suppress(*_BROKEN), cast(zipfile.ZipExtFile, self._zip.open(member)) as opened:
            pieces = io.BytesIO()
            while pieces.tell() <= bound and (piece := opened.read1(_PIECE)):
                pieces.write(piece)
            return pieces.getvalue()
        raise _broken()


def _opened(upload: bytes) -> zipfile.ZipFile:
    # What zipfile says names files, so it is not carried along.
    with suppress(*_BROKEN):
        return zipfile.ZipFile(io.BytesIO(upload))
    raise _broken()


def _refuse_tricks(members: Iterable[zipfile.ZipInfo]) -> None:
    names: set[str] = set()
    free_from = 0
    for member in sorted(members, key=lambda each: each.header_offset):
        _refuse_trick(member)
        if not member.filename or _name(member) in names or member.header_offset < free_from:
            raise _broken()
        names.add(_name(member))
        free_from = member.header_offset + _LOCAL_HEADER + member.compress_size


def _refuse_trick(member: zipfile.ZipInfo) -> None:
    if _PATH_TRICK.search(member.orig_filename) or _PATH_TRICK.search(member.filename):
        raise NotReadable(_("This zip points to places outside of itself, so it was not opened."))
    if stat.S_IFMT(member.external_attr >> 16) not in {0, stat.S_IFREG, stat.S_IFDIR}:
        raise NotReadable(_("This zip holds links to other files, so it was not opened. Zip the files themselves."))
    if member.flag_bits & _ENCRYPTED:
        raise NotReadable(
            _("This zip is locked with a password. Unpack it, zip it again without one, and choose the new zip.")
        )
    if member.compress_type not in _COMPRESSIONS:
        raise NotReadable(
            _("This zip is packed in a way that cannot be read here. Unpack it, zip it again, and choose the new zip.")
        )


def _of_the_journal(members: Iterable[zipfile.ZipInfo]) -> Iterator[zipfile.ZipInfo]:
    for member in members:
        if not member.is_dir() and not _ADDED_BY_COMPUTERS.search(member.filename):
            yield member


def _name(member: zipfile.ZipInfo) -> str:
    """Return the name; macOS writes UTF-8 without saying so."""
    if member.flag_bits & _UTF_8:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename


def _broken() -> NotReadable:
    return NotReadable(_("This zip is damaged, or did not arrive whole. Export it again, and choose the new file."))


def _too_large() -> NotReadable:
    return NotReadable(
        _("There is more in this zip than can be read at once. Export your journal in parts, a year in each, say.")
    )
