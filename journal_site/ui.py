"""The frame around every page: the contents, the tabs, what the browser's tab says."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Count, Value
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.languages import languages
from accounts.models import Preferences, User
from vault.session import Closing

# A tab name of nothing still needs a title: HTML and screen readers ask for one that is not empty.
NOTHING = "\u200b"
# Stands for the id of whoever asks.
_ANYBODY = -1
_SECTIONS = {
    "revise": "write",
    "entry": "journal",
    "history": "journal",
    "version": "journal",
    "trash": "journal",
    "calendar": "journal",
    "calendar_year": "journal",
    "day": "journal",
    "tags": "journal",
    "tag": "journal",
    "rename_tag": "journal",
    "merge_tag": "journal",
    "delete_entry": "journal",
    "search": "journal",
    "found": "journal",
    "new_letter": "letters",
    "letter": "letters",
    "close_letter": "letters",
    "prompt": "reflections",
    "reflection": "reflections",
    "revise_reflection": "reflections",
    "delete_reflection": "reflections",
    "own_prompt": "reflections",
    "program": "reflections",
    "questions": "journal",
    "close_entry": "journal",
    "close_reflection": "reflections",
    "closed": "journal",
    "check_in": "today",
    "delete_check_in": "today",
    "older_pages": "then_and_now",
    "older_answers": "then_and_now",
    "beside_page": "then_and_now",
    "beside_answer": "then_and_now",
    "compare_pages": "then_and_now",
    "compare_answers": "then_and_now",
    "comparison": "then_and_now",
    "close_comparison": "then_and_now",
    "revise_comparison": "then_and_now",
    "delete_comparison": "then_and_now",
    "pairs_found": "then_and_now",
    "delete_mark": "over_time",
    "words_over_time": "over_time",
    "sentences_over_time": "over_time",
    "new_goal": "self_work",
    "make_goal": "self_work",
    "begin_goal": "self_work",
    "goal": "self_work",
    "check_in_on_goal": "self_work",
    "goal_check_in": "self_work",
    "change_plan": "self_work",
    "set_down_goal": "self_work",
    "delete_goal": "self_work",
    "book_progress": "book",
    "choose": "book",
    "archive": "settings",
    "import_pages": "settings",
    "dry_run": "settings",
    "privacy": "settings",
    "security": "settings",
    "record": "settings",
    "former_journals": "settings",
    "bring_back": "settings",
    "new_key": "settings",
    "new_key_progress": "settings",
    "check_recovery_key": "settings",
}


@dataclass(frozen=True, slots=True)
class Chapter:
    """One line of the contents."""

    key: str
    url: str
    name: Any
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab at the foot of a phone's screen."""

    key: str
    url: str
    name: Any
    icon: str


class Frame:
    """What the frame shows for one request; worked out only where a template asks."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._preferences: Preferences = getattr(request, "preferences", None) or Preferences()

    @property
    def tab_name(self) -> str:
        """Return what the browser's tab says."""
        named = bool(self._preferences.tab_name)
        return self._preferences.get_tab_name_display() if named else NOTHING

    @property
    def scheme(self) -> str:
        """Return the light that was chosen; empty for the device's."""
        return self._preferences.scheme

    @property
    def leave_url(self) -> str:
        """Return where "Leave quickly" goes."""
        return self._preferences.leave_url or str(settings.LEAVE_URL)

    @cached_property
    def languages(self) -> list[tuple[str, str]]:
        """Return the languages for whoever is not signed in to choose from.

        None on the answer to a form: what it gave back would be lost by going to the page anew.
        """
        # A request may be refused before it is known whose it is.
        user = getattr(self._request, "user", None)
        is_offered = self._request.method == "GET" and user is not None and not user.is_authenticated
        return languages() if is_offered else []

    @property
    def mails_stay_here(self) -> bool:
        """Whether mails are written to a folder of the server instead of being sent."""
        return bool(settings.MAILS_STAY_HERE)

    @property
    def closes_in(self) -> Closing:
        """Return after how many seconds the open journal shuts by itself."""
        closing: Closing = self._request.door.closes_in  # type: ignore[attr-defined]  # see vault.guards
        return closing

    @cached_property
    def is_open(self) -> bool:
        """Whether a person is signed in and the journal is open."""
        door = getattr(self._request, "door", None)
        return door is not None and door.is_open

    @property
    def section(self) -> str:
        """Return which chapter this page belongs to."""
        match = self._request.resolver_match
        name = match.url_name if match and match.url_name else ""
        return _SECTIONS.get(name, name)

    @cached_property
    def toc(self) -> list[Chapter]:
        """Return the contents, with the number of pages, answers and open goals; what kind a page is of is sealed."""
        pages, answers, goals = self._counted() if self.is_open else (None, None, None)
        return [
            Chapter("today", _address("today"), _("Today")),
            Chapter("journal", _address("journal"), _("Journal"), pages),
            Chapter("reflections", _address("reflections"), _("Reflections"), answers),
            Chapter("then_and_now", _address("then_and_now"), _("Then and now")),
            Chapter("self_work", _address("self_work"), _("Self-work"), goals or None),
            Chapter("wait", _address("wait"), _("Wait")),
            Chapter("letters", _address("letters"), _("Letters")),
            Chapter("over_time", _address("over_time"), _("Over time")),
            Chapter("book", _address("book"), _("Make a book")),
            Chapter("settings", _address("settings"), _("Settings")),
        ]

    @cached_property
    def tabs(self) -> list[Tab]:
        """Return the five tabs of a phone."""
        return [
            Tab("today", _address("today"), _("Today"), "today"),
            Tab("journal", _address("journal"), _("Journal"), "journal"),
            Tab("write", _address("write"), _("Write"), "pen"),
            Tab("reflections", _address("reflections"), _("Reflections"), "back"),
            Tab("contents", _address("contents"), _("Contents"), "contents"),
        ]

    @cached_property
    def tab(self) -> str:
        """Return which tab this page belongs to: what has none of its own is found under the contents."""
        return self.section if self.section in {tab.key for tab in self.tabs} else "contents"

    def _counted(self) -> tuple[int, int, int]:
        """Count pages, answers and open goals in one query: it is asked on every page."""
        owner, (sql, parameters) = self._request.user.pk, _counting()
        with connection.cursor() as cursor:
            cursor.execute(sql, [owner if each == _ANYBODY else each for each in parameters])
            numbers = dict(cursor.fetchall())
        return numbers[0], numbers[1], numbers[2]


@cache
def _counting() -> tuple[str, Sequence[Any]]:
    """Return the query and its parameters, for anybody: Django takes longer to put it together than to ask it."""
    person: Any = User(pk=_ANYBODY)
    rows = enumerate((person.entries.all(), person.reflections.all(), person.goals.open()))
    first, *others = (each.order_by().values_list(Value(place)).annotate(number=Count("*")) for place, each in rows)
    asked: tuple[str, Sequence[Any]] = first.union(*others, all=True).query.sql_with_params()
    return asked


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Give every template its frame."""
    return {"frame": Frame(request)}


@cache
def _address(name: str) -> str:
    """Return the address of a page that has only one; these are the same for as long as the program runs."""
    return reverse(name)
