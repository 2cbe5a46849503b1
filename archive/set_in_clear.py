"""What a file may change of what is known from outside: tab, light, time zone, language, and where leaving leads.

Whoever made the file may not be its reader, and where “Leave quickly” goes is a matter of safety. So what she has set
herself stays, and of the rest it is said beforehand what would change.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.flows import preferences_of
from accounts.models import Preferences, User

_SENTENCES: Mapping[str, str | Promise] = {
    "tab_name": _("The browser tab would say: %(value)s"),
    "scheme": _("The light would be: %(value)s"),
    "time_zone": _("The time zone would be: %(value)s"),
    "language": _("The language would be: %(value)s"),
    "leave_url": _("“Leave quickly” would go to: %(value)s"),
}


def as_set_here(clear: Mapping[str, Any], owner: User) -> dict[str, Any]:
    """Return the columns of the preferences in a file, with what the owner has set here in their place."""
    present, blank = preferences_of(owner), Preferences()
    kept = {name: getattr(present, name) for name in Preferences.IN_CLEAR}
    return {**clear, **{name: value for name, value in kept.items() if value != getattr(blank, name)}}


def changes(clear: Mapping[str, Any], owner: User) -> Iterator[str]:
    """Yield a sentence for each of these columns by which the owner's preferences become others."""
    present, coming = preferences_of(owner), Preferences(**{name: clear[name] for name in Preferences.IN_CLEAR})
    for name, sentence in _SENTENCES.items():
        value = getattr(coming, name)
        if value != getattr(present, name):
            yield str(sentence) % {"value": _names_of(name).get(value, value)}


def _names_of(name: str) -> dict[Any, Any]:
    """Return what the values of a column are called, where they have names."""
    if name == "language":
        return dict(settings.LANGUAGES)
    return dict(Preferences._meta.get_field(name).choices or ())  # type: ignore[union-attr]  # a column, and no relation
