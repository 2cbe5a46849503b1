"""Every template keeps the rules: plain logic, named partials, nothing inline, every string translatable."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# The names and shapes of these are given by Django, crispy and allauth.
THEIRS = ("templates/journal/", "templates/django/", "templates/allauth/")
PLAIN_TAGS = {
    "extends", "block", "endblock", "include", "load", "url", "static", "csrf_token", "translate", "blocktranslate",
    "endblocktranslate", "plural", "if", "elif", "else", "endif", "for", "empty", "endfor", "icon", "as_crispy_field",
    "get_current_language", "get_current_language_bidi", "forms_of_words", "ifchanged", "endifchanged",
}  # fmt: skip


def name_of(template: Path) -> str:
    return str(template.relative_to(ROOT))


OURS = [template for template in TEMPLATES if not name_of(template).startswith(THEIRS)]


def test_there_are_templates_to_walk_over() -> None:
    assert len(OURS) > 25


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_a_template_can_be_read(template: Path) -> None:
    get_template(str(template.relative_to(ROOT / "templates")))


def test_every_icon_is_drawn_once_and_every_icon_that_is_asked_for_is_drawn() -> None:
    drawn = re.findall(r'<symbol id="([^"]+)"', (ROOT / "static" / "img" / "icons.svg").read_text())
    assert sorted(drawn) == sorted(set(drawn))
    asked = {name for each in OURS for name in re.findall(r'{% icon "([^"]+)"', each.read_text())}
    assert asked <= set(drawn)


@pytest.mark.parametrize("template", OURS, ids=name_of)
def test_a_template_has_only_plain_logic(template: Path) -> None:
    tags = set(re.findall(r"{%-?\s*(\w+)", template.read_text()))
    assert tags - PLAIN_TAGS == set()


@pytest.mark.parametrize("template", OURS, ids=name_of)
def test_an_include_is_a_partial_and_gets_only_what_it_names(template: Path) -> None:
    for include in re.findall(r"{% include .*?%}", template.read_text()):
        assert include.endswith(" only %}"), include
        assert re.search(r'/_\w+\.html"', include), include


@pytest.mark.parametrize("template", OURS, ids=name_of)
def test_a_template_has_no_style_script_or_comment_of_its_own(template: Path) -> None:
    text = template.read_text()
    assert not re.search(r'style="|<style|<script(?![^>]*\ssrc=)|<!--|{#', text)


@pytest.mark.parametrize("template", OURS, ids=name_of)
def test_every_string_on_a_page_can_be_translated(template: Path) -> None:
    text = re.sub(r"{% blocktranslate.*?{% endblocktranslate %}", "", template.read_text(), flags=re.DOTALL)
    text = re.sub(r"{%.*?%}|{{.*?}}", "", text, flags=re.DOTALL)
    words = re.findall(r">([^<>]*[A-Za-z]{2,}[^<>]*)<", text)
    assert [word.strip() for word in words if word.strip() not in {"Afterword"}] == []


@pytest.mark.parametrize("template", OURS, ids=name_of)
def test_the_voice_has_no_exclamation_marks_and_no_dashes(template: Path) -> None:
    said = " ".join(re.findall(r'{% translate "([^"]*)"', template.read_text()))
    assert "!" not in said
    assert "—" not in said
