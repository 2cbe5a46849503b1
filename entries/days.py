"""How a day is named on a page: in words, as a person would say it."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

EVENING_BEGINS, EVENING_ENDS = 18, 5
_IN_WORDS = (
    gettext_lazy("The first of %s"),
    gettext_lazy("The second of %s"),
    gettext_lazy("The third of %s"),
    gettext_lazy("The fourth of %s"),
    gettext_lazy("The fifth of %s"),
    gettext_lazy("The sixth of %s"),
    gettext_lazy("The seventh of %s"),
    gettext_lazy("The eighth of %s"),
    gettext_lazy("The ninth of %s"),
    gettext_lazy("The tenth of %s"),
    gettext_lazy("The eleventh of %s"),
    gettext_lazy("The twelfth of %s"),
    gettext_lazy("The thirteenth of %s"),
    gettext_lazy("The fourteenth of %s"),
    gettext_lazy("The fifteenth of %s"),
    gettext_lazy("The sixteenth of %s"),
    gettext_lazy("The seventeenth of %s"),
    gettext_lazy("The eighteenth of %s"),
    gettext_lazy("The nineteenth of %s"),
    gettext_lazy("The twentieth of %s"),
    gettext_lazy("The twenty-first of %s"),
    gettext_lazy("The twenty-second of %s"),
    gettext_lazy("The twenty-third of %s"),
    gettext_lazy("The twenty-fourth of %s"),
    gettext_lazy("The twenty-fifth of %s"),
    gettext_lazy("The twenty-sixth of %s"),
    gettext_lazy("The twenty-seventh of %s"),
    gettext_lazy("The twenty-eighth of %s"),
    gettext_lazy("The twenty-ninth of %s"),
    gettext_lazy("The thirtieth of %s"),
    gettext_lazy("The thirty-first of %s"),
)


def in_words(day: date) -> str:
    """Return a day as the heading of its page: "The twelfth of September"."""
    return str(_IN_WORDS[day.day - 1]) % date_format(day, "F")


def is_evening(now: datetime) -> bool:
    """Tell whether somebody would say "tonight"."""
    return now.hour >= EVENING_BEGINS or now.hour < EVENING_ENDS
