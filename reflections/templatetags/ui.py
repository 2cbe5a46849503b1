"""How a theme is named on a page: in words for people, in kebab case for style sheets. And finds, marked."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

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
    shown = (format_html("<mark>{}</mark>", piece.text) if piece.is_found else piece.text for piece in pieces)
    return format_html_join("", "{}", ((each,) for each in shown))
