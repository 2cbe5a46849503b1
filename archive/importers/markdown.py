"""Pages that are files of Markdown or plain text, one by itself or a zip of them.

The day of a page is the one in its front matter (`date` or `created`), or in its name, or in its first line (see
`archive.importers.days`), or the one that was chosen for files that name none; without any it is left out. Front matter
is YAML between two lines of `---`, as Jekyll, Hugo and Obsidian write it; `tags` come along, and of pages of our own
archives their `kind` and `id`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import yaml
from django.utils.translation import gettext as _

from archive.importers import days, jrnl
from archive.importers.days import WrittenDay
from archive.importers.decoding import NotAPage, day_and_moment, fingerprint, text_of
from archive.importers.found import FoundPage, NotReadable
from archive.importers.gathering import Gathering, page_of
from archive.zip_reader import Zip
from entries.content import PAGE
from entries.filtering import KIND_NAMES
from entries.tags import as_line, tags_in

SOURCE = "Markdown"
_ENDINGS = (".md", ".markdown", ".txt")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*\n", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"^(?:title|date|created)[ \t]*:.*\n(?:[ \t]+\S.*\n)*", re.MULTILINE | re.IGNORECASE)
_OURS = re.compile(r"^(?:kind|id):.*\n", re.MULTILINE)
_TAGS = re.compile(r"^tags[ \t]*:.*\n(?:(?:[ \t]+\S|-[ \t]).*\n)*", re.MULTILINE | re.IGNORECASE)
# In characters: YAML is slow to read.
_LONGEST_FRONT_MATTER = 10_000
_LONGEST_FIELDS, _LONGEST_TAGS, _LONGEST_OURS = 500, 2_000, 200
_MOMENT_IN_LINE = re.compile(r"#* *(\d{4}-\d\d-\d\d[ T]\d\d:\d\d\S*)(?!\S)")


def is_page(name: str) -> bool:
    """Tell whether a file of this name holds a page."""
    return name.lower().endswith(_ENDINGS)


def gather(gathering: Gathering, files: Zip, zone: ZoneInfo, day: date | None) -> None:
    """Gather the pages of a zip; `zone` is for times that name none, `day` for files that name none."""
    pages = [name for name in files.names if is_page(name)]
    for name in pages:
        gather_file(gathering, files.bytes_of(name), name, zone, day)
    gathering.leave_files(files.names, read=pages)


def gather_file(gathering: Gathering, content: bytes, name: str, zone: ZoneInfo, day: date | None) -> None:
    """Gather the page of one file, or the pages of a journal of jrnl's; `zone` and `day` are for what names none."""
    try:
        text, is_guessed = text_of(content)
    except NotReadable as reason:
        gathering.leave(name, str(reason))
        return
    if is_guessed:
        gathering.look_at(
            name, _("It was written in an older way. See whether its letters are right, é or ö for instance.")
        )
    if jrnl.is_text(text):
        jrnl.gather_text(gathering, text, name, zone)
    else:
        gathering.bring(name, _page(gathering, text, name, zone, day))


def _page(
    gathering: Gathering, text: str, name: str, zone: ZoneInfo, otherwise: date | None
) -> Callable[[], FoundPage]:
    def page() -> FoundPage:
        front, words = _front_matter(gathering, text)
        if not (words.strip() or front.get("title", "").strip()):
            raise NotAPage(_("There are no words in it."))
        day, at, words = _dated(front, words.strip("\n"), name, zone, otherwise)
        title, body = _title_and_body(front, words)
        if "id" not in front:
            title = title or days.without_days(PurePosixPath(name).stem)
        tags = [tag if "id" in front else tag.lstrip("#") for tag in tags_in(front.get("tags", ""))]
        found = page_of(fingerprint(day.isoformat(), title, body), day, at, title, body, tags)
        return replace(found, kind=front.get("kind", PAGE), id=UUID(front["id"]) if "id" in front else None)

    return page


def _front_matter(gathering: Gathering, text: str) -> tuple[Mapping[str, str], str]:
    """Return the fields above the page that are known, as texts, and the page.

    Without any of these fields it is no front matter, but words between two rules.
    """
    block = _FRONT_MATTER.match(f"{text}\n", 0, _LONGEST_FRONT_MATTER)
    fields, tags = (_fields(block[1]), _tags(block[1])) if block else ({}, {})
    if not block or not (fields or tags) or (_FIELD.search(block[1]) and not fields):
        return {}, text
    ours = _of_ours(block[1])
    rest = _FIELD.sub("", block[1])
    for known, field in ((tags, _TAGS), (ours, _OURS)):
        rest = field.sub("", rest) if known else rest
    if rest.strip():
        gathering.leave(
            _("Front matter besides title, date and tags"),
            _("It stands above the page and is no part of it. It stays in the file you chose."),
        )
    return {**fields, **tags, **ours}, text[block.end() :]


def _fields(block: str) -> Mapping[str, str]:
    """Return the title and the dates in front matter; nothing if one of them is more than a text."""
    fields = _read(block, _FIELD, _LONGEST_FIELDS)
    return fields if all(isinstance(value, str) for value in fields.values()) else {}


def _tags(block: str) -> Mapping[str, str]:
    """Return the tags, all in one text; nothing if they cannot be read."""
    tags = _read(block, _TAGS, _LONGEST_TAGS).get("tags")
    if isinstance(tags, list) and all(isinstance(tag, str) for tag in tags):
        tags = as_line(tags)
    return {"tags": tags} if isinstance(tags, str) and tags.strip() else {}


def _of_ours(block: str) -> Mapping[str, str]:
    """Return kind and id of a page that was written here and taken along; nothing of any other."""
    front = _read(block, _OURS, _LONGEST_OURS)
    if front.keys() != {"kind", "id"} or not all(isinstance(value, str) for value in front.values()):
        return {}
    return front if front["kind"] in KIND_NAMES and _is_id_of_ours(front["id"]) else {}


def _is_id_of_ours(written: str) -> bool:
    """Tell whether it is random, or made of a name, and written as we do: others tell when they were made."""
    with suppress(ValueError):
        return str(UUID(written)) == written and UUID(written).version in {4, 5}
    return False


def _read(block: str, field: "re.Pattern[str]", longest: int) -> dict[str, Any]:
    known = "".join(field.findall(block))
    with suppress(yaml.YAMLError, ValueError, RecursionError):
        # The base loader makes texts, lists and mappings of texts, and nothing else.
        front = yaml.load(known, Loader=yaml.BaseLoader) if len(known) <= longest else None  # noqa: S506
        if isinstance(front, dict):
            return {str(name).lower(): value for name, value in front.items()}
    return {}


def _dated(
    front: Mapping[str, str], words: str, name: str, zone: ZoneInfo, otherwise: date | None
) -> tuple[date, datetime | None, str]:
    """Return the day, the moment if it is known, and the page, without its first line if that is only the day."""
    for field in ("date", "created"):
        with suppress(NotAPage):
            return *day_and_moment(front.get(field, ""), zone), words
    named, above = days.written_in(name), days.written_above(words)
    for day in named:
        with suppress(ValueError):
            return day.as_date(), None, words
    if found := _MOMENT_IN_LINE.match(words):
        return *day_and_moment(found[1], zone), _behind(words, found.end())
    for day in above:
        with suppress(ValueError):
            return day.as_date(), None, _behind(words, day.end)
    return _otherwise(named, above, otherwise), None, words


def _behind(words: str, end: int) -> str:
    """Return the words without their first line, unless it says more than the day, which ends here."""
    first, _newline, rest = words.partition("\n")
    return words if first[end:].strip(" .:,;") else rest


def _otherwise(named: Sequence[WrittenDay], above: Sequence[WrittenDay], chosen: date | None) -> date:
    """Return the day that was chosen, unless the file names one that there is not: then it was meant otherwise."""
    for day in named:
        sentence = _("%(day)s does not exist. Change the day in its name, then choose it again.")
        raise NotAPage(sentence % {"day": day.in_words()})
    for day in above:
        sentence = _("%(day)s does not exist. Change the day in its first line, then choose it again.")
        raise NotAPage(sentence % {"day": day.in_words()})
    if chosen is None:
        raise NotAPage(
            _(
                "No day was found in it. Put one at the beginning of its name, such as 2025-06-14, or say which day it "
                "is when you choose it again."
            )
        )
    return chosen


def _title_and_body(front: Mapping[str, str], words: str) -> tuple[str, str]:
    if front.get("title", "").strip() or "id" in front:
        return front.get("title", ""), words
    first, _newline, rest = words.lstrip("\n").partition("\n")
    return (first[2:].strip(), rest) if first.startswith("# ") else ("", words)
