"""The book as EPUB 3: contents, one file a month, in memory. Its files are numbered: no name of one says a word."""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info

from archive import xhtml
from archive.book import Book, as_data

_CSS = Path(__file__).parent / "epub.css"
_BOOKS = UUID("5b6f3f0e-9a1c-4c52-8a57-0f6a2f3c1d44")
# What XML cannot hold, not even escaped: controls, halves of a pair, and two characters that are none.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SAME_TIME = (1980, 1, 1, 0, 0, 0)
_CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
_DOCUMENT = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    ' lang="{0}" xml:lang="{0}" dir="{3}">\n'
    '<head><meta charset="utf-8"/><title>{1}</title><link rel="stylesheet" href="book.css"/></head>\n'
    "<body>{2}</body>\n</html>\n"
)
_PACKAGE = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{0}">\n'
    '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
    '<dc:identifier id="id">urn:uuid:{1}</dc:identifier><dc:title>{2}</dc:title><dc:language>{0}</dc:language>\n'
    '<meta property="dcterms:modified">{3}T00:00:00Z</meta>\n{4}</metadata>\n'
    '<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    '<item id="css" href="book.css" media-type="text/css"/>{5}</manifest>\n'
    '<spine page-progression-direction="{7}">{6}</spine>\n</package>\n'
)
# The vocabulary of schema.org, as EPUB Accessibility 1.1 asks for it.
_ACCESSIBILITY = (
    ("accessMode", "textual"),
    ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityFeature", "displayTransformability"),
    ("accessibilityHazard", "none"),
)

_DRAWN = mark_safe(' properties="svg"')


@dataclass(frozen=True, slots=True)
class _File:
    """One file of the book; without a name it is not in the contents.

    `pages` are a month's pages with a title: their number among its pages, and their title.
    """

    name: str
    body: SafeString
    pages: tuple[tuple[int, str], ...] = ()


def as_epub(book: Book, *, identifier: UUID | None = None, look_up: Callable[[], None] = lambda: None) -> bytes:
    """Return the book as an EPUB 3 file; the same book is the same bytes.

    `identifier` tells this book from others in a reader; without one it is made of what the book says. `look_up` is
    called before each page and each of its files, and may raise to end it. Paper, size and margins are the reader's own
    matter.
    """
    data = as_data(book, look_up)
    files = {}
    for number, file in enumerate(_files(data), start=1):
        look_up()
        files[f"part-{number:03}.xhtml"] = file
    last = book.days[1] if book.days else date(2000, 1, 1)
    made = {"EPUB/package.opf": _package(data, identifier or _identifier_of(data), last, files)}
    made |= {
        "EPUB/nav.xhtml": _document(data, data["contents"], _contents(data, files)),
        "EPUB/book.css": _CSS.read_text(),
    }
    made |= {f"EPUB/{name}": _document(data, file.name or _title(data), file.body) for name, file in files.items()}
    return _zipped({"META-INF/container.xml": _CONTAINER} | made)


def _files(data: Mapping[str, Any]) -> Iterator[_File]:
    yield _File("", xhtml.title_page(data))
    if data["dedication"]:
        yield _File("", xhtml.dedication(data))
    for month in data["months"]:
        titles = enumerate((xhtml.words_of(page["title"]).strip() for page in month["pages"]), start=1)
        yield _File(month["name"], xhtml.month(month), tuple((number, title) for number, title in titles if title))
    chapters = (
        ("loose", xhtml.answers),
        ("comparisons", xhtml.comparisons),
        ("goals", xhtml.goals),
        ("figures", xhtml.figures),
        ("check_ins", xhtml.check_ins),
    )
    yield from (_File(data[name]["title"], made(data[name])) for name, made in chapters if data[name]["items"])
    if data["damaged"]:
        yield _File("", xhtml.colophon(data))


def _identifier_of(data: Mapping[str, Any]) -> UUID:
    return uuid5(_BOOKS, hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest())


def _package(data: Mapping[str, Any], identifier: UUID, last: date, files: Mapping[str, _File]) -> str:
    ids = [(name.removesuffix(".xhtml"), name) for name in files]
    features = format_html_join("", '<meta property="schema:{}">{}</meta>\n', _ACCESSIBILITY)
    drawn = [_DRAWN if "<svg" in file.body else "" for file in files.values()]
    named = [(first, name, properties) for (first, name), properties in zip(ids, drawn, strict=True)]
    items = format_html_join("", '<item id="{}" href="{}" media-type="application/xhtml+xml"{}/>', named)
    order = format_html_join("", '<itemref idref="{}"/>', [(first,) for first, _name in _with_contents(ids)])
    parts = (data["language"], identifier, _title(data), last.isoformat(), features, items, order, _direction(data))
    return _NOT_XML.sub("", format_html(_PACKAGE, *parts))


def _with_contents(ids: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Put the contents behind the title."""
    return [*ids[:1], ("nav", "nav.xhtml"), *ids[1:]]


def _contents(data: Mapping[str, Any], files: Mapping[str, _File]) -> SafeString:
    chapters = mark_safe("").join(_contents_of(name, file) for name, file in files.items() if file.name)
    return format_html(
        '<nav epub:type="toc" role="doc-toc"><h1>{}</h1><ol>{}</ol></nav>', data["contents"], SafeString(chapters)
    )


def _contents_of(name: str, file: _File) -> SafeString:
    links = [(name, number, title) for number, title in file.pages]
    pages = format_html_join("", '<li><a href="{}#page-{}">{}</a></li>', links)
    inside = format_html("<ol>{}</ol>", pages) if pages else ""
    return format_html('<li><a href="{}">{}</a>{}</li>', name, file.name, inside)


def _title(data: Mapping[str, Any]) -> str:
    return ", ".join(filter(None, (xhtml.words_of(data["title"]), data["volume"])))


def _document(data: Mapping[str, Any], title: str, body: SafeString) -> str:
    return _NOT_XML.sub("", format_html(_DOCUMENT, data["language"], title, body, _direction(data)))


def _direction(data: Mapping[str, Any]) -> str:
    """Return where the book's own words run, and its pages with them."""
    return "rtl" if get_language_info(data["language"])["bidi"] else "ltr"


def _zipped(files: Mapping[str, str]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as book:
        # A reader knows an EPUB by its first bytes: this comes first, and as it is.
        book.writestr(zipfile.ZipInfo("mimetype", _SAME_TIME), "application/epub+zip", zipfile.ZIP_STORED)
        for name, text in files.items():
            book.writestr(zipfile.ZipInfo(name, _SAME_TIME), text, zipfile.ZIP_DEFLATED)
    return kept.getvalue()
