"""The drill of `make drill`, a few times only: what was acknowledged outlives a server that is killed."""

from pathlib import Path

from tests.drill import drill
from tests.servers import environment


def test_every_acknowledged_save_outlives_a_killed_server(tmp_path: Path) -> None:
    assert "all there, and open" in drill(environment(tmp_path / "var"), kills=3)
