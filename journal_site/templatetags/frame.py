"""Icons (one sprite, drawn for this product), and data for scripts."""

import json
from functools import cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


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
def as_json(value: Any) -> str:
    """Return data for a script, to stand in an attribute; the template escapes it."""
    return json.dumps(value)
