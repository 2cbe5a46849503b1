"""Pages and remarks while a file is read: a page that cannot be brought in is named, and the others come."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from archive.importers.decoding import NotAPage, clean, fingerprint
from archive.importers.found import Found, FoundPage, NotReadable, Remark
from archive.plain import YEARS
from entries.forms import LONGEST_BODY, LONGEST_TAGS, LONGEST_TITLE
from entries.tags import as_line, tags_in

# A page a day for 270 years.
MOST_PAGES = 100_000
_LONGEST_NAME = 160


class Gathering:
    """What has been found so far in a file from this source."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._seen = 0
        self._pages: dict[str, FoundPage] = {}
        self._ids: dict[UUID, FoundPage] = {}
        self._left_out: dict[Remark, None] = {}
        self._look_at: dict[Remark, None] = {}

    def bring(self, what: str, page: Callable[[], FoundPage]) -> None:
        """Keep a page, or say why it is left out, as one is that was found before.

        Raises `NotReadable` for more pages than any journal has.
        """
        self._seen += 1
        if self._seen > MOST_PAGES:
            raise NotReadable(
                _("There are more pages in this file than can be brought in at once. Export it in parts.")
            )
        try:
            found = page()
        except NotAPage as reason:
            self.leave(what, str(reason))
            return
        if found.id and self._ids.setdefault(found.id, found) != found:
            found = replace(found, id=None)
        if found.source_id in self._pages and self._pages[found.source_id] != found:
            # Two texts under one id are both kept.
            said = (str(found.written_on), found.title, found.body, found.kind, as_line(found.tags), str(found.id))
            found = replace(found, source_id=fingerprint(found.source_id, *said))
        if self._pages.setdefault(found.source_id, found) is not found:
            self.leave(what, _("The same page is in this file more than once. It comes once."))

    def leave(self, what: str, why: str) -> None:
        """Name something that is not brought in; the same is named once."""
        self._left_out[_remark(what, why)] = None

    def look_at(self, what: str, sentence: str) -> None:
        """Name something that is brought in, and what its writer should look at; the same is named once."""
        self._look_at[_remark(what, sentence)] = None

    def leave_files(self, names: Iterable[str], read: Iterable[str]) -> None:
        """Name the files of a zip that hold no pages: all but those that were read."""
        besides = frozenset(read)
        for name in names:
            if name not in besides:
                self.leave(name, _("Only pages of words are brought in. This stays in the file you chose."))

    def miss(self, what: str) -> None:
        """Say that something belongs to a page and is not in the file."""
        self.look_at(what, _("A photo, film, sound or other file belongs to this page, and is not in what you chose."))

    def leave_details(self) -> None:
        """Say that what a journal notes beside its pages is not brought in."""
        self.leave(
            _("Places, weather, moods and stars"),
            _("Pages here carry none of these. They stay in the file you chose."),
        )

    def found(self) -> Found:
        """Return all of it; raise `NotReadable` if there is nothing."""
        if not (self._pages or self._left_out):
            raise NotReadable(_("There are no pages in this file."))
        left_out = {remark.what for remark in self._left_out}
        look_at = (remark for remark in self._look_at if remark.what not in left_out)
        return Found(self._source, tuple(self._pages.values()), tuple(self._left_out), tuple(look_at))


def page_of(
    source_id: str, day: date, at: datetime | None, title: str, body: str, tags: Iterable[str] = ()
) -> FoundPage:
    """Return a page as it can be kept.

    A title that is too long for one becomes the first line, and tags that are too long together the last. Raises
    `NotAPage` for a page without words, and for one that is longer than a page can be.
    """
    title, body = " ".join(clean(title).split()), clean(body).strip("\n")
    if len(title) > LONGEST_TITLE:
        title, body = "", f"{title}\n\n{body}"
    known = tags_in(clean(as_line(tags)))
    if len(as_line(known)) > LONGEST_TAGS:
        known, body = (), f"{body}\n\n{as_line(known)}"
    if not (title or body.strip()):
        raise NotAPage(_("There are no words in it."))
    if len(body) > LONGEST_BODY:
        raise NotAPage(_("It is longer than one page can hold. Split it in two where it is, and bring it in again."))
    return FoundPage(source_id, day, title, body, _kept(at), known)


def number(place: int, file: str = "") -> str:
    """Return how a page without a name is called: "entry 12"."""
    name = _("entry %(number)d") % {"number": place}
    return f"{file}, {name}" if file else name


def _remark(what: str, sentence: str) -> Remark:
    shown = "".join(character for character in what if character.isprintable())[:_LONGEST_NAME]
    return Remark(shown, sentence)


def _kept(at: datetime | None) -> datetime | None:
    """Return the moment, in UTC, unless it may fall out of the calendar elsewhere on earth: in the years 1 and 9999."""
    return at.astimezone(UTC) if at is not None and at.year in YEARS else None
