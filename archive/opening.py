"""An archive of ours opened in memory: its `journal.json`, and nothing else of it, with the password if it has one.

Zips of other journals are read by `archive.zip_reader`.
"""

import io
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from hashlib import sha256
from typing import Any

import pyzipper
from django.utils.translation import gettext as _

from archive.importers.decoding import values_in
from archive.importers.found import NotReadable
from archive.manifest import CHECKSUMS, JOURNAL

# Of a text that is all in memory while it is read, and takes several times its size there.
LARGEST_JOURNAL = 128 * 1024 * 1024
# Of values in the file, each of which takes far more memory than its bytes. Fifty years of a page, five versions of it
# and three answers a day have some 6,000,000, with the commas in what was written.
_MOST_VALUES = 8_000_000
_PIECE = 1024 * 1024
_MOST_MEMBERS = 200_000
_MEMBER_SIGNATURE = b"PK\x01\x02"
_ENCRYPTED = 1
# What begins each member: its signature, and how long the name and the extra field behind it are.
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_LOCAL_SIGNATURE = b"PK\x03\x04"
# Encrypted, a patch of another file, or encrypted in the strong way: APPNOTE 4.4.4.
_NOT_AS_IT_STANDS = 0x61
_BROKEN = (
    pyzipper.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    struct.error,
)


class NotAnArchive(ValueError):
    """A file is no zip of ours, going by the names in it."""


class NeedsPassword(NotReadable):
    """The archive is locked, and what was given does not open it."""


def journal_of(upload: bytes, *, password: str = "") -> tuple[bytes, bytes]:
    """Return the bytes of `journal.json`, seen to be those the archive was made with, and as the zip holds them.

    `upload` is a whole file, `password` what opens it; the second is empty where the zip does not merely deflate them.
    Raises `NotAnArchive` for any other file, `NeedsPassword`, or `NotReadable` when it is broken, too large, or
    changed since.
    """
    with _archive_in(upload) as archive, _said_in_one_sentence(password):
        archive.setpassword(password.encode() or None)
        member = _member(archive, JOURNAL)
        deflated = _as_it_stands(member, upload)
        journal = _inflated(deflated) if deflated else _content(archive, member)
        sums = _content(archive, _member(archive, CHECKSUMS))
    if f"{sha256(journal).hexdigest()}  {JOURNAL}".encode() not in sums.splitlines():
        raise NotReadable(
            _("This archive was changed since it was made, or did not arrive whole. Nothing was brought in.")
        )
    if values_in(journal) > _MOST_VALUES:
        raise _too_much()
    return journal, deflated


def _archive_in(upload: bytes) -> Any:
    if upload.startswith(b"PK") and upload.count(_MEMBER_SIGNATURE) <= _MOST_MEMBERS:
        with suppress(*_BROKEN):
            archive = pyzipper.AESZipFile(io.BytesIO(upload))
            if {JOURNAL, CHECKSUMS} <= set(archive.namelist()):
                return archive
    raise NotAnArchive


@contextmanager
def _said_in_one_sentence(password: str) -> Iterator[None]:
    try:
        yield
    except _BROKEN as reason:
        if isinstance(reason, NotReadable):
            raise
        raise _sentence(reason, password) from None


def _sentence(reason: Exception, password: str) -> NotReadable:
    # pyzipper tells of passwords in this one way.
    if isinstance(reason, RuntimeError) and "assword" in str(reason):
        wrong = _("That password does not open it. Choose it again, and check the capitals.")
        locked = _("This archive is locked. Choose it again, and enter the password it was made with.")
        return NeedsPassword(wrong if password else locked)
    return NotReadable(_("This archive is damaged, or did not arrive whole. Nothing was brought in."))


def _member(archive: Any, name: str) -> Any:
    members = [each for each in archive.infolist() if each.filename == name]
    if len(members) != 1 or members[0].compress_type not in {pyzipper.ZIP_STORED, pyzipper.ZIP_DEFLATED}:
        raise pyzipper.BadZipFile
    if members[0].flag_bits & _ENCRYPTED and not members[0].wz_aes_version:
        # ZipCrypto: weak, and so slow to open here that a file of it would keep everybody waiting.
        raise NotReadable(
            _(
                "This zip is locked in an old way that is not read here. Unpack it, zip it again without a password, "
                "and choose the new zip."
            )
        )
    return members[0]


def _content(archive: Any, member: Any) -> bytes:
    content = bytearray()
    with archive.open(member) as opened:
        # Counted while it is read, whatever the zip says of its size.
        for piece in iter(partial(opened.read, _PIECE), b""):
            content += piece
            _bound(content)
    return bytes(content)


def _as_it_stands(member: Any, upload: bytes) -> bytes:
    """Return the bytes of a member that is deflated and no more; of any other nothing.

    What the zip says of its size and its CRC is not looked at: the archive has a SHA-256 of its own.
    """
    if member.flag_bits & _NOT_AS_IT_STANDS or member.compress_type != pyzipper.ZIP_DEFLATED:
        return b""
    signature, *lengths = _LOCAL_HEADER.unpack_from(upload, member.header_offset)
    if signature != _LOCAL_SIGNATURE:
        raise pyzipper.BadZipFile
    begin = member.header_offset + _LOCAL_HEADER.size + sum(lengths)
    return upload[begin : begin + member.compress_size]


def _inflated(deflated: bytes) -> bytes:
    """Return what they hold, whatever the zip says of its size: its checksum is looked at afterwards."""
    inflating = zlib.decompressobj(-zlib.MAX_WBITS)
    content = inflating.decompress(deflated, LARGEST_JOURNAL + 1)
    _bound(content)
    if not inflating.eof or inflating.unused_data:
        raise pyzipper.BadZipFile
    return content


def _bound(content: bytes | bytearray) -> None:
    if len(content) > LARGEST_JOURNAL:
        raise _too_much()


def _too_much() -> NotReadable:
    return NotReadable(_("There is more in this archive than can be read at once. Nothing was brought in."))
