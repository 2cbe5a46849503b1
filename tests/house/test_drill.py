"""The drill of `make drill`, a few times only: what was acknowledged outlives a server that is killed."""

from pathlib import Path

import pytest
from django.db import connection

from tests.drill import drill
from tests.servers import environment


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="`make drill` does it on PostgreSQL")
def test_every_acknowledged_save_outlives_a_killed_server(tmp_path: Path) -> None:
    assert connection.vendor == "sqlite"
    assert "all there, and open" in drill(environment(tmp_path / "var"), kills=3)
