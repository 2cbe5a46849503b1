"""What comes in from the network before any page sees it: bodies, cookies, sizes, and whose address it is."""

import io
import re
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from allauth.account.adapter import get_adapter
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.client import ClientHandler
from django.utils import translation
from pytest_django import Settings

from journal_site.bodies import only_whole_bodies
from journal_site.middleware import WireMiddleware
from tests.people import PASSWORD, Person

FORM = "application/x-www-form-urlencoded"
MUCH = str(20 * 1024 * 1024)


def status_of(client: Client, path: str, body: Any, length: str, kind: str = FORM) -> int:
    """Send what a proxy would pass on, and return the status."""
    sent = {"PATH_INFO": path, "REQUEST_METHOD": "POST", "CONTENT_TYPE": kind, "CONTENT_LENGTH": length}
    environ = client._base_environ(**sent, **{"wsgi.input": body})  # type: ignore[attr-defined]  # of Django's client
    answers: Any = ClientHandler(enforce_csrf_checks=True)
    (answer,) = only_whole_bodies(lambda environ, _start: [answers(environ)])(environ, None)
    return int(answer.status_code)  # type: ignore[attr-defined]  # not bytes yet


def test_a_save_that_broke_off_halfway_changes_nothing(alice: Person) -> None:
    page = alice.client.get("/write/").content.decode()
    token = re.findall('csrfmiddlewaretoken" value="([^"]+)', page)[0]
    fields = {"csrfmiddlewaretoken": token, "entry_id": uuid4(), "revision": "0", "written_on": "2025-06-14"}
    whole = urlencode(fields | {"title": "", "body": "all of it, to the last word"}).encode()
    assert status_of(alice.client, "/write/", io.BytesIO(whole[:-9]), str(len(whole))) == 403
    assert not alice.user.entries.exists()
    assert status_of(alice.client, "/write/", io.BytesIO(whole), str(len(whole))) == 302
    assert alice.user.entries.get().read(alice.vault).body == "all of it, to the last word"


@pytest.mark.parametrize(
    ("header", "read"),
    [
        ("session=hers; vault=key; csrf=token; language=de", {"session", "vault", "csrf", "language"}),
        # U+2000 and U+00A0, as they are on the wire: Django takes them for nothing.
        ("vault=key; \xe2\x80\x80session=eves", {"vault"}),
        ("vault=key; \xc2\xa0session=eves", {"vault"}),
        ("session=hers; vault=key; session=eves", {"vault"}),
        ("session=hers; a=1,vault=key", {"session"}),
        ("session=hers,vault=key; csrf=token", {"csrf"}),
        ("tracking=1; session=hers", {"session"}),
    ],
)
def test_no_other_site_and_no_proxy_slips_a_cookie_in(rf: RequestFactory, header: str, read: set[str]) -> None:
    request: Any = rf.get("/", headers={"Cookie": header})
    WireMiddleware(lambda _request: HttpResponse())(request)
    assert set(request.COOKIES) == read
    assert ("key" in request.META["HTTP_COOKIE"]) == ("vault" in read)


@pytest.mark.parametrize("charset", ["idna", "rot13", "undefined", "utf-16"])
def test_a_form_in_an_encoding_of_no_browser_is_no_fault_of_the_server(alice: Person, charset: str) -> None:
    assert b"csrf" in alice.client.get("/write/").content
    kind = f"multipart/form-data; boundary=x; charset={charset}"
    body = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\xf6\r\n--x--\r\n'
    assert status_of(alice.client, "/write/", io.BytesIO(body), str(len(body)), kind) == 403


@pytest.mark.parametrize("address", ["/search?q=words", "/nowhere/"])
@pytest.mark.django_db
def test_no_answer_is_kept_on_the_way(client: Client, address: str) -> None:
    assert client.get(address).headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_what_is_refused_early_is_said_in_the_language_of_nobody(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    with translation.override("ar"):
        refused = Client().get("/", headers={"Host": "elsewhere.example"})
    assert refused.status_code == 400
    assert '<html lang="en"' in refused.content.decode()


class Unread:
    """A body of which not one byte may be taken into memory."""

    def read(self, *_size: int) -> bytes:
        raise AssertionError("it was read")

    readline = read


@pytest.mark.parametrize(("path", "status"), [("/accounts/login/", 400), ("/archive/import/", 302)])
@pytest.mark.django_db
def test_nobody_who_is_not_signed_in_fills_the_memory(client: Client, path: str, status: int) -> None:
    assert status_of(client, path, Unread(), MUCH, "multipart/form-data; boundary=x") == status


def test_where_no_file_is_taken_none_is_read(alice: Person) -> None:
    assert status_of(alice.client, "/write/", Unread(), MUCH, "multipart/form-data; boundary=x") == 400


def test_wrong_passwords_are_counted_however_the_host_is_spelled(alice: Person, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    browser = Client()
    for port in range(5):
        tried = {"login": alice.user.email, "password": f"wrong {port}"}
        browser.post("/accounts/login/", tried, headers={"Host": f"testserver:{1000 + port}"})
    right = {"login": alice.user.email, "password": PASSWORD}
    answer = browser.post("/accounts/login/", right, headers={"Host": "TestServer:2000"})
    assert "tried too often" in answer.content.decode()


@pytest.mark.parametrize(
    ("said", "counted"), [("::ffff:203.0.113.7", "203.0.113.7"), ("203.0.113.7", "203.0.113.7"), ("2001:db8::7",) * 2]
)
def test_visitors_behind_a_proxy_of_both_protocols_are_told_apart(rf: RequestFactory, said: str, counted: str) -> None:
    assert get_adapter().get_client_ip(rf.get("/", REMOTE_ADDR=said)) == counted


def test_a_monitor_may_ask_for_no_more_than_the_head_of_the_first_page(client: Client) -> None:
    answer = client.head("/")
    assert (answer.status_code, answer.content) == (200, b"")
