"""PDFs read back: their words, as a reader of the page finds them."""

import re
import subprocess


def text_of(pdf: bytes) -> str:
    """Return the words of a PDF in reading order on one line, without folios, and with broken words joined."""
    text = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    pages = [re.sub(r"\n\d+\s*$", "\n", page) for page in text.split("\f")]
    return re.sub(r"\s+", " ", re.sub(r"[\u00ad\u2010]\n\s*", "", "".join(pages)))
