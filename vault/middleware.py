"""The vault's cookie on its way in and out, and the headers that keep private pages out of caches.

The cookie is taken out of the request before anything else runs: allauth's re-authentication stores `request.META`, and
error reports read `request.COOKIES`. Both halves of a key must never meet in one table or one log.
"""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from vault.session import UNCHANGED, Door, VaultCookie


def cookie_name() -> str:
    """Return the cookie's name; with `__Host-` no sub-domain can plant or overwrite it (`journal_site.middleware`)."""
    return "__Host-vault" if settings.SESSION_COOKIE_SECURE else "vault"


def take_cookie(request: HttpRequest) -> VaultCookie | None:
    """Read the vault's cookie and remove it from everything that may be copied elsewhere."""
    name = cookie_name()
    raw = request.COOKIES.pop(name, None)
    header = request.META.get("HTTP_COOKIE", "")
    kept = [pair for pair in re.split(r";\s*", header) if pair.split("=", 1)[0].strip() != name]
    if header:
        request.META["HTTP_COOKIE"] = "; ".join(kept)
    return VaultCookie.parse(raw) if raw else None


class VaultMiddleware:
    """Gives every request its `door`; stands after authentication and before messages and accounts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hang the door, let the request through, and answer with the cookie the browser is to keep."""
        background = request.headers.get("X-Background") == "1"
        door = Door(request.user, request.session, take_cookie(request), is_background=background)
        request.door = door  # type: ignore[attr-defined]  # guards give views a request type that has it
        try:
            response = self.get_response(request)
            _answer(door, response)
        finally:
            door.forget()
        response.headers["Cache-Control"] = "no-store"
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        patch_vary_headers(response, ["Cookie"])
        return response


def _answer(door: Door, response: HttpResponse) -> None:
    if door.answer is UNCHANGED:
        return
    keeps_key = isinstance(door.answer, VaultCookie)
    response.set_cookie(
        cookie_name(),
        str(door.answer) if keeps_key else "",
        max_age=None if keeps_key else 0,
        path="/",
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Strict",
    )
    if not keeps_key:
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
