"""The guards that `make mutate` breaks: each stands where its list says, so that none is quietly passed over."""

import tomllib
from typing import Any

import pytest

from tests.mutations import LIST, ROOT

MUTATIONS = tomllib.loads(LIST.read_text())["mutation"]


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation["name"])
def test_the_guard_stands_once_where_it_is_said_to_stand(mutation: dict[str, Any]) -> None:
    assert (ROOT / mutation["file"]).read_text().count(mutation["guard"]) == 1
    assert all((ROOT / test).exists() for test in mutation["tests"].split())
