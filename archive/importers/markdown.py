"""Pages that are files of Markdown or plain text, one by itself or a zip of them.

The day of a page is the one in its front matter (`date` or `created`), or in its name, or in its first line; one that
has none is left out, since a day that nobody chose would be wrong. Front matter is YAML between two lines of `---`, as
Jekyll, Hugo and Obsidian write it. Every date begins with its year: what 03-04-2025 means, nobody can tell.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

import yaml
from django.utils.translation import gettext as _

from archive.importers import jrnl
from archive.importers.decoding import NotAPage, day_and_moment, day_of, fingerprint, text_of
from archive.importers.found import FoundPage, NotReadable
from archive.importers.gathering import Gathering, page_of
from archive.zip_reader import Zip

SOURCE = "Markdown"
_ENDINGS = (".md", ".markdown", ".txt")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*\n", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"^(?:title|date|created)[ \t]*:.*\n(?:[ \t]+\S.*\n)*", re.MULTILINE | re.IGNORECASE)
# In characters: YAML is slow to read.
_LONGEST_FRONT_MATTER = 10_000
_LONGEST_FIELDS = 500
_DAY_IN_NAME = re.compile(r"(?<!\d)(\d{4})([-_./]?)(\d\d)\2(\d\d)(?!\d)")
_DAY_IN_LINE = re.compile(r"#* *(\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d\S*)?)(?!\S)")


def is_page(name: str) -> bool:
    """Tell whether a file of this name holds a page."""
    return name.lower().endswith(_ENDINGS)


def gather(gathering: Gathering, files: Zip, zone: ZoneInfo) -> None:
    """Gather the pages of a zip; `zone` is for times that name none."""
    pages = [name for name in files.names if is_page(name)]
    for name in pages:
        gather_file(gathering, files.bytes_of(name), name, zone)
    gathering.leave_files(files.names, read=pages)


def gather_file(gathering: Gathering, content: bytes, name: str, zone: ZoneInfo) -> None:
    """Gather the page of one file, or the pages of a journal of jrnl's; `zone` is for times that name none."""
    try:
        text, is_guessed = text_of(content)
    except NotReadable as reason:
        gathering.leave(name, str(reason))
        return
    if is_guessed:
        gathering.leave(
            name, _("This file is in an old encoding and was read as Windows-1252. See whether its letters are right.")
        )
    if jrnl.is_text(text):
        jrnl.gather_text(gathering, text, name, zone)
    else:
        gathering.bring(name, _page(gathering, text, name, zone))


def _page(gathering: Gathering, text: str, name: str, zone: ZoneInfo) -> Callable[[], FoundPage]:
    def page() -> FoundPage:
        front, words = _front_matter(gathering, text)
        day, at, words = _dated(front, words.strip("\n"), name, zone)
        title, body = _title_and_body(front, words)
        title = title or _title_in(name)
        return page_of(fingerprint(day.isoformat(), title, body), day, at, title, body)

    return page


def _front_matter(gathering: Gathering, text: str) -> tuple[Mapping[str, str], str]:
    """Return the fields above the page that are known, as texts, and the page.

    Without any of these fields it is no front matter, but words between two rules.
    """
    block = _FRONT_MATTER.match(f"{text}\n", 0, _LONGEST_FRONT_MATTER)
    front = _fields(block[1]) if block else {}
    if not block or not front:
        return {}, text
    if _FIELD.sub("", block[1]).strip():
        gathering.leave(
            _("Front matter besides title and date"),
            _("It stands above the page and is no part of it. It stays in the file you chose."),
        )
    return front, text[block.end() :]


def _fields(block: str) -> Mapping[str, str]:
    """Return the title and the dates in front matter; nothing if one of them is more than a text."""
    known = "".join(_FIELD.findall(block))
    with suppress(yaml.YAMLError, ValueError, RecursionError):
        # The base loader makes texts, lists and mappings of texts, and nothing else.
        front = yaml.load(known, Loader=yaml.BaseLoader) if len(known) <= _LONGEST_FIELDS else None  # noqa: S506
        if isinstance(front, dict) and all(isinstance(value, str) for value in front.values()):
            return {str(name).lower(): value for name, value in front.items()}
    return {}


def _dated(front: Mapping[str, str], words: str, name: str, zone: ZoneInfo) -> tuple[date, datetime | None, str]:
    """Return the day, the moment if it is known, and the page, without its first line if that is only the day."""
    for field in ("date", "created"):
        with suppress(NotAPage):
            return *day_and_moment(front.get(field, ""), zone), words
    for day in _days_in(name):
        return day, None, words
    first, _newline, rest = words.partition("\n")
    found = _DAY_IN_LINE.match(first)
    if found is None:
        raise NotAPage(_("It names no day. Put one at the beginning of its name, such as 2025-06-14, and try again."))
    is_all = found.end() == len(first.rstrip())
    return *day_and_moment(found.group(1), zone), rest if is_all else words


def _days_in(name: str) -> Iterator[date]:
    """Yield the days in a name, the nearest to its end first: a folder may have a day as well."""
    for year, _between, month, day in reversed(_DAY_IN_NAME.findall(name)):
        with suppress(NotAPage):
            yield day_of(int(year), int(month), int(day))


def _title_and_body(front: Mapping[str, str], words: str) -> tuple[str, str]:
    if front.get("title", "").strip():
        return front["title"], words
    first, _newline, rest = words.lstrip("\n").partition("\n")
    return (first[2:].strip(), rest) if first.startswith("# ") else ("", words)


def _title_in(name: str) -> str:
    """Return what a name says besides the day: "2025-06-14 The lake.md"; nothing of a name without one."""
    stem = PurePosixPath(name).stem
    return _DAY_IN_NAME.sub("", stem).strip(" -_.,") if _DAY_IN_NAME.search(stem) else ""
