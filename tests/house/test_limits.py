"""Limits on tries hold over several processes, against a real server that has two of them."""

from pathlib import Path

from tests.servers import Browser, address_printed, environment, running

TRIES = 14


def test_tries_are_counted_over_all_processes(tmp_path: Path) -> None:
    """Five wrong passwords for one address are heard; after them nobody is, whichever process answers."""
    with running(environment(tmp_path / "var", WORKERS="2", THREADS="2")) as server:
        address = address_printed(server)
        answers = [
            Browser(address).post("/accounts/login/", login="ana@example.org", password="wrong " * 3)
            for _ in range(TRIES)
        ]
    limited = ["tried too often" in answer for answer in answers]
    assert limited == [False] * 5 + [True] * (TRIES - 5)
