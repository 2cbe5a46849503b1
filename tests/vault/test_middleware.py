"""The vault's cookie is seen by the vault, and by nothing else in the request."""

import os
from uuid import uuid4

import pytest
from django.test import RequestFactory

from vault.middleware import take_cookie
from vault.session import VaultCookie


def test_the_cookie_is_taken_out_of_everything_that_may_be_copied(rf: RequestFactory) -> None:
    cookie = VaultCookie(uuid4(), os.urandom(32))
    request = rf.get("/", headers={"Cookie": f"session=abc; vault={cookie}; theme=dark"})
    taken = take_cookie(request)
    assert taken == cookie
    assert request.COOKIES == {"session": "abc", "theme": "dark"}
    assert request.META["HTTP_COOKIE"] == "session=abc; theme=dark"
    assert str(cookie) not in repr(request.META)


def test_a_cookie_with_a_similar_name_stays(rf: RequestFactory) -> None:
    request = rf.get("/", headers={"Cookie": "vault_other=1; my-vault=2"})
    assert take_cookie(request) is None
    assert request.META["HTTP_COOKIE"] == "vault_other=1; my-vault=2"


@pytest.mark.parametrize("value", ["", "x", "B" * 63, "B" * 65, "!" * 64, "%00"])
def test_something_else_is_not_taken_for_a_key(value: str) -> None:
    assert VaultCookie.parse(value) is None


def test_a_cookie_never_prints_its_key() -> None:
    cookie = VaultCookie(uuid4(), b"k" * 32)
    assert "kkkk" not in repr(cookie)
