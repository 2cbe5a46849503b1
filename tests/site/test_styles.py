"""Every style sheet keeps the rules, and styles nothing that no template has."""

import re
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.core.management import call_command
from pytest_django import Settings

ROOT = Path(__file__).parents[2]
CSS = ROOT / "static" / "css"
SHEETS = sorted(CSS.rglob("*.css"))
IMPORTED = re.findall(r'@import url\("([^"]+)"\) layer\((\w+)\);', (CSS / "app.css").read_text())
MARKUP = "\n".join(
    file.read_text()
    for folder, ending in (
        ("templates", "*.html"),
        ("entries", "*.py"),
        ("reflections", "*.py"),
        ("journal_site", "*.py"),
        ("static/js", "*.js"),
    )
    for file in (ROOT / folder).rglob(ending)
)


def name_of(sheet: Path) -> str:
    return str(sheet.relative_to(CSS))


def rules_of(sheet: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)


def test_every_sheet_is_imported_into_its_layer() -> None:
    assert sorted(name for name, _ in IMPORTED) == sorted(name_of(each) for each in SHEETS if each.name != "app.css")
    order = re.search(r"@layer ([^;]+);", (CSS / "app.css").read_text())
    assert order
    assert {layer for _, layer in IMPORTED} == set(order.group(1).split(", "))


def test_all_sheets_are_served_as_one_each_in_its_layer(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    served = {"BACKEND": "journal_site.assets.StaticFilesAtOnce"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": served}
    call_command("collectstatic", interactive=False, verbosity=0)
    whole = rules_of(tmp_path / storages["staticfiles"].url("css/app.css").removeprefix("/static/"))
    assert "@import" not in whole
    for name, layer in IMPORTED:
        assert "".join(f"@layer {layer} {{ {rules_of(CSS / name)} }}".split()) in "".join(whole.split()), name


@pytest.mark.parametrize("sheet", SHEETS, ids=name_of)
def test_a_sheet_says_what_it_is_for(sheet: Path) -> None:
    assert sheet.read_text().startswith("/* ")


@pytest.mark.parametrize("sheet", SHEETS, ids=name_of)
def test_a_sheet_shouts_at_nobody_and_names_no_id(sheet: Path) -> None:
    rules = rules_of(sheet)
    assert "!important" not in rules
    assert not re.search(r"(^|[\s,}>+~])#[a-zA-Z][\w-]*[^;{}]*{", re.sub(r"\([^()]*\)", "", rules))
    assert "http" not in rules


@pytest.mark.parametrize("sheet", [each for each in SHEETS if each.name != "tokens.css"], ids=name_of)
def test_colours_come_from_tokens(sheet: Path) -> None:
    """Black and white veils with an alpha, for shade and cloth, are the exception."""
    colours = re.findall(r"#[0-9a-fA-F]{3,8}\b", rules_of(sheet))
    assert [each for each in colours if not re.fullmatch(r"#(fff|000)(...)?[0-9a-f]{0,2}|#000", each)] == []


@pytest.mark.parametrize("sheet", SHEETS, ids=name_of)
def test_lines_under_words_are_drawn_in_older_browsers_too(sheet: Path) -> None:
    """Safari before 26.2 draws none where their thickness or colour stands in the shorthand."""
    assert re.findall(r"text-decoration:\s*\w+\s+[^;}]+", rules_of(sheet)) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=name_of)
def test_every_class_is_one_that_some_template_has(sheet: Path) -> None:
    selectors = re.sub(r"{[^{}]*}", "{}", rules_of(sheet))
    classes = set(re.findall(r"\.([a-zA-Z][\w-]*)", re.sub(r'url\([^)]*\)|"[^"]*"', "", selectors)))
    unused = [each for each in sorted(classes) if not re.search(rf"(?<![\w-]){re.escape(each)}(?![\w-])", MARKUP)]
    assert unused == []


@pytest.mark.parametrize("sheet", SHEETS, ids=name_of)
def test_directions_are_logical(sheet: Path) -> None:
    physical = r"(?:margin|padding|border)-(?:left|right|top|bottom)\b|(?<![\w-])(?:left|right|width|height)\s*:"
    rules = re.sub(r"@media[^{]*|@container[^{]*|@supports[^{]*", "", rules_of(sheet))
    assert re.findall(physical, rules) == []
