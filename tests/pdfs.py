"""PDFs read back: their words, as a reader of the page finds them."""

import re
import subprocess


def text_of(pdf: bytes) -> str:
    """Return the words of a PDF in reading order, on one line, with words that were broken at a line's end joined."""
    text = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return re.sub(r"\s+", " ", re.sub(r"[\u00ad\u2010]\n\s*", "", text))
