"""Logs say where and what kind, and never what somebody wrote."""

import logging
import sys
import threading

import pytest

from journal_site.hardening import report_thread
from journal_site.reporting import WordlessFormatter

WORDS = "plinmoradeska"


def formatted(name: str, message: str, error: Exception | None = None) -> str:
    record = logging.LogRecord(name, logging.ERROR, "", 0, message, None, None)
    if error is not None:
        try:
            raise error
        except type(error):
            record.exc_info = sys.exc_info()
    return WordlessFormatter("%(name)s: %(message)s").format(record)


def test_a_security_record_is_its_kind_and_no_more() -> None:
    """Django logs the text of the exception here, without the exception."""
    line = formatted("django.security.SuspiciousFileOperation", f"Detected path traversal attempt in '{WORDS}'")
    assert line == "django.security.SuspiciousFileOperation: SuspiciousFileOperation (message withheld)"


def test_a_template_record_never_shows_its_context() -> None:
    assert WORDS not in formatted("django.template", f"Failed lookup for key [x] in [{{'body': '{WORDS}'}}]")


def test_a_message_that_quotes_an_exception_is_withheld() -> None:
    line = formatted("entries", f"could not keep: {WORDS}", ValueError(WORDS))
    assert WORDS not in line
    assert "could not keep: (message withheld)" in line


@pytest.mark.parametrize("error", [ValueError(WORDS), KeyError(WORDS), UnicodeDecodeError("utf-8", b"x", 0, 1, WORDS)])
def test_a_traceback_says_where_and_what_kind(error: Exception) -> None:
    text = formatted("entries", "failed", error)
    assert WORDS not in text
    assert type(error).__name__ in text
    assert "test_reporting.py" in text


def test_other_messages_stay_as_they_are() -> None:
    assert formatted("vault", "vault created, user 7") == "vault: vault created, user 7"


def test_a_thread_that_fails_says_no_word(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    """A book is made in a thread; what Python prints of one that fails quotes the exception."""
    monkeypatch.setattr(threading, "excepthook", report_thread)

    def fails() -> None:
        raise ValueError(WORDS)

    thread = threading.Thread(target=fails)
    thread.start()
    thread.join()
    (record,) = caplog.records
    said = WordlessFormatter("%(message)s").format(record)
    assert "ValueError" in said
    assert WORDS not in said
