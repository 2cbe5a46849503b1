"""The translations: whole, compiled as they are written, and with nothing lost of what a sentence is filled in with."""

import gettext
import io
import re
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Message
from django.conf import settings
from django.core.management import call_command

from tests.catalogues import catalogue, compiled, compiled_file

LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
ROOT = Path(__file__).parents[2]
IN_A_STRING = re.compile(r"""f["'].*\{(?:n?p?gettext|_)\(""")
SOURCES = ["accounts", "archive", "entries", "journal_site", "reflections", "templates", "vault"]
# What a sentence is filled in with, and the elements in it.
PLACES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?[a-z]+")


def messages(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id and any(said(message)) and not message.fuzzy]


def said(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def asked(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def places(text: str) -> set[str]:
    return set(PLACES.findall(text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_was_written(language: str) -> None:
    made, kept = (gettext.GNUTranslations(io.BytesIO(each)) for each in (compiled(language), stored(language)))
    assert entries(made) == entries(kept)


def stored(language: str) -> bytes:
    return compiled_file(language).read_bytes()


def entries(translations: gettext.GNUTranslations) -> Any:
    return translations._catalog  # type: ignore[attr-defined]  # all there is in it


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_missing_or_in_doubt(language: str) -> None:
    whole = [message for message in catalogue(language) if message.id]
    assert [message.id for message in whole if message.fuzzy or not all(said(message))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_sentence_is_filled_in_with_what_the_english_one_is(language: str) -> None:
    wrong = []
    for message in messages(language):
        wanted = places(asked(message)[-1])
        *other_forms, last = said(message)
        # A form for one thing or two need not say the number, unless it is asked for by its place.
        wrong += [form for form in other_forms if not wanted & {"%d", "%s"} <= places(form) <= wanted]
        wrong += [last] * (places(last) != wanted)
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_number_has_its_form(language: str) -> None:
    plurals = catalogue(language)
    chosen = gettext.c2py(plurals.plural_expr)  # what gettext itself reads a header with
    assert {chosen(number) for number in range(1000)} <= set(range(plurals.num_plurals))
    forms = [len(said(message)) for message in plurals if message.id and message.pluralizable]
    assert set(forms) == {plurals.num_plurals}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_voice_stays_without_exclamation_marks_and_dashes(language: str) -> None:
    loud = [form for form in chain.from_iterable(map(said, messages(language))) if re.search("[!¡—]", form)]
    assert loud == []


@pytest.mark.xgettext
def test_each_catalogue_has_what_the_source_asks_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    for source in SOURCES:
        (tmp_path / source).symlink_to(ROOT / source)
    (tmp_path / "locale").mkdir()
    monkeypatch.chdir(tmp_path)
    settings.LOCALE_PATHS = []
    call_command("makemessages", locale=["de"], symlinks=True, verbosity=0)
    wanted = {(message.context, message.id) for message in catalogue("de", tmp_path / "locale")}
    for language in LANGUAGES:
        assert {(message.context, message.id) for message in catalogue(language)} == wanted


def test_no_sentence_hides_inside_another_string_where_it_would_not_be_found() -> None:
    modules = [module for source in SOURCES for module in (ROOT / source).rglob("*.py")]
    assert modules
    assert [module.name for module in modules if IN_A_STRING.search(module.read_text())] == []
