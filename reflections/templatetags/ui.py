"""How a theme is named on a page: in words for people, in kebab case for style sheets. And finds, marked."""

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from entries.search import Piece
from reflections import library

register = template.Library()
register.filter(library.theme_name)


@register.filter
def themed(theme: str) -> str:
    """Return a theme's id as the value of `data-theme`."""
    return theme.replace("_", "-")


@register.filter
def marked(pieces: Iterable[Piece]) -> SafeString:
    """Return a sentence in one, with what was looked for in `<mark>`."""
    shown = (f"<mark>{escape(each.text)}</mark>" if each.is_found else escape(each.text) for each in pieces)
    return mark_safe("".join(shown))  # noqa: S308  each piece is escaped
