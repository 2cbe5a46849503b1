"""How a theme is named on a page: in words for people, in kebab case for style sheets."""

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

_NAMES = {"regret": _("Regret"), "self_work": _("Self-work"), "letting_go": _("Letting go")}


@register.filter
def themed(theme: str) -> str:
    """Return a theme's id as the value of `data-theme`."""
    return theme.replace("_", "-")


@register.filter
def theme_name(theme: str) -> str:
    """Return a theme's name."""
    return str(_NAMES[theme])
