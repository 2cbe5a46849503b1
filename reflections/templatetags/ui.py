"""How a theme is named on a page: in words for people, in kebab case for style sheets."""

from django import template

from reflections import library

register = template.Library()
register.filter(library.theme_name)


@register.filter
def themed(theme: str) -> str:
    """Return a theme's id as the value of `data-theme`."""
    return theme.replace("_", "-")
