"""The drill of `make drill`, a few times only: what was acknowledged outlives a server that is killed."""

import re
from pathlib import Path

from tests.drill import drill
from tests.servers import environment


def test_every_acknowledged_save_outlives_a_killed_server(tmp_path: Path) -> None:
    """It raises for the first save that is not there; here is only seen that there were some."""
    said = drill(environment(tmp_path / "var"), kills=3)
    found = re.fullmatch(r"3 kills, ([\d,]+) saves acknowledged .* on ([\d,]+) pages: all there, and open", said)
    assert found
    assert int(found.group(1)) >= 3
