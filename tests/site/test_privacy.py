"""Nobody else reads it: after a full story, no word of it is readable in anything that is kept."""

import logging
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.db import connection
from django.views.debug import get_exception_reporter_class
from pytest_django import Settings

from journal_site.reporting import WordlessFormatter
from tests.loot import every_value_of_every_table, files_of_the_database
from tests.site.story import SECRETS, WORDS, Story, found_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.site.urls")]

_written: list[str] = []
_watching = threading.Event()


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if not _watching.is_set() or not arguments or not isinstance(arguments[0], str | bytes):
        return
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
    if writes or event in {"tempfile.mkstemp", "tempfile.mkdtemp"}:
        _written.append(str(arguments[0]))


sys.addaudithook(_watch)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """The log at its most talkative, through the formatter of the product."""
    file = tmp_path / "journal.log"
    handler = logging.FileHandler(file)
    handler.setFormatter(WordlessFormatter("%(levelname)s %(name)s: %(message)s"))
    loggers = [logging.getLogger(), logging.getLogger("django")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
    yield file
    for logger, level in zip(loggers, levels, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)
    handler.close()


@pytest.fixture
def story(log: Path) -> Story:
    _written.clear()
    _watching.set()
    told = Story().live()
    _watching.clear()
    return told


def test_the_story_was_told(story: Story) -> None:
    """A control: the words went through the product, and its pages gave them back."""
    pages = b"".join(getattr(answer, "content", b"") for _, answer in story.answers)
    assert set(found_in(pages, WORDS)) == set(WORDS)
    assert story.book.startswith(b"%PDF")
    assert {answer.status_code for _, answer in story.answers} >= {200, 302, 400, 403, 404, 405, 409, 423, 500}


def test_no_word_and_no_key_is_readable_in_any_table(story: Story) -> None:
    tables = every_value_of_every_table()
    assert b"ana@example.org" in tables
    keys = {"recovery key": story.recovery_key, "its letters": story.recovery_key.replace("-", "")}
    assert found_in(tables, SECRETS | keys | story.cookies) == []
    assert len(story.cookies) > 5


def test_a_session_that_allauth_suspends_holds_no_half_of_a_key(story: Story) -> None:
    """Allauth stores a whole request, headers and all, when it asks for the password once more."""
    assert "HTTP_COOKIE" in story.suspended
    assert found_in(story.suspended.encode(), story.cookies) == []


def test_no_word_is_readable_in_the_files_of_the_database(story: Story) -> None:
    """On PostgreSQL this reads data, WAL and a log of every statement with its values."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("CHECKPOINT")
    files = files_of_the_database()
    everything = b"\n".join(file.read_bytes() for file in files)
    assert b"ana@example.org" in everything
    assert b"entries_entry" in everything
    assert found_in(everything, SECRETS | {"recovery key": story.recovery_key}) == []


def test_no_word_is_in_any_log(story: Story, log: Path) -> None:
    lines = log.read_bytes()
    assert b"ValueError" in lines
    assert found_in(lines, SECRETS | {"recovery key": story.recovery_key}) == []


def test_no_word_is_in_a_header_a_cookie_an_address_or_a_title(story: Story) -> None:
    for url, answer in story.answers:
        headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items()) + answer.cookies.output()
        assert found_in(headers.encode(), SECRETS) == [], url
        assert answer.headers["Cache-Control"] == "no-store", url
        assert answer.headers["Referrer-Policy"] == "same-origin", url
        page = getattr(answer, "content", b"")
        title = page.partition(b"<title>")[2].partition(b"</title>")[0]
        links = b" ".join(part.split(b'"', 1)[0] for part in page.split(b'href="')[1:] + page.split(b'action="')[1:])
        assert found_in(title + links, SECRETS) == [], url


def test_an_error_page_gives_back_what_was_just_sent_and_says_nothing_else(story: Story) -> None:
    failed = [answer for _, answer in story.answers if answer.status_code >= 500]
    assert failed
    assert found_in(b"".join(answer.content for answer in failed), SECRETS) == ["error"]


def test_no_word_is_mailed(story: Story) -> None:
    assert found_in(b"".join(message.message().as_bytes() for message in mail.outbox), SECRETS) == []


def test_no_file_is_opened_for_writing_besides_the_database(story: Story, tmp_path: Path) -> None:
    allowed = (str(tmp_path), str(django_settings.DATABASES["default"].get("TEST", {}).get("NAME")), "/dev/null")
    strange = [name for name in _written if not name.startswith(allowed) and not name.endswith(".pyc")]
    assert [name for name in strange if "__pycache__" not in name] == []


def test_an_error_report_says_no_word(rf: Any, settings: Settings) -> None:
    request = rf.post(f"/x/?q={WORDS['error']}", {"body": WORDS["body"]}, headers={"Cookie": f"vault={WORDS['title']}"})
    for debug in (False, True):
        settings.DEBUG = debug
        try:
            words = WORDS["answer"]
            raise ValueError(words)  # noqa: TRY301  raised to be reported
        except ValueError:
            reporter: Any = get_exception_reporter_class(request)
            report = reporter(request, *sys.exc_info())
        text = report.get_traceback_text() + report.get_traceback_html()
        assert found_in(text.encode(), WORDS) == []
