"""Nobody else reads it: after a full story, no word of it is readable in anything that is kept."""

import logging
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.views.debug import get_exception_reporter_class
from pytest_django import DjangoDbBlocker, Settings

from journal_site.reporting import WordlessFormatter
from tests.loot import every_value_of_every_table, files_of_the_database
from tests.site.secret_words import SECRETS, WORDS, found_in
from tests.site.story import Story

# They ask the database nothing, but one has to be made for the story.
pytestmark = pytest.mark.django_db

_written: list[str] = []
_watching = threading.Event()


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if not _watching.is_set() or not arguments or not isinstance(arguments[0], str | bytes):
        return
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
    if writes or event in {"tempfile.mkstemp", "tempfile.mkdtemp"}:
        _written.append(str(arguments[0]))


sys.addaudithook(_watch)


@dataclass
class Told:
    """The story, and all that was left of it, gathered before its rows went."""

    story: Story
    tables: bytes
    files: bytes
    log: bytes
    mails: bytes
    written: list[str]


@pytest.fixture(scope="module")
def told(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Told]:
    """Tell the story once: it is long, and all tests here ask what was left of the same one."""
    file = tmp_path_factory.mktemp("story") / "journal.log"
    with django_db_blocker.unblock(), override_settings(ROOT_URLCONF="tests.site.urls"), everything_logged(file):
        mail.outbox = []
        _written.clear()
        _watching.set()
        try:
            story = Story().live()
            _watching.clear()
            yield Told(
                story,
                every_value_of_every_table(),
                bytes_on_disk(),
                file.read_bytes(),
                b"".join(message.message().as_bytes() for message in mail.outbox),
                [name for name in _written if not name.startswith(str(file.parent))],
            )
        finally:
            _watching.clear()
            call_command("flush", interactive=False, verbosity=0)
            # The table of tries is no model's.
            cache.clear()


@contextmanager
def everything_logged(file: Path) -> Iterator[None]:
    """The log at its most talkative, through the formatter of the product."""
    handler = logging.FileHandler(file)
    handler.setFormatter(WordlessFormatter("%(levelname)s %(name)s: %(message)s"))
    loggers = [logging.getLogger(), logging.getLogger("django")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
    yield
    for logger, level in zip(loggers, levels, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)
    handler.close()


def bytes_on_disk() -> bytes:
    """Return the files of the database; on PostgreSQL data, WAL and a log of every statement with its values."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
    return b"\n".join(file.read_bytes() for file in files_of_the_database())


def test_the_story_was_told(told: Told) -> None:
    """A control: the words went through the product, and its pages gave them back."""
    story = told.story
    pages = b"".join(getattr(answer, "content", b"") for _, answer in story.answers)
    assert set(found_in(pages, WORDS)) == set(WORDS)
    assert story.book.startswith(b"%PDF")
    assert {answer.status_code for _, answer in story.answers} >= {200, 302, 400, 403, 404, 405, 409, 423, 500}


def test_no_word_and_no_key_is_readable_in_any_table(told: Told) -> None:
    story = told.story
    assert b"ana@example.org" in told.tables
    keys = {"recovery key": story.recovery_key, "its letters": story.recovery_key.replace("-", "")}
    assert found_in(told.tables, SECRETS | keys | story.cookies) == []
    assert len(story.cookies) > 5


def test_a_session_that_allauth_suspends_holds_no_half_of_a_key(told: Told) -> None:
    """Allauth stores a whole request, headers and all, when it asks for the password once more."""
    assert "HTTP_COOKIE" in told.story.suspended
    assert found_in(told.story.suspended.encode(), told.story.cookies) == []


def test_no_word_is_readable_in_the_files_of_the_database(told: Told) -> None:
    assert b"ana@example.org" in told.files
    assert b"entries_entry" in told.files
    assert found_in(told.files, SECRETS | {"recovery key": told.story.recovery_key}) == []


def test_no_word_is_in_any_log(told: Told) -> None:
    assert b"ValueError" in told.log
    assert found_in(told.log, SECRETS | {"recovery key": told.story.recovery_key}) == []


def test_no_word_is_in_a_header_a_cookie_an_address_or_a_title(told: Told) -> None:
    for url, answer in told.story.answers:
        headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items()) + answer.cookies.output()
        assert found_in(headers.encode(), SECRETS) == [], url
        assert answer.headers["Cache-Control"] == "no-store", url
        assert answer.headers["Referrer-Policy"] == "same-origin", url
        page = getattr(answer, "content", b"")
        title = page.partition(b"<title>")[2].partition(b"</title>")[0]
        links = b" ".join(part.split(b'"', 1)[0] for part in page.split(b'href="')[1:] + page.split(b'action="')[1:])
        assert found_in(title + links, SECRETS) == [], url


def test_an_error_page_gives_back_what_was_just_sent_and_says_nothing_else(told: Told) -> None:
    failed = [answer for _, answer in told.story.answers if answer.status_code >= 500]
    assert failed
    assert found_in(b"".join(answer.content for answer in failed), SECRETS) == ["error"]


def test_no_word_is_mailed(told: Told) -> None:
    assert told.mails
    assert found_in(told.mails, SECRETS) == []


def test_no_file_is_opened_for_writing_besides_the_database(told: Told) -> None:
    allowed = (str(django_settings.DATABASES["default"].get("TEST", {}).get("NAME")), "/dev/null")
    strange = [name for name in told.written if not name.startswith(allowed) and not name.endswith(".pyc")]
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
