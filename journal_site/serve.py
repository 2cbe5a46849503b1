"""`make run`: what a fresh machine needs, then a production server. Wrong settings get a sentence and exit code 1.

Run as `python -m journal_site.serve`. What is served is `journal_site.wsgi`.
"""

import os
import secrets
import socket
import struct
import sys
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from journal_site import env
from journal_site.env import Environment, WrongSetting

SECRET_BYTES = 50
# Whoever sends nothing for so long, or takes nothing of an answer, has gone away: a phone that loses its network says
# no goodbye.
PATIENCE_SECONDS = 30
# Neither query nor Referer: words never belong in a log, and addresses in those may carry some.
ACCESS_LOG = '%(t)s "%(m)s %(U)s" %(s)s %(b)s'


class WordlessLog(Logger):  # type: ignore[misc]  # gunicorn ships no types
    """Gunicorn's log without what was sent: it quotes what it cannot read."""

    def warning(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """Say who sent something and of which kind the mistake was; behind the second colon comes what it said."""
        super().warning(": ".join(msg.split(": ")[:2]), *args, **kwargs)

    def exception(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """Say which kind of error ended a request below Django; its text and the address may hold words."""
        super().error("a request ended with %s", type(sys.exception()).__name__)


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """Gunicorn with threads: no request body on disk, no words in its log."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        super().__init__()

    def load_config(self) -> None:
        """Configure gunicorn from the environment, and not from files that happen to lie around."""
        options: dict[str, Any] = {
            "bind": f"{self.environment.bind}:{self.environment.port}",
            "worker_class": "gthread",
            "workers": self.environment.workers,
            "threads": self.environment.threads,
            "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else None,  # noqa: S108  memory, not a disk
            "control_socket_disable": True,
            # With it Python waits for whoever takes nothing without an end, whatever the socket is told.
            "sendfile": False,
            # Not even a proxy says under which address the site stands: it would say so for everybody.
            "forwarder_headers": "",
            # Whether it came by https, Django reads from the one header that operations.md names.
            "secure_scheme_headers": {},
            "logger_class": WordlessLog,
            "access_log_format": ACCESS_LOG,
            "loglevel": "warning",
            "graceful_timeout": 10,
            "when_ready": self.open,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Return the application."""
        from journal_site.wsgi import application  # noqa: PLC0415  it hardens the process that imports it

        return application

    def open(self, server: Any) -> None:
        """Print the address once it answers, and where mails go when they are not sent."""
        self._give_up_on_the_absent(server.LISTENERS)
        if self.environment.mail is None:
            print(f"No MAIL_URL is set, so mails are written to {self.environment.var / 'mail'}", flush=True)  # noqa: T201  for people
        print(f"Afterword is open at {self.environment.origin} (Ctrl-C closes it)", flush=True)  # noqa: T201  for people

    def _give_up_on_the_absent(self, listeners: Iterable[Any]) -> None:
        """Let no connection hold a thread for ever: what is accepted takes these options from what listens."""
        patience = struct.pack("ll", PATIENCE_SECONDS, 0)
        for listener in listeners:
            listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, patience)
            listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, patience)


def prepare_var(var: Path) -> None:
    """Make the folder of everything that is kept, and the secret in it, readable by nobody else."""
    secret = var / "secret"
    try:
        var.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not secret.exists():
            descriptor = os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(SECRET_BYTES))
        (var / "mail").mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise WrongSetting(f"{var} cannot be written to: {error.strerror}. Set VAR_DIR to a folder that can.") from None


def require_free_port(bind: str, port: int) -> None:
    """Refuse a port that another program listens on."""
    with socket.socket(socket.AF_INET6 if ":" in bind else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((bind, port))
        except OSError as error:
            sentence = f"Port {port} on {bind} cannot be used: {error.strerror}. Set PORT to a free one."
            raise WrongSetting(sentence) from None


def prepare_database() -> None:
    """Bring the tables up to date, saying so only when there is something to do."""
    django.setup()
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if waiting:
            print(f"Preparing the database: {len(waiting)} steps", flush=True)  # noqa: T201  for people
            call_command("migrate", verbosity=0)
    except DatabaseError as error:
        reason = str(error).strip().splitlines()[0]
        raise WrongSetting(f"The database of DATABASE_URL does not answer: {reason}") from None


def prepare_static(var: Path) -> None:
    """Collect style sheets and scripts where one of them is newer than the last collection."""
    stamp = var / "static" / ".collected"
    newest = max(file.stat().st_mtime for file in (env.ROOT / "static").rglob("*"))
    if not stamp.exists() or stamp.stat().st_mtime < newest:
        print("Preparing style sheets and scripts", flush=True)  # noqa: T201  for people
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.touch()


def main(arguments: list[str]) -> int:
    """Prepare and serve, or with `--prepare` only prepare the folder and the database; return the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "journal_site.settings")
    try:
        environment = env.read(os.environ)
        prepare_var(environment.var)
        if arguments == ["--prepare"]:
            prepare_database()
            return 0
        require_free_port(environment.bind, environment.port)
        prepare_database()
        call_command("sweep", stdout=StringIO())
        prepare_static(environment.var)
    except WrongSetting as sentence:
        print(sentence, file=sys.stderr)  # noqa: T201  for people
        return 1
    Server(env.read(os.environ)).run()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
