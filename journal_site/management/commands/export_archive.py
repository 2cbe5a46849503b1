"""`manage.py export_archive <address> <file or ->`: the archive of one journal, for whoever knows its password.

The password is asked for on the terminal, and never taken from an argument, the environment or a pipe's history.
"""

import getpass
import os
import signal
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from archive.archive_forms import SHORTEST_PASSWORD
from archive.lending import looked_at
from archive.manifest import Archive
from archive.zip_writer import zipped
from journal_site.hardening import harden_process
from vault.core.errors import Corrupt, StaleKeys, WrongSecret
from vault.flows import NoVault, open_with_password
from vault.keyslots import OpenVault

TO_STDOUT = "-"
_MEGABYTE = 1024**2


class Command(BaseCommand):
    """Writes an archive into a file that is not there yet, readable by its owner only, or to the standard output."""

    help = "Write the archive of a journal, as /archive/ does. Its password is asked on the terminal."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address, the file, and whether the archive is to be locked."""
        parser.add_argument("email", help="the address of the account")
        parser.add_argument("file", help="where to write the zip; - for the standard output")
        parser.add_argument("--lock", action="store_true", help="ask for a password that locks the zip (AES-256)")

    def handle(self, *_args: Any, email: str, file: str, lock: bool, **_options: Any) -> None:
        """Ask, open, write, and say how much there was."""
        harden_process()
        signal.signal(signal.SIGTERM, _end)
        vault, owner = _opened(email)
        archive = Archive(owner, vault)
        pieces = looked_at(zipped(archive.files(), password=_lock() if lock else ""), vault)
        if file == TO_STDOUT:
            self._write(pieces, sys.stdout.buffer)
        else:
            self._write_new(pieces, Path(file))
        self.stderr.write(f"\n{sum(archive.counts.values())} records, {archive.counts['entries']} of them pages.")
        if archive.damaged:
            self.stderr.write(f"{len(archive.damaged)} could not be opened; DAMAGED.txt in the zip names them.")

    def _write_new(self, pieces: Iterable[bytes], file: Path) -> None:
        """Write beside the file, under a name that says so: half an archive looks whole until somebody needs it.

        The name itself is taken first, by an empty file, so that nobody else's is ever replaced, on any file system.
        """
        part = file.with_name(f"{file.name}.part")
        with ExitStack() as unless_finished:
            for each in (file, part):
                _take(each)
                unless_finished.callback(each.unlink, missing_ok=True)
            with part.open("wb") as out:
                self._write(pieces, out)
            part.replace(file)
            unless_finished.pop_all()

    def _write(self, pieces: Iterable[bytes], out: BinaryIO) -> None:
        written = 0
        try:
            for piece in pieces:
                out.write(piece)
                written += len(piece)
                self.stderr.write(f"\r{written / _MEGABYTE:.1f} MB", ending="")
            out.flush()
        except OSError as reason:
            raise CommandError(f"The archive could not be written: {reason.strerror}.") from None
        except StaleKeys:
            raise CommandError("The journal got a new key meanwhile, so the archive is not whole. Try again.") from None


def _end(*_signal: object) -> NoReturn:
    """End as an error does, so that what was begun is removed."""
    sys.exit(128 + signal.SIGTERM)


def _take(file: Path) -> None:
    try:
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as reason:
        raise CommandError(f"{file} cannot be written: {reason.strerror}. Name a file that is not there yet.") from None


def _opened(email: str) -> tuple[OpenVault, User]:
    owner = User.objects.filter(email=email.lower()).first()
    if owner is None:
        raise CommandError("There is no account with this address.")
    try:
        return open_with_password(owner, password=getpass.getpass("Password of the journal: ")), owner
    except WrongSecret:
        raise CommandError("This password does not open the journal. Nothing was written.") from None
    except NoVault:
        raise CommandError("This account has no journal yet.") from None
    except Corrupt:
        raise CommandError(
            "The key of this journal is damaged; restore it from a backup. Nothing was written."
        ) from None


def _lock() -> str:
    password = getpass.getpass("A password for the zip: ")
    if len(password) < SHORTEST_PASSWORD:
        raise CommandError(f"A password for the zip has at least {SHORTEST_PASSWORD} characters. Nothing was written.")
    if getpass.getpass("The same once more: ") != password:
        raise CommandError("These two are not the same. Nothing was written.")
    return password
