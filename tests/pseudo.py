"""A language in which every translated string stands in ⟦brackets⟧, and what of a page is seen to stand outside."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.utils.translation import trans_real

from archive.importers import days

OPENS, CLOSES = "⟦", "⟧"
# What each of these says is said to people.
_SAID = {"title", "aria-label", "placeholder", "alt"}
_VOID = {"area", "br", "circle", "col", "hr", "img", "input", "link", "meta", "path", "rect", "source", "use", "wbr"}
_INLINE = {"a", "abbr", "b", "bdi", "br", "em", "i", "q", "small", "span", "strong", "svg", "time", "u", "use"}
_SILENT = {"script", "style", "template"}
# Names, addresses, and the names of files and settings: the same in every language.
_NAMES = re.compile(r"\bAfterword\b|\S+@\S+|https?://\S+|\b(?:var/)?[\w-]+\.(?:md|txt|zip|json|pdf|epub)\b")
_WORDS = re.compile(r"[^\W\d_]{2,}")


class _Bracketed(trans_real.DjangoTranslation):
    """Answers to the code `en`, so that nothing else of a page changes."""

    def __init__(self) -> None:
        """Read no catalogue."""

    def to_language(self) -> str:
        return "en"

    def gettext(self, message: str) -> str:
        return f"{OPENS}{message.rpartition(trans_real.CONTEXT_SEPARATOR)[2]}{CLOSES}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def in_brackets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put every string that is translated into brackets from now on."""
    # What is read out of the catalogues once has been read before.
    days.written_above("")
    known: dict[str, Any] = trans_real._translations  # type: ignore[attr-defined]  # those that were read already
    monkeypatch.setitem(known, "en", _Bracketed())


def outside(page: str) -> list[str]:
    """Return what a page says that was not translated, and is not marked as somebody's own words.

    Marked are what somebody wrote (`dir="auto"` or `bdi`) and what is there in one language only (`lang`).
    """
    reader = _Reader()
    reader.feed(page)
    return list(reader.found)


class _Reader(HTMLParser):
    """Goes over a page, and counts how deep in brackets it is; a sentence may hold inline elements."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self._depth = 0

    @property
    def _is_theirs(self) -> bool:
        return any(theirs for _tag, theirs in self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._begins(tag)
        given = dict(attrs)
        theirs = tag in _SILENT | {"bdi"} or given.get("dir") == "auto"
        theirs = theirs or given.get("translate") == "no" or (tag != "html" and "lang" in given)
        if not (theirs or self._is_theirs):
            for text in _said_by(tag, given):
                self.found += _outside_of_brackets(text)
        if tag not in _VOID:
            self._open.append((tag, theirs))

    def handle_endtag(self, tag: str) -> None:
        self._begins(tag)
        while any(each == tag for each, _theirs in self._open) and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._is_theirs:
            return
        for piece in re.split(f"([{OPENS}{CLOSES}])", data):
            self._depth = max(self._depth + {OPENS: 1, CLOSES: -1}.get(piece, 0), 0)
            if not self._depth:
                self.found += _words_of(piece)

    def _begins(self, tag: str) -> None:
        if tag not in _INLINE:
            self._depth = 0


def _said_by(tag: str, given: dict[str, str | None]) -> Iterator[str]:
    for name, value in given.items():
        says = name in _SAID or (name.startswith("data-") and " " in (value or "") and "{" not in (value or "")[:1])
        if value and (says or (tag == "input" and name == "value" and given.get("type") in {"submit", "button"})):
            yield value


def _outside_of_brackets(text: str) -> list[str]:
    while (inner := re.sub(f"{OPENS}[^{OPENS}{CLOSES}]*{CLOSES}", "", text)) != text:
        text = inner
    return _words_of(text)


def _words_of(text: str) -> list[str]:
    """Return the text if there are words in it."""
    return [" ".join(text.split())] if _WORDS.search(_NAMES.sub("", text)) else []
