"""Mails through a real server: what goes over the wire, how it is refused, and that nothing is lost on the way."""

import smtplib
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from journal_site import env
from tests.people import PASSWORD
from tests.servers import free_port

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("with_mail")]


class Mailbox:
    """An SMTP server in a thread, with everything it was given."""

    def __init__(self) -> None:
        self.received: list[Message] = []
        self.refuses = False

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  the name is aiosmtpd's
        if self.refuses:
            return "451 come back later"
        self.received.append(message_from_bytes(envelope.content))
        return "250 taken"


@pytest.fixture
def mailbox(settings: Settings) -> Iterator[Mailbox]:
    box = Mailbox()
    port = free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield box
    controller.stop()


def signs_up(client: Client) -> Any:
    form = {"email": "ana@example.org", "password1": PASSWORD, "tab_name": "Notes", "time_zone": ""}
    return client.post("/accounts/signup/", form, follow=True)


def test_a_mail_says_nothing_to_whoever_glances_at_it(client: Client, mailbox: Mailbox) -> None:
    signs_up(client)
    (mail,) = mailbox.received
    assert (mail["Subject"], mail["To"], mail["From"]) == (
        "A note for you",
        "ana@example.org",
        "Notes <notes@127.0.0.1>",
    )
    said = mail.as_string().lower()
    assert not [word for word in ("afterword", "journal", "breakup", "http", "diary", "password") if word in said]
    assert not mail.is_multipart()


def test_the_code_that_arrives_confirms_the_address(client: Client, mailbox: Mailbox) -> None:
    signs_up(client)
    body = str(mailbox.received[0].get_payload())
    code = next(line for line in body.splitlines() if line.isupper())
    client.post("/accounts/confirm-email/", {"code": code})
    assert client.get("/journal/").status_code == 200


def test_a_mail_that_is_not_taken_is_said_and_the_account_is_not_lost(client: Client, mailbox: Mailbox) -> None:
    mailbox.refuses = True
    page = signs_up(client)
    assert page.status_code == 200
    assert b"The mail could not be sent just now" in page.content
    mailbox.refuses = False
    assert User.objects.get().check_password(PASSWORD)


def test_a_mail_server_that_does_not_answer_is_said_as_well(client: Client, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(OSError, match="refused"):
        smtplib.SMTP("127.0.0.1", 1)
    assert b"The mail could not be sent just now" in signs_up(client).content


@pytest.mark.parametrize(
    ("url", "mail"),
    [
        ("", None),
        ("smtp://ana:p%40ss@mail.example", env.Mail("mail.example", 587, "ana", "p@ss", tls=False, starttls=True)),
        ("smtps://mail.example:4650", env.Mail("mail.example", 4650, "", "", tls=True, starttls=False)),
        ("smtp+plain://localhost", env.Mail("localhost", 25, "", "", tls=False, starttls=False)),
    ],
)
def test_the_mail_server_is_read_from_its_url(url: str, mail: env.Mail | None) -> None:
    assert env.read({"MAIL_URL": url, "SECRET_KEY": "x"}).mail == mail
