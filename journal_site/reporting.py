"""Logs and error reports without a word anybody wrote: file, line and kind of error, and no message.

Django hides only what a view asked to hide, and only outside of debugging. This hides everything, always.
"""

import logging
import traceback
from types import TracebackType
from typing import Any

from django.http import HttpRequest
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

WITHHELD = "(message withheld)"
_META_WITH_WORDS = ("QUERY_STRING", "HTTP_COOKIE", "HTTP_REFERER", "REQUEST_URI")


class WordlessFilter(SafeExceptionReporterFilter):
    """Hides every field, cookie, query and variable of an error report."""

    def is_active(self, request: HttpRequest | None) -> bool:
        """Hide in debugging as well."""
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        """Return the names of the fields only."""
        return {} if request is None else dict.fromkeys(request.POST, self.cleansed_substitute)

    def get_traceback_frame_variables(self, request: Any, tb_frame: Any) -> Any:
        """Return the names of the variables only."""
        return [(name, self.cleansed_substitute) for name in tb_frame.f_locals]

    def get_safe_request_meta(self, request: HttpRequest) -> dict[str, Any]:
        """Return the request's headers without those that can carry words or keys."""
        meta: dict[str, Any] = super().get_safe_request_meta(request)
        return meta | {name: self.cleansed_substitute for name in _META_WITH_WORDS if name in meta}

    def get_safe_cookies(self, request: HttpRequest) -> dict[str, Any]:
        """Return the names of the cookies only."""
        return dict.fromkeys(request.COOKIES, self.cleansed_substitute)


class WordlessReporter(ExceptionReporter):
    """Leaves out the message of an exception, which can quote what somebody wrote."""

    def get_traceback_data(self) -> dict[str, Any]:
        """Return what a report shows, without messages."""
        data: dict[str, Any] = super().get_traceback_data()
        path = self.request.path if self.request else ""
        return data | {"exception_value": WITHHELD, "request_GET_items": [], "request_insecure_uri": path}


class WordlessFormatter(logging.Formatter):
    """Writes tracebacks as file, line and function, and no message of any exception."""

    def formatException(self, ei: Any) -> str:  # noqa: N802  the name is logging's
        """Return where it happened and what kind of error it was."""
        kind: type[BaseException] = ei[0]
        trace: TracebackType | None = ei[2]
        places = [f"  {place.filename}:{place.lineno} in {place.name}" for place in traceback.extract_tb(trace)]
        return "\n".join([f"{kind.__module__}.{kind.__qualname__} {WITHHELD}", *places])

    def format(self, record: logging.LogRecord) -> str:
        """Format a copy of the record, so that no other handler sees our changes nor we its cached text."""
        copy = logging.makeLogRecord(record.__dict__)
        copy.exc_text = copy.stack_info = None
        copy.msg, copy.args = _message(record), None
        return super().format(copy)


def _message(record: logging.LogRecord) -> str:
    if record.name.startswith("django.security"):
        # Django logs the exception's text here, such as the name of a file somebody sent.
        return f"{record.name.rsplit('.', 1)[-1]} {WITHHELD}"
    if record.name.startswith("django.template"):
        # At DEBUG Django logs the whole context of a template in which a variable is missing.
        return f"{record.name} {WITHHELD}"
    message = record.getMessage()
    quoted = str(record.exc_info[1]) if record.exc_info and record.exc_info[1] is not None else ""
    return message.replace(quoted, WITHHELD) if quoted else message
