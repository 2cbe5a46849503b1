"""Icons (one sprite, drawn for this product), days beside rows, numbers as they are written, and data for scripts."""

import json
from datetime import date
from functools import cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.formats import date_format, get_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

register = template.Library()

_GROUPED_FROM = 1000
# A number of each kind that any language tells apart.
_ONE_OF_EACH_PLURAL = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}


@register.simple_tag
@cache
def icon(name: str, classes: str = "") -> SafeString:
    """Return one icon of the sprite; it is decoration, and hidden from screen readers."""
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        f"icon {classes}".strip(),
        static("img/icons.svg"),
        name,
    )


@register.filter
def day_of_month(day: date) -> SafeString:
    """Return a day as it stands beside a row in a list of one month."""
    return format_html('<time datetime="{}"><b>{}</b> {}</time>', day.isoformat(), day.day, date_format(day, "D"))


@register.filter
def day_of_year(day: date) -> SafeString:
    """Return a day as it stands beside a row in a list that goes through months and years."""
    month = date_format(day, "SHORT_MONTH_FORMAT")
    return format_html('<time datetime="{}"><b>{}</b> {}<br>{}</time>', day.isoformat(), day.day, month, day.year)


@register.filter
def grouped(number: int) -> str:
    """Return a number as its reader writes it: 1,200 or 1.200. Not for attributes, addresses and years."""
    # Most numbers have nothing to group, and to be told so takes Django ten times as long.
    return str(number) if abs(number) < _GROUPED_FROM else number_format(number, force_grouping=True)


@register.simple_tag
def forms_of_words() -> str:
    """Return how so many words are said, by the names browsers give the plurals of a language, for a script.

    Beside them what stands between thousands: browsers group by rules of their own.
    """
    said = {name: ngettext("%(words)s word", "%(words)s words", one) for name, one in _ONE_OF_EACH_PLURAL.items()}
    forms = {name: line % {"words": "{}"} for name, line in said.items()}
    return json.dumps(forms | {"thousands": get_format("THOUSAND_SEPARATOR")}, ensure_ascii=False)


@register.filter
def as_json(value: Any) -> str:
    """Return data for a script, to stand in an attribute; the template escapes it."""
    return json.dumps(value)
