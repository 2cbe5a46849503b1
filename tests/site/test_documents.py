"""README and docs speak of things that exist."""

import re
from pathlib import Path

import pytest

from journal_site import env
from vault.rekeying import sealed_models

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / name for name in ("README.md", "SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md")]
DOCUMENTS += sorted((ROOT / "docs").rglob("*.md"))
MADE_LATER = ("var/", ".venv")


def name_of(document: Path) -> str:
    return str(document.relative_to(ROOT))


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_path_a_document_names_exists(document: Path) -> None:
    text = document.read_text()
    linked = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
    missing = [path for path in linked if not (document.parent / path).exists()]
    named = re.findall(r"`((?:[\w.-]+/)+[\w.-]*)`", text)
    ours = [path for path in named if (ROOT / path.split("/")[0]).exists() and not path.startswith(MADE_LATER)]
    missing += [path for path in ours if not (ROOT / path).exists()]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_make_command_a_document_names_exists(document: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)", document.read_text())) <= targets


def test_every_setting_is_in_the_table_and_nothing_else_is() -> None:
    read = set(re.findall(r'(?:environ\.get\(|environ, )"([A-Z_]+)"', Path(env.__file__).read_text()))
    table = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs" / "operations.md").read_text(), re.MULTILINE))
    assert read
    assert table == read


def test_no_file_names_the_host_of_a_package_registry() -> None:
    for name in ("requirements.txt", "requirements-dev.txt", "pyproject.toml", ".ci/run"):
        assert not re.search(r"https?://|--index-url|--find-links", (ROOT / name).read_text()), name


def test_every_package_is_pinned_with_its_hash() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        packages = re.findall(r"^[a-zA-Z].*", (ROOT / name).read_text(), re.MULTILINE)
        assert packages
        assert all(re.match(r"[\w.-]+(\[\w+\])?==[\w.]+ \\", package) for package in packages), name


def test_every_runtime_package_has_its_line_in_the_readme() -> None:
    declared = re.search(r"^dependencies = \[(.*?)\]$", (ROOT / "pyproject.toml").read_text(), re.MULTILINE | re.DOTALL)
    assert declared
    readme = (ROOT / "README.md").read_text()
    for package in re.findall(r'"([\w-]+)(?:\[\w+\])?==', declared.group(1)):
        assert f"| {package} |" in readme, package


def test_every_sealed_column_is_in_the_table_of_the_format() -> None:
    text = (ROOT / "docs" / "vault-format.md").read_text()
    named = set(re.findall(r"`([\w.]+)`", "".join(re.findall(r"^\|.*$", text, re.MULTILINE))))
    sealed = {model._meta.label_lower for model in sealed_models()}
    assert sealed | {column for model in sealed_models() for column in model.SEALED} <= named
