"""The templates of the yardstick: plain HTML, rendered as Django renders any, by a cached loader.

They show of each row what the product's page shows of it, and have no frame. See `benchmarks.bare`.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.backends.django import DjangoTemplates

_HTML = {
    "page.html": (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Journal</title></head>'
        "<body><h1>Journal</h1>{% block main %}{% endblock %}</body></html>"
    ),
    "list.html": (
        '{% extends "page.html" %}{% block main %}<ul>{% for page, head, notes in rows %}<li>'
        '{{ page.written_on|date:"j F Y" }} <a href="{{ page.get_absolute_url }}">{{ head.title }}</a> '
        "{{ head.opening }} {{ head.words }} words {% for note in notes %}{{ note }} {% endfor %}</li>{% endfor %}</ul>"
        "{% for year in years %}<p>{{ year.whole.first_day.year }}: {{ year.whole.count }}</p>{% endfor %}"
        "{% for number in beside %}<p>{{ number }}</p>{% endfor %}{% endblock %}"
    ),
    "days.html": (
        '{% extends "page.html" %}{% block main %}<ul>{% for day, pages in days %}<li>'
        '<a href="/{{ day.isoformat }}/">{{ day.isoformat }}</a> {{ pages }}</li>{% endfor %}</ul>{% endblock %}'
    ),
    "read.html": (
        '{% extends "page.html" %}{% block main %}<h2>{{ content.title }}</h2>'
        '<p>{{ entry.written_on|date:"j F Y" }}</p>{% for block in blocks %}{{ block }}{% endfor %}'
        "{% for note in notes %}<p>{{ note }}</p>{% endfor %}{% for page, head in beside %}"
        '<a href="{{ page.get_absolute_url }}">{{ head.title }}</a>{% endfor %}{% endblock %}'
    ),
    "notes.html": (
        '{% extends "page.html" %}{% block main %}<ul>{% for day, said in rows %}'
        '<li>{{ day|date:"j F Y" }} {{ said }}</li>{% endfor %}</ul>'
        "{% for mark in marks %}<p>{{ mark }}</p>{% endfor %}"
        "{% for day in beside %}<p>{{ day }}</p>{% endfor %}{% endblock %}"
    ),
}
_LOADER = ("django.template.loaders.cached.Loader", [("django.template.loaders.locmem.Loader", _HTML)])
_PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
_OPTIONS = {"loaders": [_LOADER], "context_processors": _PROCESSORS}
_TEMPLATES = DjangoTemplates({"NAME": "bare", "DIRS": [], "APP_DIRS": False, "OPTIONS": _OPTIONS})


def shown(request: HttpRequest, name: str, **values: Any) -> HttpResponse:
    """Return a page."""
    return HttpResponse(_TEMPLATES.get_template(name).render(values, request))
