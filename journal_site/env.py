"""The environment, read and checked in one place. Every setting is listed in docs/operations.md."""

import ipaddress
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url

ROOT = Path(__file__).resolve().parent.parent
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # What is deleted is overwritten, and not only forgotten: see `entries.erasing`.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
}


class WrongSetting(Exception):
    """A setting cannot be used; the message is one sentence that names it, and never a secret in it."""


@dataclass(frozen=True, slots=True)
class Mail:
    """The server that takes mails, and how: with TLS from the start, with STARTTLS, or on this machine with neither."""

    host: str
    port: int
    user: str
    password: str
    tls: bool
    starttls: bool


@dataclass(frozen=True, slots=True)
class Environment:
    """What varies from one installation to the next."""

    origin: str
    bind: str
    port: int
    var: Path
    database_url: str
    secret_key: str
    time_zone: str
    leave_url: str
    log_level: str
    threads: int
    workers: int
    books_at_once: int
    mail: Mail | None
    mail_from: str

    @property
    def is_secure(self) -> bool:
        """Whether people reach the journal by https."""
        return self.origin.startswith("https://")

    @property
    def host(self) -> str:
        """Return the host name people use, without the port."""
        return urlsplit(self.origin).hostname or ""

    @property
    def allowed_hosts(self) -> list[str]:
        """Return the host names that are answered; on loopback all of its spellings."""
        return [self.host] if self.is_secure else ["127.0.0.1", "localhost", "[::1]", self.host]

    def database(self) -> dict[str, Any]:
        """Return what Django's DATABASES takes."""
        return _database(self.database_url)


def read(environ: Mapping[str, str]) -> Environment:
    """Read and check everything; raises `WrongSetting`."""
    port = _number(environ, "PORT", 8000, 1, 65535)
    origin = _origin(environ.get("ORIGIN") or f"http://127.0.0.1:{port}")
    var = Path(environ.get("VAR_DIR") or ROOT / "var").absolute()
    environment = Environment(
        origin=origin,
        bind=environ.get("BIND") or "127.0.0.1",
        port=port,
        var=var,
        database_url=environ.get("DATABASE_URL") or f"sqlite:///{var / 'journal.sqlite3'}",
        secret_key=environ.get("SECRET_KEY") or _kept_secret(var),
        time_zone=_one_of(environ, "TIME_ZONE", "UTC", zoneinfo.available_timezones()),
        leave_url=environ.get("LEAVE_URL") or "https://www.wikipedia.org/",
        log_level=_one_of(environ, "LOG_LEVEL", "INFO", LOG_LEVELS),
        threads=_number(environ, "THREADS", 64, 1, 256),
        workers=_number(environ, "WORKERS", 1, 1, 64),
        books_at_once=_number(environ, "BOOKS_AT_ONCE", 1, 1, 64),
        mail=_mail(environ.get("MAIL_URL") or ""),
        mail_from=environ.get("MAIL_FROM") or f"Notes <notes@{urlsplit(origin).hostname}>",
    )
    environment.database()
    return environment


def _kept_secret(var: Path) -> str:
    try:
        return (var / "secret").read_text().strip()
    except OSError:
        return ""


def _origin(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"}:
        raise WrongSetting("ORIGIN must be an address such as https://journal.example, without a path.")
    if parts.scheme == "http" and not _is_loopback(parts.hostname):
        raise WrongSetting("ORIGIN must begin with https, because plain http is safe only on this machine itself.")
    return value.rstrip("/")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _database(url: str) -> dict[str, Any]:
    try:
        database: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    except ValueError:
        example = "postgresql://user:password@host/name"
        raise WrongSetting(f"DATABASE_URL cannot be read; it must look like {example} or sqlite:////path.") from None
    if database["ENGINE"].endswith("sqlite3"):
        database["OPTIONS"] = SQLITE_OPTIONS
    return database


def _mail(url: str) -> Mail | None:
    if not url:
        return None
    parts = urlsplit(url)
    ports = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
    if parts.scheme not in ports or not parts.hostname:
        raise WrongSetting("MAIL_URL must look like smtp://user:password@host:587 or smtps://user:password@host:465.")
    if parts.scheme == "smtp+plain" and not _is_loopback(parts.hostname):
        raise WrongSetting("MAIL_URL may be smtp+plain only for a server on this machine itself.")
    return Mail(
        host=parts.hostname,
        port=parts.port or ports[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=parts.scheme == "smtps",
        starttls=parts.scheme == "smtp",
    )


def _number(environ: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    value = environ.get(name) or str(default)
    if not value.isdecimal() or not low <= int(value) <= high:
        raise WrongSetting(f"{name} must be a whole number from {low} to {high}.")
    return int(value)


def _one_of(environ: Mapping[str, str], name: str, default: str, known: Any) -> str:
    value = environ.get(name) or default
    if value not in known:
        raise WrongSetting(f"{name} is not one that is known here.")
    return value
