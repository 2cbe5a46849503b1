"""Who may come in: `@unlocked` for every page with somebody's words on it, and what it answers while locked.

A POST that meets a locked journal is never dropped and never written down: the words go back into the page, beside a
password field, and the next submit opens the journal and saves them.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar
from uuid import uuid4

from allauth.core import ratelimit
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from vault import record
from vault.core.errors import Corrupt, StaleKeys, VaultError, WrongSecret
from vault.devices import device_of
from vault.flows import open_with_password
from vault.keyslots import OpenVault
from vault.models import SecurityEvent
from vault.session import Door, Locked

if TYPE_CHECKING:
    # The name under which the type checker knows the project's user model, which lives in an app above this one.
    from django.contrib.auth.models import _User

log = logging.getLogger("vault")
Arguments = ParamSpec("Arguments")
PASSWORD_FIELD = "vault_password"  # noqa: S105  the name of a field
EMAIL_FIELD = "vault_email"
_NEVER_GIVEN_BACK = frozenset(
    {"csrfmiddlewaretoken", PASSWORD_FIELD, EMAIL_FIELD, "recovery_key", "last_group", "code", "credential"}
)
# Fields that a person writes: of pages, of answers, of goals.
_WRITTEN = frozenset({"title", "body", "tags", "answer"})
_WRITTEN |= {"value", "reason", "behaviour", "obstacle", "moment", "act", "support", "line"}


class DoorRequest(HttpRequest):
    """A request of somebody who is signed in; the journal may be locked."""

    user: "_User"
    door: Door
    # Why the password that came along with a form did not open the journal.
    why_not: str = ""


class UnlockedRequest(DoorRequest):
    """A request with an open vault in hand."""

    vault: OpenVault


class TooManyTries(VaultError):
    """Somebody tried to open this journal too often in the last minutes."""


# What keeps a door shut, and is to be said beside the field it was about.
DoorStaysShut = (TooManyTries, WrongSecret, Corrupt)

Request = TypeVar("Request", bound=UnlockedRequest)
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class GivenBack:
    """One field of a form that could not be saved yet."""

    name: str
    value: str

    @property
    def is_words(self) -> bool:
        """Whether a person wrote this, rather than the form."""
        return bool(self.value) and self.name.partition("_")[0] in _WRITTEN


def unlocked(
    view: Callable[Concatenate[Request, Arguments], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Arguments], HttpResponse]:
    """Run the view only while the journal is open, with `request.vault` in hand."""

    @sensitive_post_parameters()
    @sensitive_variables()
    @wraps(view)
    def guarded(request: Request, *args: Arguments.args, **kwargs: Arguments.kwargs) -> HttpResponse:
        _open_on_the_way(request)
        if not request.door.is_open:
            return _locked(request, request.door.reason)
        request.vault = request.door.vault
        try:
            return view(request, *args, **kwargs)
        except Locked as shut:
            return _locked(request, shut.reason)
        except StaleKeys:
            # Somebody gave the journal a new key while this was under way: the words go back, and are saved with it.
            request.door.lock()
            return _locked(request, "locked")
        except Corrupt:
            return _damaged(request)

    guarded.needs_open_vault = True  # type: ignore[attr-defined]  # read by the walk over all doors
    return guarded  # type: ignore[return-value]  # URL patterns take a plain request


def given_back(request: HttpRequest) -> list[GivenBack]:
    """Return the fields of a POST that may be shown to its sender again: never a password, never a token."""
    if not _is_readable(request):
        return []
    sent = request.POST
    kept = [name for name in sent if name not in _NEVER_GIVEN_BACK and "password" not in name]
    return [GivenBack(name, value) for name in kept for value in sent.getlist(name)]


def _is_readable(request: HttpRequest) -> bool:
    """Tell whether what was sent arrived whole, and in an encoding that a browser sends."""
    try:
        request.POST  # noqa: B018  it is read here
    except (BadRequest, UnreadablePostError):
        return False
    return True


def resend_page(request: HttpRequest) -> dict[str, object]:
    """Return what a page shows that gives words back: the fields, where they go, and whether files were among them."""
    return {
        "fields": given_back(request),
        "action": request.get_full_path(),
        "had_files": _is_readable(request) and bool(request.FILES),
    }


def brings_words(request: HttpRequest) -> bool:
    """Tell whether a person's words came with this request, which must not be lost."""
    return any(field.is_words for field in given_back(request))


def is_from_here(request: HttpRequest) -> bool:
    """Ask the browser who sent this; those that do not say at least name the origin of a form."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def next_page(request: HttpRequest) -> str:
    """Return the page of ours a form was asked to lead to afterwards; Today where it was asked for none, or another."""
    url = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    # A bare word would be taken for the name of a view.
    return url if is_ours and "/" in url else reverse("today")


def wants_json(request: HttpRequest) -> bool:
    """Tell whether a script asks, rather than a person."""
    return request.headers.get("Accept", "").startswith("application/json")


def count_try(request: DoorRequest) -> None:
    """Count one try at opening a journal; raise `TooManyTries` when there were too many in the last minutes."""
    if not ratelimit.consume(request, action="vault_unlock", user=request.user):
        raise TooManyTries("too many tries")


def note(request: DoorRequest, kind: SecurityEvent.Kind, *, owner: "_User | None" = None) -> None:
    """Write a line into the record of whoever is signed in, or of the account that somebody wants to get into."""
    record.note(owner or request.user, kind, device=device_of(request.headers.get("User-Agent", "")))


def open_door(request: DoorRequest, *, password: str) -> None:
    """Open the journal with a password from a form.

    Raises `TooManyTries`, or whatever `vault.flows.open_with_password` raises.
    """
    opens(request, lambda: open_with_password(request.user, password=password), noted=SecurityEvent.Kind.UNLOCKED)


def sentence(reason: VaultError, wrong: str) -> str:
    """Return what to say about a door that stayed shut; `wrong` for a secret that does not fit."""
    if isinstance(reason, TooManyTries):
        return _("That was tried too often. Wait a few minutes, then try again.")
    if isinstance(reason, Corrupt):
        return _("The key of this journal is damaged. Nothing has been deleted; please restore it from a backup.")
    return wrong


def tries(request: DoorRequest, act: Callable[[], Result]) -> Result:
    """Count one try at a secret, make it, and write a wrong one into the record.

    Raises `TooManyTries`, or whatever `act` raises.
    """
    count_try(request)
    try:
        return act()
    except WrongSecret:
        note(request, SecurityEvent.Kind.WRONG_UNLOCK)
        raise


def opens(request: DoorRequest, key: Callable[[], OpenVault], *, noted: SecurityEvent.Kind) -> None:
    """Open the door with what `key` returns, and write into the record how it went; raises as `tries` does."""
    request.door.open(tries(request, key))
    note(request, noted)


def _open_on_the_way(request: UnlockedRequest) -> None:
    password = request.POST.get(PASSWORD_FIELD)
    if not password or not request.user.is_authenticated or request.door.is_open:
        return
    try:
        open_door(request, password=password)
    except DoorStaysShut as reason:
        # The door stays shut, and the answer to a shut door says why.
        request.why_not = sentence(reason, _("That didn’t open it. Check caps lock, then try again."))


def _locked(request: DoorRequest, reason: str) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"locked": reason}, status=423)
    if request.method == "POST":
        page = resend_page(request) | {"is_sealed": reason == "sealed", "why_not": getattr(request, "why_not", "")}
        return render(request, "vault/unlock_and_resend.html", page, status=423)
    if request.door.came_without_cookie and request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}:
        # The browser withheld our SameSite=Strict cookie, because the click came from another site. One hop from a
        # page of ours makes it send it; that hop arrives as same-origin, so there is no loop.
        return render(request, "vault/bounce.html", {"here": request.get_full_path()})
    if reason == "sealed":
        return redirect("recover")
    return redirect(f"{reverse('unlock')}?{urlencode({'next': request.path, 'why': reason})}")


def _damaged(request: UnlockedRequest) -> HttpResponse:
    """Say that a row does not open. Nothing is deleted, nothing is written over it."""
    match = request.resolver_match
    ids = [str(value) for value in match.kwargs.values()] if match else []
    log.error("a sealed row does not open, user %s, row %s", request.user.pk, ", ".join(ids))
    if wants_json(request):
        # Trying again would not help: the form's own button leads to the page that does.
        return JsonResponse({"damaged": True}, status=400)
    if brings_words(request):
        page = resend_page(request) | {"fields": [_afresh(field) for field in given_back(request)]}
        return render(request, "vault/damaged_and_resend.html", page, status=500)
    return render(request, "vault/damaged.html", status=500)


def _afresh(field: GivenBack) -> GivenBack:
    """Let words that were meant for a damaged row become a row of their own."""
    if field.name.endswith("_id"):
        return replace(field, value=str(uuid4()))
    return replace(field, value="0") if field.name == "revision" else field
