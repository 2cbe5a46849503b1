"""The tree keeps its shape: small modules that say what they hold, and words only where a vault is in hand."""

import ast
import builtins
import re
from pathlib import Path

import pytest
from django.apps import apps

from vault.rekeying import sealed_models

ROOT = Path(__file__).parents[2]
APPS = ("vault", "accounts", "entries", "reflections", "archive", "journal_site")
MODULES = [
    module
    for folder in (*APPS, "tests", "benchmarks")
    for module in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in module.parts
]
PRODUCT = [module for module in MODULES if module.relative_to(ROOT).parts[0] in APPS]
MAY_SEE_REQUESTS = {
    "middleware.py",
    "guards.py",
    "adapter.py",
    "errors.py",
    "ui.py",
    "reporting.py",
}
# Their module-level names are somebody else's interface.
SAYS_ENOUGH = {"__init__.py"}
# Python's own errors that only say that something went wrong, or is not there yet.
OF_NO_KIND = {
    name for name, kind in vars(builtins).items() if isinstance(kind, type) and issubclass(kind, RuntimeError)
}


def name_of(module: Path) -> str:
    return str(module.relative_to(ROOT))


def statements_in(function: ast.AST) -> int:
    return sum(isinstance(node, ast.stmt) for node in ast.walk(function)) - 1


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_module_says_what_lives_in_it_and_is_at_most_300_lines(module: Path) -> None:
    source = module.read_text()
    assert ast.get_docstring(ast.parse(source)), "no docstring"
    assert source.count("\n") <= 300


@pytest.mark.parametrize("module", PRODUCT, ids=name_of)
def test_a_function_is_short(module: Path) -> None:
    functions = [n for n in ast.walk(ast.parse(module.read_text())) if isinstance(n, ast.FunctionDef)]
    assert [(each.name, statements_in(each)) for each in functions if statements_in(each) > 16] == []


@pytest.mark.parametrize("module", PRODUCT, ids=name_of)
def test_only_views_middleware_and_guards_see_a_request(module: Path) -> None:
    if module.name not in MAY_SEE_REQUESTS and not module.name.endswith("views.py"):
        imported = re.findall(r"^\s*from django\.http import (.+)$", module.read_text(), re.MULTILINE)
        assert set(imported) <= {"Http404"}


@pytest.mark.parametrize("module", PRODUCT, ids=name_of)
def test_rows_are_reached_through_their_owner(module: Path) -> None:
    if name_of(module).startswith("vault/"):
        return
    owned = "|".join(model.__name__ for model in sealed_models())
    assert re.findall(rf"\b(?:{owned})\.objects\b", module.read_text()) == []


@pytest.mark.parametrize("module", PRODUCT, ids=name_of)
def test_whoever_opens_a_row_has_a_vault_in_hand(module: Path) -> None:
    for function in ast.walk(ast.parse(module.read_text())):
        if isinstance(function, ast.FunctionDef):
            opens = {"unseal", "read_head", "read"} & {
                node.func.attr
                for node in ast.walk(function)
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args
                if ast.unparse(node.func.value) != "env"
            }
            names = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)} | {
                argument.arg for argument in [*function.args.args, *function.args.kwonlyargs]
            }
            assert not opens or names & {"vault", "request", "environ"}, function.name


@pytest.mark.parametrize("module", PRODUCT, ids=name_of)
def test_no_error_is_caught_whose_kind_is_not_known(module: Path) -> None:
    handlers = [node for node in ast.walk(ast.parse(module.read_text())) if isinstance(node, ast.ExceptHandler)]
    caught = [ast.unparse(handler.type) if handler.type else "Exception" for handler in handlers]
    assert [kinds for kinds in caught if re.search(r"\b(Base)?Exception\b", kinds)] == []


@pytest.mark.parametrize("module", PRODUCT, ids=name_of)
def test_every_function_is_built_and_every_error_has_a_kind(module: Path) -> None:
    nodes = list(ast.walk(ast.parse(module.read_text())))
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef)]
    assert [function.name for function in functions if all(map(does_nothing, function.body))] == []
    raised = [name for node in nodes if isinstance(node, ast.Raise) for name in ast.walk(node)]
    assert {name.id for name in raised if isinstance(name, ast.Name)} & OF_NO_KIND == set()


def does_nothing(statement: ast.stmt) -> bool:
    """Tell a docstring, an ellipsis and `pass`."""
    is_constant = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return is_constant or isinstance(statement, ast.Pass)


def test_nothing_tells_of_words_by_printing_them() -> None:
    printing = [name_of(module) for module in PRODUCT if re.search(r"\bprint\(", module.read_text())]
    assert printing == ["journal_site/serve.py"]


def test_no_page_of_ours_is_suspended_in_a_session() -> None:
    """Allauth's decorator stores the whole POST: never on a view that words are sent to."""
    assert [name_of(module) for module in PRODUCT if "reauthentication_required" in module.read_text()] == []


def test_there_is_no_admin_in_which_rows_could_be_read() -> None:
    assert not apps.is_installed("django.contrib.admin")
