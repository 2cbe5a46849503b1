"""PDFs read back: their words, as a reader of the page finds them, and where the lines stand."""

import html
import re
import subprocess
from dataclasses import dataclass

_HEIGHT = re.compile(r'height="([\d.]+)"')
_LINE = re.compile(r'<line xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="[-\d.]+">(.*?)</line>', re.DOTALL)
_WORD = re.compile(r"<word [^>]*>(.*?)</word>")


def text_of(pdf: bytes) -> str:
    """Return the words of a PDF in reading order on one line, without folios, and with broken words joined."""
    text = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    pages = [re.sub(r"\n\d+\s*$", "\n", page) for page in text.split("\f")]
    return re.sub(r"\s+", " ", re.sub(r"[\u00ad\u2010]\n\s*", "", "".join(pages)))


@dataclass(frozen=True)
class Line:
    """A line of a page: where it begins, ends and stands, in points from the top left, and its words."""

    begins: float
    ends: float
    top: float
    words: str


def lines_of(pdf: bytes, *, within: tuple[float, float] = (0.08, 0.89)) -> list[list[Line]]:
    """Return the lines of each page of a PDF from top to bottom, without a book's running head and its folio.

    What begins `within` these parts of the height of a page is no such line.
    """
    command = ["pdftotext", "-bbox-layout", "-", "-"]
    pages = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode().split("<page ")[1:]
    return [_body(page, *within) for page in pages]


def _body(page: str, first: float, last: float) -> list[Line]:
    height = float(_HEIGHT.search(page)[1])  # type: ignore[index]  # every page has a height
    lines = [_line(match) for match in _LINE.finditer(page)]
    return sorted((line for line in lines if first < line.top / height < last), key=lambda line: line.top)


def _line(match: re.Match[str]) -> Line:
    begins, top, ends, words = match.groups()
    return Line(float(begins), float(ends), float(top), html.unescape(" ".join(_WORD.findall(words))))
