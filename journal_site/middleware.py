"""What a request must be before anything reads it: with cookies of our own names, each once, and of a fit size.

And the page for whoever comes to an address that shows none.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from vault.middleware import cookie_name


class WireMiddleware:
    """Stands before all others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the language of nobody until it is known whose: a thread remembers the one before."""
        if "HTTP_COOKIE" in request.META:
            request.META["HTTP_COOKIE"] = "; ".join(_ours(request.META["HTTP_COOKIE"]))
        if request.content_type == "multipart/form-data":
            # As every browser sends it; Python knows encodings in which nothing can be read.
            request.encoding = "utf-8"
        with translation.override(settings.LANGUAGE_CODE):
            response = self.get_response(request)
        # A redirect may come from above the vault's middleware, with a query that holds words.
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """Take large files only where files are taken, and from whoever is signed in: they are held in memory."""
        if int(request.META.get("CONTENT_LENGTH") or 0) <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return None
        if not getattr(view, "takes_files", False):
            raise RequestDataTooBig("this is larger than any form")
        return None if request.user.is_authenticated else redirect_to_login(request.path)


class FormAddressMiddleware:
    """Stands behind all others: a reload, or unlocking, leads to the address of a form, which Django answers empty."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with a page where there is nothing to see."""
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or request.method != "GET":
            return response
        response.content = render_to_string("405.html", request=request)
        return response


def _ours(header: str) -> list[str]:
    """Return the cookies of our own names, each of which has to come once.

    Django strips every white space of Unicode from a name, so a sub-domain could set what then reads as `__Host-…`. A
    proxy may send two headers, which gunicorn joins by a comma; none of our values has one.
    """
    names = {
        settings.SESSION_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
        settings.LANGUAGE_COOKIE_NAME,
        cookie_name(),
    }
    pairs = [pair.strip(" \t") for pair in header.split(";")]
    named = [pair.partition("=")[0] for pair in pairs]
    return [
        pair
        for pair, name in zip(pairs, named, strict=True)
        if name in names and named.count(name) == 1 and "," not in pair
    ]
